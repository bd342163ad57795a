import type { Template } from './template.ts';

export const macvlanTwoHosts: Template = {
  id: 'macvlan-two-hosts',
  title: 'One network across two hosts',
  description: 'Two containers on different hosts share one macvlan network and ping each other without any router.',
  text: `# One macvlan network across two Docker hosts.
#
# macvlan gives each container a MAC address of its own on the host's network card, as if it were plugged into the same
# switch. Two containers on different hosts are then neighbours: same subnet, no router, no port mapping.
trunkline: 1
name: macvlan-two-hosts

# What the network cards are plugged into.
segments:
  lan: { vlans: all }

hosts:
  docker01:
    ssh: { address: 192.168.1.11, user: root }
    interfaces:
      # Promiscuous: the card must take frames for the containers' MAC addresses, which are not its own.
      ens33: { segment: lan, address: 192.168.1.11/24, promiscuous: true }
    containers:
      bbox1: { image: busybox, command: sh, networks: { mac_net1: 172.22.16.10 } }

  docker02:
    ssh: { address: 192.168.1.13, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.13/24, promiscuous: true }
    containers:
      # Another name and another address than on docker01: each host only knows its own containers.
      bbox2: { image: busybox, command: sh, networks: { mac_net1: 172.22.16.20 } }

networks:
  # The same on both hosts: Docker makes one network of this name on each.
  mac_net1:
    driver: macvlan
    mode: bridge
    subnet: 172.22.16.0/24
    gateway: 172.22.16.1
    parents: { docker01: ens33, docker02: ens33 }

# A host cannot ping its own containers: macvlan never passes frames between a parent interface and its children.
`,
};
