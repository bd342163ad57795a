import type { Template } from './template.ts';

export const trunkWithoutTag: Template = {
  id: 'trunk-without-tag',
  title: 'Trunk without the tag',
  description: 'The switch carries VLAN 10 and not 20: containers of VLAN 20 on two hosts stay silent to each other.',
  text: `# A trunk that lacks a tag: the frames of VLAN 20 are dropped by the switch, and no host tells it.
# Add 20 to the list, and all pings of VLAN 20 go.
trunkline: 1
name: trunk-without-tag

segments:
  lan: { vlans: [10] }

hosts:
  docker01:
    ssh: { address: 192.168.1.11, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24, promiscuous: true }
      ens33.10: { parent: ens33, vlan: 10 }
      ens33.20: { parent: ens33, vlan: 20 }
    containers:
      bbox10: { image: busybox, command: sh, networks: { mac_net10: 172.16.10.10 } }
      bbox20: { image: busybox, command: sh, networks: { mac_net20: 172.16.20.20 } }

  docker02:
    ssh: { address: 192.168.1.13, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.13/24, promiscuous: true }
      ens33.10: { parent: ens33, vlan: 10 }
      ens33.20: { parent: ens33, vlan: 20 }
    containers:
      bbox11: { image: busybox, command: sh, networks: { mac_net10: 172.16.10.11 } }
      bbox21: { image: busybox, command: sh, networks: { mac_net20: 172.16.20.21 } }

  router:
    ssh: { address: 192.168.1.254, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.254/24 }
      ens33.10: { parent: ens33, vlan: 10, address: 172.16.10.1/24 }
      ens33.20: { parent: ens33, vlan: 20, address: 172.16.20.1/24 }
    routing:
      forward: true
      allow: all

networks:
  mac_net10:
    driver: macvlan
    mode: bridge
    subnet: 172.16.10.0/24
    gateway: 172.16.10.1
    parents: { docker01: ens33.10, docker02: ens33.10 }

  mac_net20:
    driver: macvlan
    mode: bridge
    subnet: 172.16.20.0/24
    gateway: 172.16.20.1
    parents: { docker01: ens33.20, docker02: ens33.20 }
`,
};
