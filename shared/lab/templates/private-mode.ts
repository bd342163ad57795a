import type { Template } from './template.ts';

export const privateMode: Template = {
  id: 'private-mode',
  title: 'Macvlan private',
  description: 'Containers on one parent are kept apart, while those on another host are reached as ever.',
  text: `# mode: private lets no frame pass between two containers on the same parent, not even by the switch.
# A container on another host is a neighbour all the same.
trunkline: 1
name: private-mode

segments:
  lan: { vlans: all }

hosts:
  docker01:
    ssh: { address: 192.168.1.11, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24, promiscuous: true }
    containers:
      bbox1: { image: busybox, command: sh, networks: { net1: 172.22.16.10 } }
      bbox2: { image: busybox, command: sh, networks: { net1: 172.22.16.20 } }

  docker02:
    ssh: { address: 192.168.1.13, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.13/24, promiscuous: true }
    containers:
      bbox3: { image: busybox, command: sh, networks: { net1: 172.22.16.30 } }

networks:
  net1:
    driver: macvlan
    mode: private
    subnet: 172.22.16.0/24
    gateway: 172.22.16.1
    parents: { docker01: ens33, docker02: ens33 }
`,
};
