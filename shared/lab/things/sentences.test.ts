/** What is said of each wrong value, word for word: whoever has made the mistake has nothing but this sentence and this hint. */
import { expect, it } from 'vitest';
import { examineLab } from '../read.ts';

const said = (text: string): readonly string[] =>
  examineLab(`trunkline: 1\nname: test\n${text}\n`).problems.flatMap(({ message, hint }) => [
    message.replace(/^Line \d+: /, ''),
    hint,
  ]);

it.each<readonly [text: string, sentence: string, hint: string]>([
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan, address: x } } } }`,
    'address of h:e0 is "x", which is not an IPv4 address with a prefix length.',
    'Write the address and the prefix length of its subnet, such as 192.168.1.11/24.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan, address: 10.0.0.1 } } } }`,
    'address of h:e0 is "10.0.0.1", which has no prefix length.',
    'Write the address and the prefix length of its subnet, such as 192.168.1.11/24.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan, address: 10.0.0.0/24 } } } }`,
    'address of h:e0 is "10.0.0.0/24", which is the address of the subnet itself, not of a host in it.',
    'Write the address and the prefix length of its subnet, such as 192.168.1.11/24.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan, address: 10.0.0.255/24 } } } }`,
    'address of h:e0 is "10.0.0.255/24", which is the broadcast address of its subnet.',
    'Write the address and the prefix length of its subnet, such as 192.168.1.11/24.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan, address: 10.0.0.1/33 } } } }`,
    'address of h:e0 is "10.0.0.1/33", which is not an IPv4 address with a prefix length.',
    'Write the address and the prefix length of its subnet, such as 192.168.1.11/24.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan, address: 127.0.0.1/8 } } } }`,
    'address of h:e0 is "127.0.0.1/8", which is a loopback address.',
    'Write the address and the prefix length of its subnet, such as 192.168.1.11/24.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan, address: 0.1.2.3/8 } } } }`,
    'address of h:e0 is "0.1.2.3/8", which is in 0.0.0.0/8, which no interface can have.',
    'Write the address and the prefix length of its subnet, such as 192.168.1.11/24.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan, address: 224.0.0.1/24 } } } }`,
    'address of h:e0 is "224.0.0.1/24", which is a multicast address.',
    'Write the address and the prefix length of its subnet, such as 192.168.1.11/24.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan, address: 240.0.0.1/24 } } } }`,
    'address of h:e0 is "240.0.0.1/24", which is a reserved address.',
    'Write the address and the prefix length of its subnet, such as 192.168.1.11/24.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan, address: 7 } } } }`,
    'address of h:e0 must be an IPv4 address with its prefix length, and it is the number 7.',
    'Write the address and the prefix length of its subnet, such as 192.168.1.11/24.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan, mtu: 67 } } } }`,
    'mtu of h:e0 is the number 67, which is not an MTU from 68 to 65535 bytes.',
    'Write a number of bytes, such as 1500 or 9000.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan, mtu: 65536 } } } }`,
    'mtu of h:e0 is the number 65536, which is not an MTU from 68 to 65535 bytes.',
    'Write a number of bytes, such as 1500 or 9000.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan, mtu: 1.5 } } } }`,
    'mtu of h:e0 must be an MTU from 68 to 65535 bytes, and it is the number 1.5.',
    'Write a number of bytes, such as 1500 or 9000.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan, mtu: "1500" } } } }`,
    'mtu of h:e0 must be an MTU from 68 to 65535 bytes, and it is "1500".',
    'Write a number of bytes, such as 1500 or 9000.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan, promiscuous: "yes" } } } }`,
    'promiscuous of h:e0 must be true or false, and it is "yes".',
    'Write true or false, without quotes.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan }, v: { parent: e0, vlan: 0 } } } }`,
    'vlan of h:v is the number 0, which is not a VLAN id from 1 to 4094.',
    'Use a number from 1 to 4094; 0 and 4095 are reserved.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan }, v: { parent: e0, vlan: 4095 } } } }`,
    'vlan of h:v is the number 4095, which is not a VLAN id from 1 to 4094.',
    'Use a number from 1 to 4094; 0 and 4095 are reserved.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan }, v: { parent: e0, vlan: x } } } }`,
    'vlan of h:v must be a VLAN id from 1 to 4094, and it is "x".',
    'Use a number from 1 to 4094; 0 and 4095 are reserved.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan }, v0: { parent: e0, vlan: 1 }, v1: { parent: v0, vlan: 2 }, v2: { parent: v1, vlan: 3 }, v3: { parent: v2, vlan: 4 }, v4: { parent: v3, vlan: 5 }, v5: { parent: v4, vlan: 6 }, v6: { parent: v5, vlan: 7 }, v7: { parent: v6, vlan: 8 }, v8: { parent: v7, vlan: 9 } } } }`,
    'h:v7 stands on 8 interfaces, each on the next, and the kernel stacks no more than 7.',
    'Let it stand on the network card or on an interface near it.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan }, v0: { parent: v1, vlan: 1 }, v1: { parent: v2, vlan: 2 }, v2: { parent: v3, vlan: 3 }, v3: { parent: v4, vlan: 4 }, v4: { parent: v5, vlan: 5 }, v5: { parent: v6, vlan: 6 }, v6: { parent: v7, vlan: 7 }, v7: { parent: v8, vlan: 8 }, v8: { parent: v9, vlan: 9 }, v9: { parent: v10, vlan: 10 }, v10: { parent: v11, vlan: 11 }, v11: { parent: v0, vlan: 12 } } } }`,
    'h:v0 stands on itself: v0 → v1 → v2 → v3 → v4 → v5 → v6 → … → v11 → v0.',
    'What an interface stands on must end at a network card, one that has a segment.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { "a b": { segment: lan } } } }`,
    'the name "a b" has other characters than letters, digits, _, . and -.',
    'Use at most 15 letters, digits, _, . and -.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan }, s: { parent: e0, shim: private } } } }`,
    'shim of h:s must be bridge, and it is "private".',
    'Write bridge.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan }, s: { parent: e0, shim: bridge, reaches: 10.0.0.0/8 } } } }`,
    'reaches of h:s must be a list of subnets, and it is "10.0.0.0/8".',
    'Write each on a line that begins with a dash, or all within [ ].',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan }, s: { parent: e0, shim: bridge, reaches: [10.0.0.1/8] } } } }`,
    'entry 1 of reaches of h:s is "10.0.0.1/8", which has host bits set; its subnet is 10.0.0.0/8.',
    'Write a subnet such as 172.16.10.0/24, or one address.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, containers: { box: { image: x y } } } }`,
    'image of h/box is "x y", which is not an image’s name.',
    'Write it as for docker run: busybox, busybox:1.36 or 192.168.1.11:5000/busybox:v1.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, containers: { box: { image: "" } } } }`,
    'image of h/box is "", which is not an image’s name.',
    'Write it as for docker run: busybox, busybox:1.36 or 192.168.1.11:5000/busybox:v1.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, containers: { box: { image: 7 } } } }`,
    'image of h/box must be the name of an image, and it is the number 7.',
    'Write it as for docker run: busybox, busybox:1.36 or 192.168.1.11:5000/busybox:v1.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, containers: { box: { image: a@b@c } } } }`,
    'image of h/box is "a@b@c", which is not an image’s name.',
    'Write it as for docker run: busybox, busybox:1.36 or 192.168.1.11:5000/busybox:v1.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, containers: { box: { image: a, command: "sh '" } } } }`,
    'command of h/box is "sh \'", which has a single quote that is not closed.',
    'Write it as one text such as `sleep 3600`, or as a list of words.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, containers: { box: { image: a, command: 7 } } } }`,
    'command of h/box must be a command, and it is the number 7.',
    'Write it as one text such as `sleep 3600`, or as a list of words.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, containers: { box: { image: a, command: [sh, 7] } } } }`,
    'entry 2 of command of h/box must be a word of the command, and it is the number 7.',
    'Put it in quotes.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, containers: { box: { image: a, command: ["a\\0"] } } } }`,
    'entry 1 of command of h/box is "a\\u{0}", which has an invisible character in it.',
    'Put it in quotes.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, containers: { box: { image: a, networks: { n: x } } } } }
