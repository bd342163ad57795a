import type { Template } from './template.ts';

export const ipvlanL2: Template = {
  id: 'ipvlan-l2',
  title: 'Ipvlan l2',
  description: 'Containers share the MAC address of the card: it works where a switch port takes one address only.',
  text: `# ipvlan l2 looks like macvlan bridge to the containers, and like one machine with several addresses to the switch:
# no promiscuous mode, nothing for port security to object to.
trunkline: 1
name: ipvlan-l2

segments:
  lan: { vlans: all }

hosts:
  docker01:
    ssh: { address: 192.168.1.11, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24 }
    containers:
      bbox1: { image: busybox, command: sh, networks: { net1: 172.22.16.10 } }

  docker02:
    ssh: { address: 192.168.1.13, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.13/24 }
    containers:
      bbox2: { image: busybox, command: sh, networks: { net1: 172.22.16.20 } }

networks:
  net1:
    driver: ipvlan
    mode: l2
    subnet: 172.22.16.0/24
    gateway: 172.22.16.1
    parents: { docker01: ens33, docker02: ens33 }
`,
};
