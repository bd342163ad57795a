/** As `sentences.test.ts`, for what a thing has besides its place: options of containers, ports, bonds, sources of images and whole maps. */
import { expect, it } from 'vitest';
import { examineLab } from '../read.ts';

const said = (text: string): readonly string[] =>
  examineLab(`trunkline: 1\nname: test\n${text}\n`).problems.flatMap(({ severity, message, hint }) => [
    `${severity === 'error' ? '' : `${severity}: `}${message.replace(/^Line \d+: /, '')}`,
    hint,
  ]);

/** Where the wrong words stand. */
const box = (words: string) => `hosts: { h: { ssh: { address: h }, containers: { box: { image: a, ${words} } } } }`;
const nic = (words: string) =>
  `segments: { lan: {} }\nhosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan, ${words} } } } }`;
const itf = (words: string) =>
  `segments: { lan: {} }\nhosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan }, i: ${words} } } }`;
const reg = (words: string) => `hosts: { h: { ssh: { address: h } } }\nregistry: { host: h, ${words} }`;
const net = (words: string) =>
  `hosts: { h: { ssh: { address: h }, interfaces: { e0: { dummy: true } } } }\nnetworks: { n: { ${words} } }`;
const img = (words: string) => `hosts: { h: { ssh: { address: h } } }\nimages: { ${words} }`;
const raw = (words: string) => words;

