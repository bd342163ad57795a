import type { Template } from './template.ts';

export const vepaMode: Template = {
  id: 'vepa-mode',
  title: 'Macvlan vepa',
  description:
    'Every frame goes out to the switch, and one to a neighbour on the same parent comes back only from a switch that can.',
  text: `# mode: vepa sends everything out of the card, also what is meant for the container beside it.
# A usual switch sends no frame back by the port that it came from; one with reflective relay does.
trunkline: 1
name: vepa-mode

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
    mode: vepa
    subnet: 172.22.16.0/24
    gateway: 172.22.16.1
    parents: { docker01: ens33, docker02: ens33 }
`,
};
