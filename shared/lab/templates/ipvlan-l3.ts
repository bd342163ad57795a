import type { Template } from './template.ts';

export const ipvlanL3: Template = {
  id: 'ipvlan-l3',
  title: 'Ipvlan l3 and its routes',
  description:
    'The hosts route to their containers, and the others need to know the way: here each has a route to the other.',
  text: `# ipvlan l3 answers no ARP: what is outside reaches the containers only by a route to their host.
# Take one of the routes away, and see which way a ping is lost.
trunkline: 1
name: ipvlan-l3

segments:
  lan: { vlans: all }

hosts:
  docker01:
    ssh: { address: 192.168.1.11, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24 }
    containers:
      bbox1: { image: busybox, command: sh, networks: { net1: 10.1.1.10 } }
    routing:
      routes: [{ to: 10.1.2.0/24, via: 192.168.1.13 }]

  docker02:
    ssh: { address: 192.168.1.13, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.13/24 }
    containers:
      bbox2: { image: busybox, command: sh, networks: { net2: 10.1.2.10 } }
    routing:
      routes: [{ to: 10.1.1.0/24, via: 192.168.1.11 }]

networks:
  net1:
    driver: ipvlan
    mode: l3
    subnet: 10.1.1.0/24
    parents: { docker01: ens33 }

  net2:
    driver: ipvlan
    mode: l3
    subnet: 10.1.2.0/24
    parents: { docker02: ens33 }
`,
};