it.each<readonly [place: (words: string) => string, words: string, said: readonly string[]]>([
  [
    box,
    'restart: sometimes',
    [
      'restart of h/box is "sometimes", which is no restart policy.',
      'Write no, always, unless-stopped, on-failure or on-failure:3.',
    ],
  ],
  [
    box,
    'restart: on-failure:x',
    [
      'restart of h/box is "on-failure:x", which is no restart policy.',
      'Write no, always, unless-stopped, on-failure or on-failure:3.',
    ],
  ],
  [
    box,
    'restart: 7',
    [
      'restart of h/box must be a restart policy, and it is the number 7.',
      'Write no, always, unless-stopped, on-failure or on-failure:3.',
    ],
  ],
  [
    box,
    'restart: "on-failure:1234567890"',
    [
      'restart of h/box is "on-failure:1234567890", which is no restart policy.',
      'Write no, always, unless-stopped, on-failure or on-failure:3.',
    ],
  ],
  [
    box,
    'hostname: -x',
    ['hostname of h/box is "-x", which is no host name.', 'Use at most 63 letters, digits and dashes.'],
  ],
  [
    box,
    'hostname: x-',
    ['hostname of h/box is "x-", which is no host name.', 'Use at most 63 letters, digits and dashes.'],
  ],
  [
    box,
    'hostname: 7',
    ['hostname of h/box must be a host name, and it is the number 7.', 'Use at most 63 letters, digits and dashes.'],
  ],
  [
    box,
    'hostname: "a b"',
    ['hostname of h/box is "a b", which is no host name.', 'Use at most 63 letters, digits and dashes.'],
  ],
  [
    box,
    'hostname: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"',
    [
      'hostname of h/box is "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…", which is no host name.',
      'Use at most 63 letters, digits and dashes.',
    ],
  ],
  [
    box,
    'environment: 7',
    [
      'environment of h/box must be variables, as a map or a list of NAME=VALUE, and it is the number 7.',
      'Write { TZ: UTC } or [TZ=UTC].',
    ],
  ],
  [box, 'environment: { "a b": 1 }', ['the name "a b" has a blank in its name.', 'Write { TZ: UTC } or [TZ=UTC].']],
  [
    box,
    'environment: ["=x"]',
    ['entry 1 of environment of h/box is "=x", which has no name.', 'Write { TZ: UTC } or [TZ=UTC].'],
  ],
  [
    box,
    'environment: [7]',
    ['entry 1 of environment of h/box must be NAME=VALUE, and it is the number 7.', 'Write { TZ: UTC } or [TZ=UTC].'],
  ],
  [box, 'environment: { "": x }', ['the name "" has no name.', 'Write { TZ: UTC } or [TZ=UTC].']],
  [
    box,
    'environment: { A: [1] }',
    ['A of environment of h/box must be a text or a number, and it is a list.', 'Write { TZ: UTC } or [TZ=UTC].'],
  ],
  [
    box,
    'environment: { A: "x\\ty\\0" }',
    [
      'A of environment of h/box is "x\\ty\\u{0}", which has an invisible character in it.',
      'Write { TZ: UTC } or [TZ=UTC].',
    ],
  ],
  [
    box,
    'environment: ["A B=1"]',
    ['entry 1 of environment of h/box is "A B=1", which has a blank in its name.', 'Write { TZ: UTC } or [TZ=UTC].'],
  ],
  [
    box,
    'ports: 80',
    [
      'ports of h/box must be a list of published ports, and it is the number 80.',
      'Write each on a line that begins with a dash, or all within [ ].',
    ],
  ],
  [
    box,
    'ports: ["x"]',
    [
      'entry 1 of ports of h/box is "x", which is no published port.',
      'Write HOST:CONTAINER, such as "8080:80", "127.0.0.1:8080:80" or "53:53/udp".',
    ],
  ],
  [
    box,
    'ports: [0]',
    [
      'entry 1 of ports of h/box is the number 0, which is no published port.',
      'Write HOST:CONTAINER, such as "8080:80", "127.0.0.1:8080:80" or "53:53/udp".',
    ],
  ],
  [
    box,
    'ports: [65536]',
    [
      'entry 1 of ports of h/box is the number 65536, which is no published port.',
      'Write HOST:CONTAINER, such as "8080:80", "127.0.0.1:8080:80" or "53:53/udp".',
    ],
  ],
  [
    box,
    'ports: ["80:65536"]',
    [
      'entry 1 of ports of h/box is "80:65536", which has a port above 65535.',
      'Write HOST:CONTAINER, such as "8080:80", "127.0.0.1:8080:80" or "53:53/udp".',
    ],
  ],
  [
    box,
    'ports: ["1.2.3.4:80"]',
    [
      'entry 1 of ports of h/box is "1.2.3.4:80", which is no published port.',
      'Write HOST:CONTAINER, such as "8080:80", "127.0.0.1:8080:80" or "53:53/udp".',
    ],
  ],
  [
    box,
    'ports: [true]',
    [
      'entry 1 of ports of h/box must be a published port, and it is true.',
      'Write HOST:CONTAINER, such as "8080:80", "127.0.0.1:8080:80" or "53:53/udp".',
    ],
  ],
  [
    box,
    'ports: ["80:80/icmp"]',
    [
      'entry 1 of ports of h/box is "80:80/icmp", which is no published port.',
      'Write HOST:CONTAINER, such as "8080:80", "127.0.0.1:8080:80" or "53:53/udp".',
    ],
  ],
  [
    box,
    'volumes: [x]',
    [
      'entry 1 of volumes of h/box is "x", which is no volume.',
      'Write SOURCE:TARGET or SOURCE:TARGET:ro, such as "/srv:/srv:ro" or "data:/var/lib/data".',
    ],
  ],
  [
    box,
    'volumes: ["./x:/y"]',
    [
      'entry 1 of volumes of h/box is "./x:/y", which begins at a folder of this machine, and the container runs on another.',
      'Write SOURCE:TARGET or SOURCE:TARGET:ro, such as "/srv:/srv:ro" or "data:/var/lib/data".',
    ],
  ],
  [
    box,
    'volumes: ["~/x:/y"]',
    [
      'entry 1 of volumes of h/box is "~/x:/y", which begins at a folder of this machine, and the container runs on another.',
      'Write SOURCE:TARGET or SOURCE:TARGET:ro, such as "/srv:/srv:ro" or "data:/var/lib/data".',
    ],
  ],
  [
    box,
    'volumes: ["/a:b"]',
    [
      'entry 1 of volumes of h/box is "/a:b", which has no path from / behind its colon.',
      'Write SOURCE:TARGET or SOURCE:TARGET:ro, such as "/srv:/srv:ro" or "data:/var/lib/data".',
    ],
  ],
  [
    box,
    'volumes: ["/a:/"]',
    [
      'entry 1 of volumes of h/box is "/a:/", which has no path from / behind its colon.',
      'Write SOURCE:TARGET or SOURCE:TARGET:ro, such as "/srv:/srv:ro" or "data:/var/lib/data".',
    ],
  ],
  [
    box,
    'volumes: ["/a:/b:xx"]',
    [
      'entry 1 of volumes of h/box is "/a:/b:xx", which has the unknown mode xx.',
      'Write SOURCE:TARGET or SOURCE:TARGET:ro, such as "/srv:/srv:ro" or "data:/var/lib/data".',
    ],
  ],
  [
    box,
    'volumes: ["/a:/b:ro:z"]',
    [
      'entry 1 of volumes of h/box is "/a:/b:ro:z", which is no volume.',
      'Write SOURCE:TARGET or SOURCE:TARGET:ro, such as "/srv:/srv:ro" or "data:/var/lib/data".',
    ],
  ],
  [
    box,
    'volumes: ["a:/b"]',
    [
      'entry 1 of volumes of h/box is "a:/b", which has neither a path from / nor the name of a volume before its colon.',
      'Write SOURCE:TARGET or SOURCE:TARGET:ro, such as "/srv:/srv:ro" or "data:/var/lib/data".',
    ],
  ],
  [
    box,
    'volumes: ["a b:/c"]',
    [
      'entry 1 of volumes of h/box is "a b:/c", which has neither a path from / nor the name of a volume before its colon.',
      'Write SOURCE:TARGET or SOURCE:TARGET:ro, such as "/srv:/srv:ro" or "data:/var/lib/data".',
    ],
  ],
  [
    box,
    'volumes: [7]',
    [
      'entry 1 of volumes of h/box must be a volume, and it is the number 7.',
      'Write SOURCE:TARGET or SOURCE:TARGET:ro, such as "/srv:/srv:ro" or "data:/var/lib/data".',
    ],
  ],
  [
    box,
    'volumes: x',
    [
      'volumes of h/box must be a list of volumes, and it is "x".',
      'Write each on a line that begins with a dash, or all within [ ].',
    ],
  ],
  [
    box,
    'cap_add: [NET_ADMN]',
    [
      'entry 1 of cap_add of h/box is "NET_ADMN", which is no capability of the kernel; it may be NET_ADMIN.',
      'Write one of capabilities(7) without CAP_, such as NET_ADMIN.',
    ],
  ],
  [
    box,
    'cap_add: [XYZZYQ]',
    [
      'entry 1 of cap_add of h/box is "XYZZYQ", which is no capability of the kernel.',
      'Write one of capabilities(7) without CAP_, such as NET_ADMIN.',
    ],
  ],
  [
    box,
    'cap_add: NET_ADMIN',
    [
      'cap_add of h/box must be a list of capabilities, and it is "NET_ADMIN".',
      'Write each on a line that begins with a dash, or all within [ ].',
    ],
  ],
  [
    box,
    'cap_add: [7]',
    [
      'entry 1 of cap_add of h/box must be a capability, and it is the number 7.',
      'Write one of capabilities(7) without CAP_, such as NET_ADMIN.',
    ],
  ],
  [
    box,
    'privileged: 1',
    ['privileged of h/box must be true or false, and it is the number 1.', 'Write true or false, without quotes.'],
  ],
  [
    box,
    'sysctls: { forward: 1 }',
    ['the name "forward" has the name of no kernel setting.', 'Write { net.ipv4.ip_forward: 1 }.'],
  ],
  [
    box,
    'sysctls: { vm.swappiness: 1 }',
    [
      'the name "vm.swappiness" sets the whole host, and Docker takes no such setting for a container.',
      'Write { net.ipv4.ip_forward: 1 }.',
    ],
  ],
  [
    box,
    'sysctls: [kernel.hostname=x]',
    [
      'entry 1 of sysctls of h/box is "kernel.hostname=x", which sets the whole host, and Docker takes no such setting for a container.',
      'Write { net.ipv4.ip_forward: 1 }.',
    ],
  ],
  [
    box,
    'sysctls: 7',
    [
      'sysctls of h/box must be kernel settings, as a map or a list of NAME=VALUE, and it is the number 7.',
      'Write { net.ipv4.ip_forward: 1 }.',
    ],
  ],
  [
    box,
    'sysctls: ["=1"]',
    ['entry 1 of sysctls of h/box is "=1", which has no name.', 'Write { net.ipv4.ip_forward: 1 }.'],
  ],
  [
    box,
    'dns: x',
    ['dns of h/box is "x", which is no address.', 'Write an address such as 9.9.9.9, or a list of them.'],
  ],
  [
    box,
    'dns: ["::1", y]',
    ['entry 2 of dns of h/box is "y", which is no address.', 'Write an address such as 9.9.9.9, or a list of them.'],
  ],
  [
    box,
    'dns: 7',
    [
      'dns of h/box must be the address of a name server, and it is the number 7.',
      'Write an address such as 9.9.9.9, or a list of them.',
    ],
  ],
  [
    box,
    'labels: { "dev.trunkline.x": 1 }',
    ['the name "dev.trunkline.x" begins as Trunkline’s own marks do.', 'Write { purpose: test }.'],
  ],
  [
    box,
    'labels: ["a b=c"]',
    ['entry 1 of labels of h/box is "a b=c", which has a blank in its name.', 'Write { purpose: test }.'],
  ],
  [
    box,
    'labels: 7',
    [
      'labels of h/box must be labels, as a map or a list of NAME=VALUE, and it is the number 7.',
      'Write { purpose: test }.',
    ],
  ],
  [
    box,
    'labels: ["dev.trunkline.registry=1"]',
    [
      'entry 1 of labels of h/box is "dev.trunkline.registry=1", which begins as Trunkline’s own marks do.',
      'Write { purpose: test }.',
    ],
  ],
  [
    box,
    'entrypoint: 7',
    [
      'entrypoint of h/box must be a command, and it is the number 7.',
      'Write it as one text such as `sleep 3600`, or as a list of words.',
    ],
  ],
  [
    box,
    `entrypoint: "a 'b"`,
    [
      `entrypoint of h/box is "a 'b", which has a single quote that is not closed.`,
      'Write it as one text such as `sleep 3600`, or as a list of words.',
    ],
  ],
  [
    box,
    'user: -x',
    ['user of h/box is "-x", which is no user.', 'Write a name or a number, such as "1000" or www-data:www-data.'],
  ],
  [
    box,
    'user: -1',
    [
      'user of h/box is the number -1, which is no user.',
      'Write a name or a number, such as "1000" or www-data:www-data.',
    ],
  ],
  [
    box,
    'user: "a:b:c"',
    ['user of h/box is "a:b:c", which is no user.', 'Write a name or a number, such as "1000" or www-data:www-data.'],
  ],
  [
    box,
    'user: true',
    ['user of h/box must be a user, and it is true.', 'Write a name or a number, such as "1000" or www-data:www-data.'],
  ],
  [
    nic,
    'port: 7',
    [
      'port of h:e0 must be a switch port: a map with the keys access, tagged, untagged, macs, and it is the number 7.',
      'Write `key: value` pairs, each on a line of its own or within { }.',
    ],
  ],
  [
    nic,
    'port: { access: 0 }',
    [
      'access of port of h:e0 is the number 0, which is not a VLAN id from 1 to 4094.',
      'Use a number from 1 to 4094; 0 and 4095 are reserved.',
    ],
  ],
  [
    nic,
    'port: { tagged: [10], access: 10 }',
    [
      'tagged of port of h:e0 is a list, which an access port does not have.',
      'Write access for a port of one VLAN, or tagged and untagged for a trunk.',
    ],
  ],
  [
    nic,
    'port: { tagged: 10 }',
    [
      'tagged of port of h:e0 must be all, or a list of VLAN ids, and it is the number 10.',
      'Write all, or ids such as [10, 20].',
    ],
  ],
  [
    nic,
    'port: { macs: all }',
    ['macs of port of h:e0 must be one of own, any, and it is "all".', 'Write one of: own, any.'],
  ],
  [
    nic,
    'port: { untagged: 5000, tagged: [1] }',
    [
      'untagged of port of h:e0 is the number 5000, which is not a VLAN id from 1 to 4094.',
      'Use a number from 1 to 4094; 0 and 4095 are reserved.',
    ],
  ],
  [
    itf,
    '{ bond: [e0], mode: fast }',
    [
      'mode of h:i must be one of balance-rr, active-backup, balance-xor, broadcast, 802.3ad, balance-tlb, balance-alb, and it is "fast".',
      'Write one of: balance-rr, active-backup, balance-xor, broadcast, 802.3ad, balance-tlb, balance-alb.',
    ],
  ],
  [
    itf,
    '{ bond: e0 }',
    [
      'bond of h:i must be a list of cards, and it is "e0".',
      'Write each on a line that begins with a dash, or all within [ ].',
    ],
  ],
  [
    itf,
    '{ bond: [x] }',
    ['entry 1 of bond of h:i is "x", and there is no interface on h of that name.', 'There is e0.'],
  ],
  [
    itf,
    '{ bridge: [e0], vlan-filtering: 1 }',
    ['vlan-filtering of h:i must be true or false, and it is the number 1.', 'Write true or false, without quotes.'],
  ],
  [
    itf,
    '{ bridge: x }',
    [
      'bridge of h:i must be a list of interfaces, and it is "x".',
      'Write each on a line that begins with a dash, or all within [ ].',
    ],
  ],
  [
    itf,
    '{ dummy: false }',
    ['dummy of h:i must be true, and it is false.', 'Write dummy: true, or leave the interface out.'],
  ],
  [
    itf,
    '{ dummy: 1 }',
    ['dummy of h:i must be true, and it is the number 1.', 'Write dummy: true, or leave the interface out.'],
  ],
  [
    itf,
    '{ bridge: [i] }',
    ['h:i stands on itself: i → i.', 'What an interface stands on must end at a network card, one that has a segment.'],
  ],
  [
    itf,
    '{ bond: [e0], mod: x }',
    ['"mod" is no key of a bond.', 'Did you mean mode? Keys of a bond are bond, mode, address and mtu.'],
  ],
  [
    itf,
    '{ bridge: [e0], vlan_filtering: true}',
    [
      '"vlan_filtering" is no key of a bridge.',
      'Did you mean vlan-filtering? Keys of a bridge are bridge, vlan-filtering, address and mtu.',
    ],
  ],
  [
    itf,
    '{ dummy: true, adress: x }',
    [
      '"adress" is no key of a dummy interface.',
      'Did you mean address? Keys of a dummy interface are dummy, address and mtu.',
    ],
  ],
  [
    reg,
    'tls: 7',
    [
      'tls of registry must be the files of HTTPS: a map with the keys cert, key, and it is the number 7.',
      'Write `key: value` pairs, each on a line of its own or within { }.',
    ],
  ],
  [
    reg,
    'tls: {}',
    [
      'tls of registry has no cert; expected the path of a certificate.',
      'Write a path such as ./reg.crt.',
      'tls of registry has no key; expected the path of its private key.',
      'Write a path such as ./reg.key.',
    ],
  ],
  [
    reg,
    'tls: { cert: ./c }',
    ['tls of registry has no key; expected the path of its private key.', 'Write a path such as ./reg.key.'],
  ],
  [
    reg,
    'tls: { cert: "", key: k }',
    ['cert of tls of registry is "", which is empty.', 'Write a path such as ./reg.crt.'],
  ],
  [
    reg,
    'tls: { cert: 7, key: 7 }',
    [
      'cert of tls of registry must be the path of a certificate, and it is the number 7.',
      'Write a path such as ./reg.crt.',
      'key of tls of registry must be the path of its private key, and it is the number 7.',
      'Write a path such as ./reg.key.',
    ],
  ],
  [reg, 'user: ""', ['user of registry is "", which is empty.', 'Write a name such as lab.']],
  [
    reg,
    'user: "a:b"',
    [
      'user of registry is "a:b", which has a character in it that no name of a registry’s user has.',
      'Write a name such as lab.',
    ],
  ],
  [reg, 'user: 7', ['user of registry must be a user’s name, and it is the number 7.', 'Write a name such as lab.']],
  [
    reg,
    'user: -x',
    [
      'user of registry is "-x", which has a character in it that no name of a registry’s user has.',
      'Write a name such as lab.',
    ],
  ],
  [
    reg,
    'prot: 1',
    [
      '"prot" is no key of the registry.',
      'Did you mean port? Keys of the registry are host, port, images, tls and user.',
    ],
  ],
  [
    net,
    'driver: bridge, subnet: 10.0.0.0/24, hosts: [x]',
    ['entry 1 of hosts of n is "x", and there is no host of that name.', 'Did you mean h? There is h.'],
  ],
  [
    net,
    'driver: bridge, subnet: 10.0.0.0/24, parents: { h: e0 }',
    [
      'parents of n is a map, which a bridge network does not have.',
      'Name its hosts instead, hosts: [docker01], or leave that to its containers.',
    ],
  ],
  [
    net,
    'driver: macvlan, subnet: 10.0.0.0/24, hosts: [h]',
    [
      'hosts of n is a list, which a network of the driver macvlan does not have.',
      'Name a parent interface of each host instead, parents: { docker01: ens33.10 }.',
    ],
  ],
  [
    net,
    'driver: bridge, subnet: 10.0.0.0/24, mode: bridge',
    ['mode of n is "bridge", which is no mode of bridge.', 'Leave it out: the driver bridge has none.'],
  ],
  [
    net,
    'driver: macvlan, external: 1, subnet: 10.0.0.0/24',
    ['external of n must be true or false, and it is the number 1.', 'Write true or false, without quotes.'],
  ],
  [
    net,
    'driver: macvlan, subnet: 10.0.0.0/24, internal: 1',
    ['internal of n must be true or false, and it is the number 1.', 'Write true or false, without quotes.'],
  ],
  [
    net,
    'driver: macvlan, subnet: 10.0.0.0/24, ranges: { h: x }',
    [
      'h of ranges of n is "x", which is not an IPv4 subnet.',
      'Write the subnet with its prefix length, such as 172.16.10.0/24.',
    ],
  ],
  [
    net,
    'driver: macvlan, subnet: 10.0.0.0/24, ranges: { g: 10.0.0.0/25 }',
    ['g of ranges of n is "g", and there is no host of that name.', 'Did you mean h? There is h.'],
  ],
  [
    net,
    'driver: macvlan, subnet: 10.0.0.0/24, ranges: { h: 10.1.0.0/25 }',
    [
      'The range of h 10.1.0.0/25 of n is not in 10.0.0.0/24, the subnet of n.',
      'Choose one in 10.0.0.0/24, or change the subnet.',
    ],
  ],
  [
    net,
    'driver: macvlan, subnet: 10.0.0.0/24, ranges: { h: 10.0.0.0/25 }, range: 10.0.0.0/25',
    ['ranges of n is a map, which stands beside range.', 'Write range for all hosts, or ranges for each.'],
  ],
  [
    net,
    'driver: bridge, subnet: 10.0.0.0/24, hosts: h',
    [
      'hosts of n must be a list of hosts, and it is "h".',
      'Write each on a line that begins with a dash, or all within [ ].',
    ],
  ],
  [
    net,
    'driver: overlay, subnet: 10.0.0.0/24',
    [
      'driver of n must be one of macvlan, ipvlan, bridge, and it is "overlay".',
      'Write one of: macvlan, ipvlan, bridge.',
    ],
  ],
  [
    net,
    'driver: bridge, subnet: 10.0.0.0/24, internal: true, gateway: 10.1.0.1',
    [
      'The gateway 10.1.0.1 of n is not in 10.0.0.0/24, the subnet of n.',
      'Choose one in 10.0.0.0/24, or change the subnet.',
    ],
  ],
  [
    img,
    '"x y": { from: pull }',
    [
      'the name "x y" is not an image’s name.',
      'Write it as containers call it: busybox, busybox:1.36 or 192.168.1.11:5000/busybox:v1.',
    ],
  ],
  [
    img,
    'a: { from: archive }',
    [
      'The image a is to come from an archive, and no file is named.',
      'Add `archive: ./app.tar`: a file that "docker save" wrote, or a tar of a root file system.',
    ],
  ],
  [
    img,
    'a: { from: pull, archive: ./x.tar }',
    [
      'warning: The image a has an archive, and is to come from pull: the archive is not looked at.',
      'Write `from: archive`, or take the archive out.',
    ],
  ],
  [img, 'a: { from: gone }', ['from of a of images is "gone", and there is no host of that name.', 'There is h.']],
  [
    img,
    'a: {}',
    [
      'a of images has no from; expected host, pull, archive, registry or a host’s name.',
      'Write where the image comes from.',
    ],
  ],
  [
    img,
    'a: { from: 7 }',
    [
      'from of a of images must be host, pull, archive, registry or a host’s name, and it is the number 7.',
      'Write where the image comes from.',
    ],
  ],
  [
    img,
    'a: { from: archive, archive: "" }',
    ['archive of a of images is "", which is empty.', 'Write a path such as ./app.tar.'],
  ],
  [
    img,
    'a: 7',
    [
      'a of images must be where an image comes from: a map with the keys from, archive, and it is the number 7.',
      'Write `key: value` pairs, each on a line of its own or within { }.',
    ],
  ],
  [
    img,
    'a: { from: archive, archive: 7 }',
    [
      'archive of a of images must be the path of an archive, and it is the number 7.',
      'Write a path such as ./app.tar.',
    ],
  ],
  [
    raw,
    'hosts: { h: {} }',
    [
      'h has no ssh; expected ssh: a map with the keys address, port, user, key.',
      'Say how to log in there: ssh: { address: 192.168.1.11 }; or, of a machine that is not yours to change, unmanaged: true.',
    ],
  ],
  [
    raw,
    'hosts: { h: { unmanaged: true, containers: { box: { image: a } } } }',
    [
      'containers of h is a map, which nobody would make: the machine is unmanaged.',
      'Draw the address that answers there as an interface, or take unmanaged: true away.',
    ],
  ],
  [
    raw,
    'hosts: { h: { unmanaged: true, ssh: { address: h } } }',
    ['ssh of h is a map, which nobody uses: the machine is unmanaged.', 'Take ssh away, or unmanaged: true.'],
  ],
  [
    raw,
    'hosts: { h: { unmanaged: 1, ssh: { address: h } } }',
    ['unmanaged of h must be true or false, and it is the number 1.', 'Write true or false, without quotes.'],
  ],
  [
    raw,
    'hosts: { h: { ssh: 7 } }',
    [
      'ssh of h must be ssh: a map with the keys address, port, user, key, and it is the number 7.',
      'Write `key: value` pairs, each on a line of its own or within { }.',
    ],
  ],
  [
    raw,
    'hosts: { h: 7 }',
    [
      'h must be a host: a map with the keys ssh, unmanaged, interfaces, containers, routing, and it is the number 7.',
      'Write `key: value` pairs, each on a line of its own or within { }.',
    ],
  ],
  [
    raw,
    'segments: { a: { internet: 1 } }',
    ['internet of a must be true or false, and it is the number 1.', 'Write true or false, without quotes.'],
  ],
  [
    raw,
    'persist: 1',
    ['persist must be true or false, and it is the number 1.', 'Write true or false, without quotes.'],
  ],
  [
    raw,
    'notes: { n: { text: a, at: { x: 1, y: 9000000 } } }',
    ['y of at of note n is the number 9000000, which is too far off.', 'Positions are numbers of pixels.'],
  ],
  [
    raw,
    'images: 7',
    ['images must be images, each under its name, and it is the number 7.', 'Write `name:` and what belongs to it.'],
  ],
  [
    raw,
    'notes: 7',
    ['notes must be notes, each under its name, and it is the number 7.', 'Write `name:` and what belongs to it.'],
  ],
  [
    raw,
    'layout: 7',
    ['layout must be positions, each under its name, and it is the number 7.', 'Write `name:` and what belongs to it.'],
  ],
  [
    raw,
    'layout: { "": { x: 1, y: 1 } }',
    ['the name "" is empty.', 'Name a thing as docker01, lan or docker01/bbox10.'],
  ],
  [
    raw,
    'segments: 7',
    [
      'segments must be segments, each under its name, and it is the number 7.',
      'Write `name:` and what belongs to it.',
    ],
  ],
  [
    raw,
    'networks: 7',
    [
      'networks must be networks, each under its name, and it is the number 7.',
      'Write `name:` and what belongs to it.',
    ],
  ],
  [
    raw,
    'hosts: 7',
    ['hosts must be hosts, each under its name, and it is the number 7.', 'Write `name:` and what belongs to it.'],
  ],
  [
    raw,
    'registry: 7',
    [
      'registry must be the registry: a map with the keys host, port, images, tls, user, and it is the number 7.',
      'Write `key: value` pairs, each on a line of its own or within { }.',
    ],
  ],
  [
    raw,
    'segments: { a: { vlan: 1 } }',
    ['"vlan" is no key of a segment.', 'Did you mean vlans? Keys of a segment are vlans, internet and mtu.'],
  ],
  [
    raw,
    'hosts: { h: { ssh: { address: h }, routing: { allow: some } } }',
    [
      'allow of routing of h must be all, none or a list of { from, to }, and it is "some".',
      'Write all, none, or rules such as [{ from: 172.16.10.0/24, to: 172.16.20.0/24 }].',
    ],
  ],
  [
    raw,
    'hosts: { h: { ssh: { address: h }, routing: { allow: [{ from: 10.0.0.0/8, to: 10.0.0.0/8, replies: 1 }] } } }',
    [
      'replies of entry 1 of allow of routing of h must be true or false, and it is the number 1.',
      'Write true or false, without quotes.',
    ],
  ],
  [
    raw,
    'hosts: { h: { ssh: { address: h }, routing: { routes: [{ to: 10.0.0.0/8, via: x }] } } }',
    [
      'via of entry 1 of routes of routing of h is "x", which is not an IPv4 address.',
      'Write four numbers, such as 172.16.10.10.',
    ],
  ],
  [
    raw,
    'hosts: { h: { ssh: { address: h }, containers: { box: { image: a, networks: { n: } } } }, g: { ssh: { address: g } } }\nnetworks: { n: { driver: bridge, subnet: 10.0.0.0/24, hosts: [g] } }',
    ['h/box is on n, and hosts of n does not name h.', 'Add h to hosts of n, or take the container off that network.'],
  ],
  [
    raw,
    'hosts: { h: { ssh: { address: h }, containers: { box: { image: a, networks: { n: } } } } }\nnetworks: { n: { driver: macvlan, subnet: 10.0.0.0/24 } }',
    [
      'h/box is on n, and n has no parent interface on h.',
      'Add h and one of its interfaces to parents of n, or take the container off that network.',
    ],
  ],
  [
    raw,
    'hosts: { h: { ssh: { address: h }, routing: { masquerade: [{ source: x, out: y }] } } }',
    [
      'source of entry 1 of masquerade of routing of h is "x", which is not an IPv4 subnet.',
      'Write a subnet such as 172.16.10.0/24, or one address.',
    ],
  ],
])('%o %s', (place, words, sentences) => {
  expect(said(place(words))).toEqual(sentences);
});