networks: { n: { driver: macvlan, subnet: 10.1.0.0/24 } }`,
    'n of networks of h/box is "x", which is not an IPv4 address.',
    'Write four numbers, such as 172.16.10.10.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, containers: { box: { image: a, networks: { n: 10.1.0.1/24 } } } } }
networks: { n: { driver: macvlan, subnet: 10.1.0.0/24 } }`,
    'n of networks of h/box is "10.1.0.1/24", which has a prefix length, and only the address belongs here.',
    'Write four numbers, such as 172.16.10.10.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, containers: { box: { image: a, networks: { n: { mac: x } } } } } }
networks: { n: { driver: macvlan, subnet: 10.1.0.0/24 } }`,
    'mac of n of networks of h/box is "x", which is not a MAC address.',
    'Write six bytes, such as "02:42:ac:10:0a:0a".',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, containers: { box: { image: a, networks: { n: { mac: "00:00:00:00:00:00" } } } } } }
networks: { n: { driver: macvlan, subnet: 10.1.0.0/24 } }`,
    'mac of n of networks of h/box is "00:00:00:00:00:00", which is no address of an interface.',
    'Write six bytes, such as "02:42:ac:10:0a:0a".',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, containers: { box: { image: a, networks: { n: { mac: "01:00:5e:00:00:01" } } } } } }
