/** More of them: what joins cards, what containers have, and hosts that are alike. */
import { box, HEAD, host, inline, ip, type LongList, many, NIC, routing, sshOf } from './list-words.ts';

const hosts = (size: number, inside: (index: number) => string, rest = ''): string =>
  `${HEAD}hosts:\n${many(size, (at) => `  h${at}: { ${sshOf(at)}, ${inside(at)} }`)}\n${rest}`;
const everywhere = (size: number, card: string, subnet: string, gateway: string): string =>
  `networks:\n  net: { driver: macvlan, subnet: ${subnet}, gateway: ${gateway}, parents: { ${inline(size, (at) => `h${at}: ${card}`)} } }\n`;
const cards = (inside: string): string => host(`    interfaces:\n      ${NIC}\n${inside}`);
const boxes = (size: number, inside: (index: number) => string): string =>
  host(
    `    interfaces:\n      ${NIC}\n    containers:\n${many(size, (at) => `      c${at}x: { networks: { net: ${ip('10.3', at + 1)} }, ${inside(at)} }`)}`,
  );

export const LISTS_OF_KINDS: readonly LongList[] = [
  {
    name: 'hosts that hold the gateway of their network',
    size: 100,
    text: (n) =>
      hosts(
        n,
        (at) =>
          `interfaces: { e0: { segment: lan, address: 10.0.0.1/8 } }, containers: { box: { image: busybox, networks: { net: ${ip('10.7', at + 2)} } } }`,
        everywhere(n, 'e0', '10.0.0.0/8', '10.0.0.1'),
      ),
  },
  {
    name: 'hosts that hold the gateway of their routes on a second card',
    size: 100,
    text: (n) =>
      hosts(
        n,
        (at) =>
          `interfaces: { e0: { segment: lan, address: ${ip('10.1', at + 1)}/8 }, e1: { segment: lan, address: 172.20.0.1/16 } }, routing: { forward: true, allow: all, routes: [ { to: 172.16.0.0/16, via: 172.20.0.1 } ] }`,
      ),
  },
  {
    name: 'routers that hold the gateway of their containers',
    size: 100,
    text: (n) =>
      hosts(
        n,
        (at) =>
          `interfaces: { e0: { segment: lan, address: ${ip('10.1', at + 1)}/8 }, e1: { segment: lan, address: 172.20.0.1/16 } }, routing: { forward: true, allow: all }, containers: { box: { image: busybox, networks: { net: ${ip('172.20', at + 2)} } } }`,
        everywhere(n, 'e1', '172.20.0.0/16', '172.20.0.1'),
      ),
  },
  {
    name: 'expectations of containers',
    size: 500,
    text: (n) =>
      `${boxes(n, () => 'image: busybox')}expect:\n${many(n, (at) => `  - { from: h/c${at}x, to: h/c${(at * 7 + 1) % n}x, reachable: true }`)}\n`,
  },
  {
    name: 'bonds',
    size: 80,
    text: (n) =>
      cards(
        many(
          n,
          (at) =>
            `      a${at}: { segment: lan }\n      b${at}: { segment: lan }\n      bond${at}: { bond: [a${at}, b${at}], mode: active-backup, address: ${ip('172.17', at)}/32 }`,
        ),
      ),
  },
  {
    name: 'cards of a bond',
    size: 250,
    text: (n) =>
      cards(
        `${many(n, (at) => `      a${at}: { segment: lan }`)}\n      bond0: { bond: [${inline(n, (at) => `a${at}`)}], mode: active-backup }`,
      ),
  },
  {
    name: 'bridges',
    size: 125,
    text: (n) =>
      cards(
        many(
          n,
          (at) =>
            `      a${at}: { segment: lan }\n      br${at}: { bridge: [a${at}], address: ${ip('172.17', at)}/32 }`,
        ),
      ),
  },
  {
    name: 'dummies',
    size: 250,
    text: (n) => cards(many(n, (at) => `      d${at}: { dummy: true, address: ${ip('172.17', at)}/32 }`)),
  },
  { name: 'mounts', size: 1000, text: (n) => box(`volumes: [${inline(n, (at) => `"/s${at}:/s${at}:ro"`)}]`) },
  {
    name: 'containers that publish a port',
    size: 250,
    text: (n) =>
      boxes(n, (at) => `image: busybox, ports: ["${8000 + at}:80"]`)
        .replaceAll('{ net: ', '{ back: , net: ')
        .replace('networks:\n  net', 'networks:\n  back: { driver: bridge, subnet: 172.30.0.0/16 }\n  net'),
  },
  {
    name: 'images from archives',
    size: 250,
    text: (n) =>
      `${boxes(n, (at) => `image: i${at}`)}images: { ${inline(n, (at) => `i${at}: { from: archive, archive: ./a${at}.tar }`)} }\n`,
  },
  {
    name: 'forward rules, each for one way',
    size: 1250,
    text: (n) => routing(`allow: [${inline(n, (at) => `{ from: ${ip('10.5', at)}, to: ${ip('10.6', at)} }`)}]`),
  },
  {
    name: 'eight expectations of each container',
    size: 500,
    text: (n) =>
      `${boxes(n, () => 'image: busybox')}expect:\n${many(n * 8, (at) => `  - { from: h/c${at % n}x, to: h/c${((at % n) * 7 + 1 + Math.floor(at / n)) % n}x, reachable: true }`)}\n`,
  },
];