it.each<readonly [place: (words: string) => string, words: string]>([
  [box, 'volumes: ["data:/d:ro,z"]'],
  [box, 'volumes: ["/a:/b:rshared"]'],
  [box, 'volumes: ["/x"]'],
  [box, 'cap_add: [cap_net_raw]'],
  [box, 'cap_add: [all]'],
  [
    box,
    'ports: [1, 65535, "80", "8080:80", "127.0.0.1:8080:80", "53:53/udp", "127.0.0.1::80", "8000-8010:80-90/tcp", "9:9/sctp"]',
  ],
  [box, 'user: 0'],
  [box, 'dns: [9.9.9.9, fe80::1]'],
  [box, 'hostname: a.b-c'],
  [box, 'restart: on-failure'],
  [box, 'restart: "no"'],
  [box, 'sysctls: ["net.x"]'],
  [box, 'user: "1000:1000"'],
  [nic, 'port: { untagged: 1 }'],
  [img, 'a: { from: archive, archive: ./app.tar }'],
  [img, 'a: { from: h }'],
  [
    raw,
    'hosts: { h: { ssh: { address: h }, containers: { box: { image: a, networks: { n: 10.0.0.5 } } } } }\nnetworks: { n: { driver: bridge, subnet: 10.0.0.0/24, gateway: 10.0.0.1, range: 10.0.0.0/25, reserved: { a: 10.0.0.255 } } }',
  ],
])('%o %s is right', (place, words) => {
  expect(said(place(words))).toEqual([]);
});

