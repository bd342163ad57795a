import type { Template } from './template.ts';

export const wrongWayBack: Template = {
  id: 'wrong-way-back',
  title: 'Two routers and a wrong way back',
  description:
    'One router knows the way to VLAN 20, the other does not know the way back to VLAN 10: requests arrive, replies are lost.',
  text: `# VLAN 10 has one router and VLAN 20 another, and they meet on the untagged network. Each needs a route to what is behind
# the other. router2 lacks its own: what 10 asks of 20 arrives, and the answer goes nowhere.
trunkline: 1
name: wrong-way-back

segments:
  lan: { vlans: all }

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

  router1:
    ssh: { address: 192.168.1.253, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.253/24 }
      ens33.10: { parent: ens33, vlan: 10, address: 172.16.10.1/24 }
    routing:
      forward: true
      allow: all
      routes: [{ to: 172.16.20.0/24, via: 192.168.1.254 }]

  router2:
    ssh: { address: 192.168.1.254, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.254/24 }
      ens33.20: { parent: ens33, vlan: 20, address: 172.16.20.1/24 }
    routing:
      forward: true
      allow: all
      # Missing: { to: 172.16.10.0/24, via: 192.168.1.253 }

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
