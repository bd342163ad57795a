import type { Template } from './template.ts';

export const oneWayRules: Template = {
  id: 'one-way-rules',
  title: 'One-way rules',
  description:
    'The router lets VLAN 10 into 20 and not back: no ping passes in either direction, since replies are packets too.',
  text: `# A rule for one direction only. A ping is a request and a reply, and each is a packet of its own:
# what 10 asks of 20 arrives, and the answer is dropped on its way back.
trunkline: 1
name: one-way-rules

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

  router:
    ssh: { address: 192.168.1.254, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.254/24 }
      ens33.10: { parent: ens33, vlan: 10, address: 172.16.10.1/24 }
      ens33.20: { parent: ens33, vlan: 20, address: 172.16.20.1/24 }
    routing:
      forward: true
      # The rule for the way back is missing.
      allow: [{ from: 172.16.10.0/24, to: 172.16.20.0/24 }]

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
