/** Lab files in which one list is long: one for each list that a lab file can have, and the long faults that people and strangers write. */

import { box, HEAD, host, inline, ip, type LongList, many, NIC, routing, SSH, sshOf } from './list-words.ts';
import { LISTS_OF_KINDS } from './long-lists-of-kinds.ts';

const WRONG = 'and what is wrong in it';

export const LONG_LISTS: readonly LongList[] = [
  { name: 'segments', size: 2000, text: (n) => `${HEAD.replace('{ lan: }', '')}${many(n, (at) => `  s${at}:`)}\n` },
  {
    name: 'vlans of a segment',
    size: 2000,
    text: (n) => HEAD.replace('lan:', `lan: { vlans: [${inline(n, (at) => `${1 + (at % 4094)}`)}] }`),
  },
  {
    name: 'hosts',
    size: 250,
    text: (n) =>
      `${HEAD}hosts:\n${many(n, (at) => `  h${at}: { ${sshOf(at)}, interfaces: { e0: { segment: lan, address: ${ip('10.1', at + 1)}/16 } } }`)}\n`,
  },
  {
    name: 'hosts that have one address',
    size: 100,
    text: (n) =>
      `${HEAD}hosts:\n${many(n, (at) => `  h${at}: { ${sshOf(at)}, interfaces: { e0: { segment: lan, address: 10.1.0.1/16 } } }`)}\n`,
  },
  {
    name: 'hosts whose containers have one address',
    size: 100,
    text: (n) =>
      `${HEAD}hosts:\n${many(n, (at) => `  h${at}: { ${sshOf(at)}, interfaces: { e0: { segment: lan } }, containers: { box: { image: busybox, networks: { net: 10.0.0.2 } } } }`)}\nnetworks:\n  net: { driver: macvlan, subnet: 10.0.0.0/8, gateway: 10.0.0.1, parents: { ${inline(n, (at) => `h${at}: e0`)} } }\n`,
  },
  {
    name: 'network cards of a host',
    size: 250,
    text: (n) =>
      host(
        `    interfaces:\n      ${NIC}\n${many(n, (at) => `      c${at}: { segment: lan, address: ${ip('172.16', at)}/32 }`)}`,
      ),
  },
  {
    name: 'sub-interfaces of a card',
    size: 250,
    text: (n) =>
      host(
        `    interfaces:\n      ${NIC}\n${many(n, (at) => `      v${at}: { parent: e0, vlan: ${1 + (at % 4094)} }`)}`,
      ),
  },
  {
    name: `sub-interfaces, each on the one before, ${WRONG}`,
    faulty: true,
    size: 2000,
    text: (n) =>
      host(
        `    interfaces:\n      ${NIC}\n${many(n, (at) => `      v${at}: { parent: ${at === 0 ? 'e0' : `v${at - 1}`}, vlan: 5 }`)}`,
      ),
  },
  {
    name: `sub-interfaces in a circle, ${WRONG}`,
    faulty: true,
    size: 2000,
    text: (n) =>
      host(`    interfaces:\n      ${NIC}\n${many(n, (at) => `      v${at}: { parent: v${(at + 1) % n}, vlan: 5 }`)}`),
  },
  {
    name: `sub-interfaces that lead into a circle, ${WRONG}`,
    faulty: true,
    size: 2000,
    text: (n) =>
      host(
        `    interfaces:\n      ${NIC}\n${many(n, (at) => `      v${at}: { parent: v${at < 2 ? 1 - at : at - 1}, vlan: 5 }`)}`,
      ),
  },
  {
    name: 'reaches of a shim',
    size: 250,
    text: (n) =>
      host(
        `    interfaces:\n      ${NIC}\n      shim0: { parent: e0, shim: bridge, address: 10.255.1.1/32, reaches: [${inline(n, (at) => ip('10.2', at))}] }`,
      ),
  },
  {
    name: 'containers of a host',
    size: 250,
    text: (n) =>
      host(
        `    interfaces:\n      ${NIC}\n    containers:\n${many(n, (at) => `      c${at}x: { image: busybox, networks: { net: ${ip('10.3', at + 1)} } }`)}`,
      ),
  },
  {
    name: 'containers without an address',
    size: 250,
    text: (n) =>
      host(
        `    interfaces:\n      ${NIC}\n    containers:\n${many(n, (at) => `      c${at}x: { image: busybox, networks: { net: } }`)}`,
      ),
  },
  {
    name: 'containers of two hosts',
    size: 250,
    text: (n) =>
      `${HEAD}hosts:\n${many(2, (h) => `  h${h}:\n    ${sshOf(h)}\n    interfaces: { e0: { segment: lan } }\n    containers:\n${many(n, (at) => `      c${at}x: { image: busybox, networks: { net: ${ip(`10.${h}`, at + 1)} } }`)}`)}\nnetworks:\n  net: { driver: macvlan, subnet: 10.0.0.0/8, gateway: 10.255.255.254, parents: { h0: e0, h1: e0 } }\n`,
  },
  {
    name: 'containers of two hosts that have the same addresses',
    size: 250,
    text: (n) =>
      `${HEAD}hosts:\n${many(2, (h) => `  h${h}:\n    ${sshOf(h)}\n    interfaces: { e0: { segment: lan } }\n    containers:\n${many(n, (at) => `      c${at}x: { image: busybox, networks: { net: ${ip('10.1', at + 1)} } }`)}`)}\nnetworks:\n  net: { driver: macvlan, subnet: 10.0.0.0/8, gateway: 10.255.255.254, parents: { h0: e0, h1: e0 } }\n`,
  },
  {
    name: 'networks of a container',
    size: 100,
    text: (n) =>
      `${HEAD}hosts:\n  h:\n    ${SSH}\n    interfaces:\n      ${NIC}\n    containers:\n      box: { image: busybox, networks: { ${inline(n, (at) => `net${at}: ${ip('10', at)}.2`)} } }\nnetworks:\n${many(n, (at) => `  net${at}: { driver: macvlan, subnet: ${ip('10', at)}.0/24, gateway: ${ip('10', at)}.1, parents: { h: e0 } }`)}\n`,
  },
  { name: 'words of a command', size: 2000, text: (n) => box(`command: [${inline(n, (at) => `w${at}`)}]`) },
  {
    name: 'networks',
    size: 250,
    text: (n) =>
      `${HEAD}hosts:\n  h:\n    ${SSH}\n    interfaces:\n      ${NIC}\nnetworks:\n${many(n, (at) => `  net${at}: { driver: macvlan, subnet: ${ip('10', at)}.0/24, gateway: ${ip('10', at)}.1, parents: { h: e0 } }`)}\n`,
  },
  {
    name: 'networks without a host',
    size: 2000,
    text: (n) =>
      `${HEAD}networks:\n${many(n, (at) => `  net${at}: { driver: ipvlan, mode: l3, subnet: ${ip('10', at)}.0/24 }`)}\n`,
  },
  {
    name: 'parents of a network',
    size: 250,
    text: (n) =>
      `${HEAD}hosts:\n${many(n, (at) => `  h${at}: { ${sshOf(at)}, interfaces: { e0: { segment: lan } } }`)}\nnetworks:\n  net: { driver: macvlan, subnet: 10.0.0.0/8, gateway: 10.0.0.1, parents: { ${inline(n, (at) => `h${at}: e0`)} } }\n`,
  },
  {
    name: 'reserved addresses of a network',
    size: 1000,
    text: (n) =>
      host(`    interfaces:\n      ${NIC}`, `, reserved: { ${inline(n, (at) => `r${at}: ${ip('10.4', at)}`)} }`),
  },
  {
    name: 'routes',
    size: 250,
    text: (n) => routing(`routes: [${inline(n, (at) => `{ to: ${ip('172.16', at)}, via: 10.0.0.1 }`)}]`),
  },
  {
    name: 'forward rules',
    size: 250,
    text: (n) => routing(`allow: [${inline(n, (at) => `{ from: ${ip('10.5', at)}, to: 10.6.0.0/16 }`)}]`),
  },
  {
    name: 'masquerades',
    size: 250,
    text: (n) => routing(`masquerade: [${inline(n, (at) => `{ source: ${ip('10.5', at)}, out: e0 }`)}]`),
  },
  {
    name: 'images of the registry',
    size: 250,
    text: (n) =>
      `${host(`    interfaces:\n      ${NIC}`)}registry: { host: h, images: [${inline(n, (at) => `{ image: busybox, as: 'b${at}:v1' }`)}] }\n`,
  },
  {
    name: 'expectations',
    size: 2000,
    text: (n) =>
      `${host(`    interfaces:\n      ${NIC}\n    containers:\n      box: { image: busybox, networks: { net: } }`)}expect:\n${many(n, () => '  - { from: h/box, to: h, reachable: false }')}\n`,
  },
  {
    name: `expectations of nothing, ${WRONG}`,
    faulty: true,
    size: 2000,
    text: (n) =>
      `${host(`    interfaces:\n      ${NIC}`)}expect:\n${many(n, (at) => `  - { from: h/x${at}, to: h, reachable: false }`)}\n`,
  },
  {
    name: 'positions',
    size: 2000,
    text: (n) => `${HEAD}layout:\n${many(n, (at) => `  t${at}: { x: 1, y: 1 }`)}\n`,
  },
  { name: `one key, ${WRONG}`, size: 5000, faulty: true, text: (n) => `${HEAD}${many(n, () => 'a: 1')}\n` },
  { name: `unknown keys, ${WRONG}`, size: 5000, faulty: true, text: (n) => `${HEAD}${many(n, (at) => `k${at}: 1`)}\n` },
  {
    name: `names, ${WRONG}`,
    size: 5000,
    faulty: true,
    text: (n) => `${HEAD}hosts:\n${many(n, (at) => `  "-${at}": {}`)}\n`,
  },
  {
    name: `hosts, ${WRONG}`,
    size: 5000,
    faulty: true,
    text: (n) => `${HEAD}hosts:\n${many(n, (at) => `  h${at}: { ssh: 1 }`)}\n`,
  },
  {
    name: `interfaces of no shape, ${WRONG}`,
    size: 5000,
    faulty: true,
    text: (n) => host(`    interfaces:\n${many(n, (at) => `      c${at}: { x: 1 }`)}`),
  },
  { name: `lists as keys, ${WRONG}`, size: 5000, faulty: true, text: (n) => `${HEAD}${many(n, () => '? [a]\n: 1')}\n` },
  {
    name: `aliases, ${WRONG}`,
    size: 5000,
    faulty: true,
    text: (n) => `${HEAD}hosts: [&a 1, ${inline(n, () => '*a')}]\n`,
  },
  {
    name: `aliases of anchors of their own, ${WRONG}`,
    size: 2000,
    faulty: true,
    text: (n) => `${HEAD}hosts:\n${many(n, (at) => `  - &a${at} 1\n  - *a${at}`)}\n`,
  },
  {
    name: `aliases of nothing, ${WRONG}`,
    size: 5000,
    faulty: true,
    text: (n) => `${HEAD}hosts: [${inline(n, (at) => `*a${at}`)}]\n`,
  },
  { name: `tabs, ${WRONG}`, size: 5000, faulty: true, text: (n) => `${HEAD}${many(n, () => '\ta: 1')}\n` },
  { name: `brackets, ${WRONG}`, size: 5000, faulty: true, text: (n) => `${HEAD}hosts: ${'}] '.repeat(n)}\n` },
  { name: `quotes, ${WRONG}`, size: 5000, faulty: true, text: (n) => `${HEAD}${many(n, () => 'a: "x" y')}\n` },
  { name: `tags, ${WRONG}`, size: 5000, faulty: true, text: (n) => `${HEAD}${many(n, (at) => `a${at}: !x y`)}\n` },
  { name: `documents, ${WRONG}`, size: 5000, faulty: true, text: (n) => `${HEAD}${many(n, () => '---\na: 1')}\n` },
  ...LISTS_OF_KINDS,
];
