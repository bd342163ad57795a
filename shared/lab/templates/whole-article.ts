import type { Template } from './template.ts';

const image = '192.168.1.11:5000/busybox:v1';

export const wholeArticle: Template = {
  id: 'whole-article',
  title: 'The whole article',
  description:
    'Two VLANs on two hosts, a router between them, and a private registry that gives both hosts their image.',
  text: `# Docker across hosts with macvlan: what the manual procedure comes to, without its slips.
#
# A network on each of two VLANs, a Linux host as the router between them, and containers made from an image that the
# private registry on docker01 serves. The step before it, one network on the cards themselves, is a lab of its own.
trunkline: 1
name: whole-article

segments:
  lan: { vlans: all }

hosts:
  docker01:
    ssh: { address: 192.168.1.11, user: root }
    interfaces:
      # Promiscuous: the card must take frames for the containers' MAC addresses, which are not its own.
      ens33: { segment: lan, address: 192.168.1.11/24, promiscuous: true }
      # 802.1Q sub-interfaces, each with an address of the host's own in its VLAN.
      ens33.10: { parent: ens33, vlan: 10, address: 192.168.10.10/24 }
      ens33.20: { parent: ens33, vlan: 20, address: 192.168.20.20/24 }
    containers:
      bbox10: { image: ${image}, command: sh, networks: { mac_net10: 172.16.10.10 } }
      bbox20: { image: ${image}, command: sh, networks: { mac_net20: 172.16.20.20 } }

  docker02:
    ssh: { address: 192.168.1.13, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.13/24, promiscuous: true }
      ens33.10: { parent: ens33, vlan: 10, address: 192.168.10.11/24 }
      ens33.20: { parent: ens33, vlan: 20, address: 192.168.20.21/24 }
    containers:
      # Names and addresses that docker01 does not have: the procedure gives both hosts the same, and then no ping is sure.
      bbox11: { image: ${image}, command: sh, networks: { mac_net10: 172.16.10.11 } }
      bbox21: { image: ${image}, command: sh, networks: { mac_net20: 172.16.20.21 } }

  # The Linux host that routes between the two networks, and is the gateway of both.
  router:
    ssh: { address: 192.168.1.254, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.254/24 }
      ens33.10: { parent: ens33, vlan: 10, address: 172.16.10.1/24 }
      ens33.20: { parent: ens33, vlan: 20, address: 172.16.20.1/24 }
    routing:
      forward: true
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

# A registry that speaks plain HTTP. Docker on docker02 is told so in its settings, by a reload: containers go on.
# An image from it is always named with its port: without one Docker asks 443 and 80, where nobody listens.
registry: { host: docker01, port: 5000, images: [{ image: busybox, as: busybox:v1 }] }
`,
};
