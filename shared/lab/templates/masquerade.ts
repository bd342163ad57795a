import type { Template } from './template.ts';

export const masquerade: Template = {
  id: 'masquerade',
  title: 'Masquerade',
  description:
    'The router gives packets of VLAN 10 its own address on the way out: they come back although nobody knows the VLAN.',
  text: `# Hosts on the untagged network have no route to 172.16.10.0/24, so that replies would have nowhere to go.
# With masquerade the router asks in its own name: VLAN 10 reaches them, and they do not reach VLAN 10.
trunkline: 1
name: masquerade

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

  docker02:
    ssh: { address: 192.168.1.13, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.13/24, promiscuous: true }

  router:
    ssh: { address: 192.168.1.254, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.254/24 }
      ens33.10: { parent: ens33, vlan: 10, address: 172.16.10.1/24 }
    routing:
      forward: true
      allow: all
      masquerade: [{ source: 172.16.10.0/24, out: ens33 }]

networks:
  mac_net10:
    driver: macvlan
    mode: bridge
    subnet: 172.16.10.0/24
    gateway: 172.16.10.1
    parents: { docker01: ens33.10 }
`,
};
