import type { Template } from './template.ts';

export const vlansTwoHosts: Template = {
  id: 'vlans-two-hosts',
  title: 'Two VLANs, two hosts and a router',
  description:
    'Two macvlan networks on VLAN 10 and 20, four containers on two hosts, and a Linux host that routes between them.',
  text: `# Two VLANs across two Docker hosts, and a Linux host as the router between them.
#
# Containers of one VLAN are neighbours, whichever host they are on. Frames of VLAN 10 and VLAN 20 never meet on layer 2:
# bbox10 reaches bbox21 only because the router forwards between its two sub-interfaces.
trunkline: 1
name: vlans-two-hosts

segments:
  # A trunk: it carries tagged frames. Try [10] instead of all, and see which pings go.
  lan: { vlans: all }

hosts:
  docker01:
    ssh: { address: 192.168.1.11, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24, promiscuous: true }
      # 802.1Q sub-interfaces. They need no address of their own for the containers; with one each,
      # such as 192.168.10.10/24 here and 192.168.10.11/24 on docker02, the hosts ping each other within the VLAN too.
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
      # Names and addresses that docker01 does not have: nothing but this file keeps the two hosts from giving out the same.
      bbox11: { image: busybox, command: sh, networks: { mac_net10: 172.16.10.11 } }
      bbox21: { image: busybox, command: sh, networks: { mac_net20: 172.16.20.21 } }

  router:
    ssh: { address: 192.168.1.254, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.254/24 }
      # The gateways of the two networks below.
      ens33.10: { parent: ens33, vlan: 10, address: 172.16.10.1/24 }
      ens33.20: { parent: ens33, vlan: 20, address: 172.16.20.1/24 }
    routing:
      forward: true
      # One rule for each direction: without the second one, no reply comes back.
      allow:
        - { from: 172.16.10.0/24, to: 172.16.20.0/24 }
        - { from: 172.16.20.0/24, to: 172.16.10.0/24 }

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