networks: { n: { driver: macvlan, subnet: 10.1.0.0/24 } }`,
    'mac of n of networks of h/box is "01:00:5e:00:00:01", which is a multicast address, which no interface can have.',
    'Write six bytes, such as "02:42:ac:10:0a:0a".',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, containers: { box: { image: a, networks: { n: [1] } } } } }
networks: { n: { driver: macvlan, subnet: 10.1.0.0/24 } }`,
    'n of networks of h/box must be an address, or a map with the keys address and mac, and it is a list.',
    'Write an address such as 172.16.10.10, or { address: 172.16.10.10 }.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, containers: { box: { image: a, networks: { n: { addres: 10.1.0.1 } } } } } }
networks: { n: { driver: macvlan, subnet: 10.1.0.0/24 } }`,
    '"addres" is no key of a container’s place on a network.',
    'Did you mean address? Keys of a container’s place on a network are address and mac.',
  ],
  [
    `networks: { n: { driver: macvlan, subnet: x } }`,
    'subnet of n is "x", which is not an IPv4 subnet.',
    'Write the subnet with its prefix length, such as 172.16.10.0/24.',
  ],
  [
    `networks: { n: { driver: macvlan, subnet: 10.1.0.1/24 } }`,
    'subnet of n is "10.1.0.1/24", which has host bits set; its subnet is 10.1.0.0/24.',
    'Write the subnet with its prefix length, such as 172.16.10.0/24.',
  ],
  [
    `networks: { n: { driver: macvlan, subnet: 10.1.0.0 } }`,
    'subnet of n is "10.1.0.0", which has no prefix length.',
    'Write the subnet with its prefix length, such as 172.16.10.0/24.',
  ],
  [
    `networks: { n: { driver: macvlan, subnet: 10.1.0.0/40 } }`,
    'subnet of n is "10.1.0.0/40", which is not an IPv4 subnet.',
    'Write the subnet with its prefix length, such as 172.16.10.0/24.',
  ],
  [
    `networks: { n: { driver: macvlan, subnet: 10.1.0.0/24, gateway: 10.1.0.1/24 } }`,
    'gateway of n is "10.1.0.1/24", which has a prefix length, and only the address belongs here.',
    'Write four numbers, such as 172.16.10.10.',
  ],
  [
    `networks: { n: { driver: macvlan, subnet: 10.1.0.0/24, gateway: 10.2.0.1 } }`,
    'The gateway 10.2.0.1 of n is not in 10.1.0.0/24, the subnet of n.',
    'Choose one in 10.1.0.0/24, or change the subnet.',
  ],
  [
    `networks: { n: { driver: macvlan, subnet: 10.1.0.0/24, range: 10.2.0.0/25 } }`,
    'The range 10.2.0.0/25 of n is not in 10.1.0.0/24, the subnet of n.',
    'Choose one in 10.1.0.0/24, or change the subnet.',
  ],
  [
    `networks: { n: { driver: macvlan, subnet: 10.1.0.0/24, range: x } }`,
    'range of n is "x", which is not an IPv4 subnet.',
    'Write the subnet with its prefix length, such as 172.16.10.0/24.',
  ],
  [
    `networks: { n: { driver: macvlan, subnet: 10.1.0.0/24, reserved: { p: 10.2.0.1 } } }`,
    'The reserved address p 10.2.0.1 of n is not in 10.1.0.0/24, the subnet of n.',
    'Choose one in 10.1.0.0/24, or change the subnet.',
  ],
  [
    `networks: { n: { driver: macvlan, subnet: 10.1.0.0/24, reserved: { p: x } } }`,
    'p of reserved of n is "x", which is not an IPv4 address.',
    'Write four numbers, such as 172.16.10.10.',
  ],
  [
    `networks: { n: { driver: macvlan, subnet: 10.1.0.0/24, mode: l2 } }`,
    'mode of n is "l2", which is no mode of macvlan.',
    'Modes of macvlan are bridge, private, vepa, passthru.',
  ],
  [
    `networks: { n: { driver: macvlan, subnet: 10.1.0.0/24, parents: { gone: e0 } } }`,
    'gone of parents of n is "gone", and there is no host of that name.',
    'Add it, or correct the name.',
  ],
  [
    `networks: { n: { driver: macvlan, subnet: 10.1.0.0/24, parents: 7 } }`,
    'parents of n must be parent interfaces, each under its name, and it is the number 7.',
    'Write `name:` and what belongs to it.',
  ],
  [
    `networks: { n: { driver: macvlan, subnet: 10.1.0.0/24, mtu: 1 } }`,
    'mtu of n is the number 1, which is not an MTU from 68 to 65535 bytes.',
    'Write a number of bytes, such as 1500 or 9000.',
  ],
  [
    `networks: { n: { driver: macvlan, subnet: 10.1.0.0/24, reserved: { "a b": 10.1.0.1 } } }`,
    'the name "a b" has other characters than letters, digits, _, . and -.',
    'Use letters, digits, _, . and -, and begin with a letter or digit.',
  ],
  [
    `networks: { n: { driver: ipvlan, mode: bridge, subnet: 10.1.0.0/24 } }`,
    'mode of n is "bridge", which is no mode of ipvlan.',
    'Modes of ipvlan are l2, l3, l3s.',
  ],
  [
    `networks: { n: { driver: macvlan } }`,
    'n has no subnet; expected an IPv4 subnet.',
    'Write the subnet with its prefix length, such as 172.16.10.0/24.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, routing: { forward: 1 } } }`,
    'forward of routing of h must be true or false, and it is the number 1.',
    'Write true or false, without quotes.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, routing: { allow: [{ from: x, to: 10.0.0.0/8 }] } } }`,
    'from of entry 1 of allow of routing of h is "x", which is not an IPv4 subnet.',
    'Write a subnet such as 172.16.10.0/24, or one address.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, routing: { allow: [{ from: 10.0.0.0/8 }] } } }`,
    'entry 1 of allow of routing of h has no to; expected an IPv4 subnet or address.',
    'Write a subnet such as 172.16.10.0/24, or one address.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, routing: { routes: [{ to: x, via: 10.0.0.1 }] } } }`,
    'to of entry 1 of routes of routing of h is "x", which is not an IPv4 subnet.',
    'Write a subnet such as 10.9.0.0/16, one address, or default.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, routing: { routes: [{ to: 10.0.0.1/8, via: 10.0.0.1 }] } } }`,
    'to of entry 1 of routes of routing of h is "10.0.0.1/8", which has host bits set; its subnet is 10.0.0.0/8.',
    'Write a subnet such as 10.9.0.0/16, one address, or default.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, routing: { routes: 7 } } }`,
    'routes of routing of h must be a list of { to, via }, and it is the number 7.',
    'Write each on a line that begins with a dash, or all within [ ].',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, routing: { masquerade: [{ source: 10.0.0.0/8, out: gone }] } } }`,
    'out of entry 1 of masquerade of routing of h is "gone", and there is no interface on h of that name.',
    'Add it, or correct the name.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, routing: { masquerade: {} } } }`,
    'masquerade of routing of h must be a list of { source, out }, and it is a map.',
    'Write each on a line that begins with a dash, or all within [ ].',
  ],
  [
    `segments: { lan: { vlans: some } }`,
    'vlans of lan must be all, none or a list of VLAN ids, and it is "some".',
    'Write all, none, or ids such as [10, 20].',
  ],
  [
    `segments: { lan: { vlans: [0] } }`,
    'entry 1 of vlans of lan is the number 0, which is not a VLAN id from 1 to 4094.',
    'Use a number from 1 to 4094; 0 and 4095 are reserved.',
  ],
  [
    `segments: { lan: { vlans: 7 } }`,
    'vlans of lan must be all, none or a list of VLAN ids, and it is the number 7.',
    'Write all, none, or ids such as [10, 20].',
  ],
  [
    `segments: { lan: { mtu: 1 } }`,
    'mtu of lan is the number 1, which is not an MTU from 68 to 65535 bytes.',
    'Write a number of bytes, such as 1500 or 9000.',
  ],
  [
    `hosts: { h: { ssh: { address: h, port: 0 } } }`,
    'port of ssh of h is the number 0, which is not a port from 1 to 65535.',
    'Use a number from 1 to 65535.',
  ],
  [
    `hosts: { h: { ssh: { address: h, port: 65536 } } }`,
    'port of ssh of h is the number 65536, which is not a port from 1 to 65535.',
    'Use a number from 1 to 65535.',
  ],
  [
    `hosts: { h: { ssh: { address: h, port: "22" } } }`,
    'port of ssh of h must be a port from 1 to 65535, and it is "22".',
    'Use a number from 1 to 65535.',
  ],
  [
    `hosts: { h: { ssh: { address: h, user: -x } } }`,
    'user of ssh of h is "-x", which begins with a dash.',
    'Write the name of a user on that host, such as root.',
  ],
  [
    `hosts: { h: { ssh: { address: h, key: "" } } }`,
    'key of ssh of h is "", which is empty.',
    'Write a path such as ~/.ssh/id_ed25519.',
  ],
  [
    `hosts: { h: { ssh: { address: "-x" } } }`,
    'address of ssh of h is "-x", which begins with a dash.',
    'Write an address such as 192.168.1.11, or a host name.',
  ],
  [
    `hosts: { h: { ssh: { address: h } } }
registry: { host: gone }`,
    'host of registry is "gone", and there is no host of that name.',
    'There is h.',
  ],
  [
    `hosts: { h: { ssh: { address: h } } }
registry: {}`,
    'registry has no host; expected a host’s name.',
    'Name a host that is under hosts.',
  ],
  [
    `hosts: { h: { ssh: { address: h } } }
registry: { host: h, port: 0 }`,
    'port of registry is the number 0, which is not a port from 1 to 65535.',
    'Use a number from 1 to 65535.',
  ],
  [
    `hosts: { h: { ssh: { address: h } } }
registry: { host: h, images: 7 }`,
    'images of registry must be a list of { image, as }, and it is the number 7.',
    'Write each on a line that begins with a dash, or all within [ ].',
  ],
  [
    `hosts: { h: { ssh: { address: h } } }
registry: { host: h, images: [{ image: a }] }`,
    'entry 1 of images of registry has no as; expected the name of an image.',
    'Write it as for docker run: busybox, busybox:1.36 or 192.168.1.11:5000/busybox:v1.',
  ],
  [
    `hosts: { h: { ssh: { address: h } } }
registry: { host: h, images: [{ image: a, as: "x y" }] }`,
    'as of entry 1 of images of registry is "x y", which is not an image’s name.',
    'Write it as for docker run: busybox, busybox:1.36 or 192.168.1.11:5000/busybox:v1.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan,  } } } }
expect: [{ from: h, to: gone, reachable: true }]`,
    'to of entry 1 of expect is "gone", and there is no container, host or interface of that name.',
    'There are h and h:e0.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan,  } } } }
expect: [{ from: "h:e0", to: h, reachable: true }]`,
    'from of entry 1 of expect is "h:e0", and there is no container or host of that name.',
    'There is h.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan,  } } } }
expect: [{ from: h, to: h }]`,
    'entry 1 of expect has no reachable; expected true or false.',
    'Write true or false, without quotes.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan,  } } } }
expect: [{ from: h, to: h, reachable: 1 }]`,
    'reachable of entry 1 of expect must be true or false, and it is the number 1.',
    'Write true or false, without quotes.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan,  } } } }
expect: 7`,
    'expect must be a list of { from, to, reachable }, and it is the number 7.',
    'Write each on a line that begins with a dash, or all within [ ].',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan,  } } } }
expect: [{ from: "", to: h, reachable: true }]`,
    'from of entry 1 of expect is "", which is empty.',
    'Name a container as docker01/bbox10, a host as docker01, or an interface as router:ens33.10.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan,  } } } }
layout: { gone: { x: 1, y: 1 } }`,
    'layout has a position for "gone", and there is no such thing.',
    'Remove the position; it has no effect.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan,  } } } }
layout: { h: { x: a, y: 1 } }`,
    'x of h of layout must be a number, and it is "a".',
    'Write a number of pixels, such as 120.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan,  } } } }
layout: { h: { x: 2000000, y: 1 } }`,
    'x of h of layout is the number 2000000, which is too far off.',
    'Positions are numbers of pixels.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan,  } } } }
layout: { h: { x: 1 } }`,
    'h of layout has no y; expected a number.',
    'Write a number of pixels, such as 120.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan,  } } } }
notes: { n1: { text: 7 } }`,
    'text of note n1 must be the text of a note, and it is the number 7.',
    'Write Markdown in quotes, or as a block after |.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan,  } } } }
notes: { n1: { text: a, frame: [gone] } }`,
    'The frame of note "n1" names "gone", and there is no such thing.',
    'Take it out of frame; the frame is drawn around the others.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan,  } } } }
notes: { n1: { text: a, frame: h } }`,
    'frame of note n1 must be a list of names of things, and it is "h".',
    'Write each on a line that begins with a dash, or all within [ ].',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan,  } } } }
notes: { "": { text: a } }`,
    'the name "" is empty.',
    'Use a short name such as n1.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan,  } } } }
notes: { n1: { text: a, at: { x: 1 } } }`,
    'at of note n1 has no y; expected a number.',
    'Write a number of pixels, such as 120.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan } }, routing: { masquerade: [{ source: 10.0.0.0/8, out: e0.10 }] } } }`,
    'out of entry 1 of masquerade of routing of h is "e0.10", and there is no interface on h of that name.',
    'Draw it under interfaces of h: e0.10: { parent: e0, vlan: 10 }',
  ],
  [
    `hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan } } } }`,
    'segment of h:e0 is "lan", and there is no segment of that name.',
    'Add it, or correct the name.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lam } } } }`,
    'segment of h:e0 is "lam", and there is no segment of that name.',
    'Did you mean lan? There is lan.',
  ],
  [
    `segments: { a: , b: }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: zzz } } } }`,
    'segment of h:e0 is "zzz", and there is no segment of that name.',
    'There are a and b.',
  ],
  [
    `segments: { lan: {} }
hosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan }, v: { parent: w, vlan: 1 } } } }`,
    'parent of h:v is "w", and there is no interface on h of that name.',
    'There is e0.',
  ],
])('%s', (text, sentence, hint) => {
  expect(said(text)).toEqual([sentence, hint]);
});
