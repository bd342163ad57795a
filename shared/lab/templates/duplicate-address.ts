import type { Template } from './template.ts';

export const duplicateAddress: Template = {
  id: 'duplicate-address',
  title: 'One address twice',
  description: 'Two hosts give the same address to a container, as each keeps its own books: who answers is chance.',
  text: `# Docker knows the addresses of its own host only. The same one twice in a layer-2 domain is an error that
# no host tells; this drawing does, and offers a free one.
trunkline: 1
name: duplicate-address

segments:
  lan: { vlans: all }

hosts:
  docker01:
    ssh: { address: 192.168.1.11, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24, promiscuous: true }
    containers:
      bbox1: { image: busybox, command: sh, networks: { net1: 172.22.16.10 } }

  docker02:
    ssh: { address: 192.168.1.13, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.13/24, promiscuous: true }
    containers:
      bbox2: { image: busybox, command: sh, networks: { net1: 172.22.16.10 } }
      bbox3: { image: busybox, command: sh, networks: { net1: 172.22.16.30 } }

networks:
  net1:
    driver: macvlan
    mode: bridge
    subnet: 172.22.16.0/24
    gateway: 172.22.16.1
    parents: { docker01: ens33, docker02: ens33 }
`,
};
