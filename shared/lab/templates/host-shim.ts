import type { Template } from './template.ts';

export const hostShim: Template = {
  id: 'host-shim',
  title: 'A host and its own containers',
  description: 'A host never reaches its own macvlan containers, unless it has a macvlan child too: a shim.',
  text: `# Between a parent and its macvlan children no frame passes. docker01 has a child of its own, a shim,
# and reaches its container by it; docker02 has none, and does not.
trunkline: 1
name: host-shim

segments:
  lan: { vlans: all }

hosts:
  docker01:
    ssh: { address: 192.168.1.11, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24, promiscuous: true }
      mac0: { parent: ens33, shim: bridge, address: 172.22.16.250/32, reaches: [172.22.16.0/24] }
    containers:
      bbox1: { image: busybox, command: sh, networks: { net1: 172.22.16.10 } }

  docker02:
    ssh: { address: 192.168.1.13, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.13/24, promiscuous: true }
    containers:
      bbox2: { image: busybox, command: sh, networks: { net1: 172.22.16.20 } }

networks:
  net1:
    driver: macvlan
    mode: bridge
    subnet: 172.22.16.0/24
    gateway: 172.22.16.1
    parents: { docker01: ens33, docker02: ens33 }
`,
};
