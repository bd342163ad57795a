/** What long lists of a lab file are written with. */
export interface LongList {
  readonly name: string;
  /** How many entries it has at 1×. */
  readonly size: number;
  readonly text: (size: number) => string;
  /** The file is not one of a lab: its problems are all that there is. */
  readonly faulty?: true;
}

export const many = (size: number, entry: (index: number) => string): string =>
  Array.from({ length: size }, (_, index) => entry(index)).join('\n');
export const inline = (size: number, entry: (index: number) => string): string =>
  Array.from({ length: size }, (_, index) => entry(index)).join(', ');

export const ip = (base: string, index: number): string => `${base}.${(index >> 8) & 255}.${index & 255}`;
export const HEAD = 'trunkline: 1\nname: long\nsegments: { lan: }\n';
export const SSH = 'ssh: { address: 127.0.0.1 }';
/** Of the host with this number: each is a machine of its own. */
export const sshOf = (at: number): string => `ssh: { address: ${ip('127', at + 1)} }`;
export const NIC = 'e0: { segment: lan, address: 10.255.255.1/8 }';

/** A host with more in it, and one network on its card. */
export const host = (inside: string, network = ''): string =>
  `${HEAD}hosts:\n  h:\n    ${SSH}\n${inside}\nnetworks:\n  net: { driver: macvlan, subnet: 10.0.0.0/8, gateway: 10.255.255.254, parents: { h: e0 }${network} }\n`;
export const routing = (inside: string): string =>
  host(`    interfaces:\n      ${NIC}\n    routing: { forward: true, ${inside} }`);
export const box = (inside: string): string =>
  host(`    interfaces:\n      ${NIC}\n    containers:\n      box: { image: busybox, ${inside} }`);
