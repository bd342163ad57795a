import type { Template } from './template.ts';

export const passthruMode: Template = {
  id: 'passthru-mode',
  title: 'Macvlan passthru',
  description: 'The parent belongs to one container alone on each host, which takes it over with its own MAC address.',
  text: `# mode: passthru gives the whole parent to a single container: a second one on it does not start.
trunkline: 1
name: passthru-mode

segments:
  lan: { vlans: all }

hosts:
  docker01:
    ssh: { address: 192.168.1.11, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24, promiscuous: true }
      ens33.10: { parent: ens33, vlan: 10 }
    containers:
      bbox1: { image: busybox, command: sh, networks: { net1: 172.22.16.10 } }

  docker02:
    ssh: { address: 192.168.1.13, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.13/24, promiscuous: true }
      ens33.10: { parent: ens33, vlan: 10 }
    containers:
      bbox2: { image: busybox, command: sh, networks: { net1: 172.22.16.20 } }

networks:
  net1:
    driver: macvlan
    mode: passthru
    subnet: 172.22.16.0/24
    gateway: 172.22.16.1
    parents: { docker01: ens33.10, docker02: ens33.10 }
`,
};