it('knows the capabilities of capabilities(7)', () => {
  const all =
    'AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM';
  expect(said(box(`cap_add: [${all.split(' ').join(', ')}]`))).toEqual([]);
  expect(said(box(`cap_add: [${all.split(' ').join('Q, ')}Q]`))).toHaveLength(2 * all.split(' ').length);
});

it('as many characters as a note may have are not too many', () => {
  const note = (length: number) => said(`notes: { n1: { text: ${'x'.repeat(length)} } }`);
  expect(note(10_000)).toEqual([]);
  expect(note(10_001)[0]).toMatch(/which has more than 10000 characters\.$/);
});

it('tells a circle by the first of its interfaces in the file, wherever it is come to', () => {
  const circle = said(
    'hosts: { h: { ssh: { address: h }, interfaces: { a: { parent: c, vlan: 1 }, b: { parent: c, vlan: 2 }, c: { parent: d, vlan: 3 }, d: { parent: b, vlan: 4 } } } }',
  );
  expect(circle[0]).toBe('h:b stands on itself: b → c → d → b.');
  expect(circle).toHaveLength(2);
});

it('says of an archive that is not looked at where it stands', () => {
  const { problems } = examineLab(`trunkline: 1\nname: test\n${img('a: { from: pull, archive: ./x.tar }')}\n`);
  expect(problems.map(({ path }) => path)).toEqual([['images', 'a', 'archive']]);
});

it('draws the sub-interface that a name means, where what it stands on is there', () => {
  const named = (name: string) =>
    examineLab(
      `trunkline: 1\nname: test\nsegments: { lan: {} }\nhosts: { h: { ssh: { address: h }, interfaces: { e0: { segment: lan } } } }\nnetworks: { n: { driver: macvlan, subnet: 10.0.0.0/24, parents: { h: ${name} } } }\n`,
    ).problems.map(({ code, hint, fix }) => [code, hint, fix] as const);
  expect(named('e0.10')).toEqual([
    [
      'unknown-interface',
      'Draw it under interfaces of h: e0.10: { parent: e0, vlan: 10 }',
      {
        title: 'Draw e0.10',
        edits: [{ kind: 'add', path: ['hosts', 'h', 'interfaces', 'e0.10'], value: { parent: 'e0', vlan: 10 } }],
      },
    ],
  ]);
  expect(named('e1.10')).toEqual([['unknown-interface', 'There is e0.', undefined]]);
});
