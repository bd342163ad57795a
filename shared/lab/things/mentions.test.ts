import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Data } from '../data.ts';
import { labOf } from '../testing/examples.ts';
import { candidatesOf } from './candidates.ts';
import { type Mention, mayName, visit } from './mentions.ts';
import { labPlace } from './place.ts';

const TEXT = `
trunkline: 1
name: names
segments: { lan: {} }
hosts:
  d1:
    ssh: { address: d1 }
    interfaces:
      e0: { segment: lan }
      e0.10: { parent: e0, vlan: 10 }
      br0: { bridge: [e0] }
    containers:
      c1: { image: a, networks: { n: 10.0.0.5 } }
      c2: { image: a, networks: }
    routing: { masquerade: [{ source: 10.0.0.0/8, out: e0 }] }
  d2: { ssh: { address: d2 }, interfaces: , containers: {} }
networks:
  n: { driver: macvlan, subnet: 10.0.0.0/24, parents: { d1: e0.10 } }
  m: { driver: macvlan, subnet: 10.1.0.0/24, parents: }
images: { a: { from: pull }, b: { from: d1 } }
expect: [{ from: d1/c1, to: 8.8.8.8, reachable: true }]
layout: { d1: { x: 1, y: 2 } }
notes: { n1: { text: x, frame: [d1, n] } }
`;
const data = (text = TEXT): Data => parse(text, { mapAsMap: true }) as Data;

function mentioned(of = data(), within: (mention: Mention) => boolean = () => true): readonly string[] {
  const found: string[] = [];
  visit(of, {
    mention: (mention) => {
      const { name, naming, path, isKey, host } = mention;
      found.push(`${path.join('.')}${isKey ? ' (key)' : ''}: ${naming.kind} ${name}${host && ` on ${host}`}`);
      return within(mention);
    },
  });
  return found;
}
const ALL = [
  'hosts.d1.interfaces.e0.segment: segment lan on d1',
  'hosts.d1.interfaces.e0.10.parent: interface e0 on d1',
  'hosts.d1.interfaces.br0.bridge.0: interface e0 on d1',
  'hosts.d1.containers.c1.networks.n (key): network n on d1',
  'hosts.d1.routing.masquerade.0.out: interface e0 on d1',
  'networks.n.parents.d1 (key): host d1',
  'networks.n.parents.d1: interface e0.10 on d1',
  'images.b.from: host d1',
  'expect.0.from: id d1/c1',
  'expect.0.to: id 8.8.8.8',
  'layout.d1 (key): id d1',
  'notes.n1.frame.0: id d1',
  'notes.n1.frame.1: id n',
];

describe('what a lab names', () => {
  it('is told in the order of the file’s shape, with the host that it belongs to', () => {
    expect(mentioned()).toEqual(ALL);
  });

  it('goes no further below what is not there', () => {
    expect(mentioned(data(), ({ path }) => path[0] !== 'networks')).toEqual(
      ALL.filter((line) => line !== 'networks.n.parents.d1: interface e0.10 on d1'),
    );
  });

  it('is held by the smallest part around it that may be missing', () => {
    const holders: string[] = [];
    visit(data(), {
      mention: ({ path, holder }) => {
        holders.push(`${path.join('.')} by ${holder.join('.')}`);
        return true;
      },
    });
    expect(holders.filter((line) => /interfaces|masq|parents|from|frame/.test(line))).toEqual([
      'hosts.d1.interfaces.e0.segment by hosts.d1.interfaces.e0',
      'hosts.d1.interfaces.e0.10.parent by hosts.d1.interfaces.e0.10',
      'hosts.d1.interfaces.br0.bridge.0 by hosts.d1.interfaces.br0.bridge.0',
      'hosts.d1.routing.masquerade.0.out by hosts.d1.routing.masquerade.0',
      'networks.n.parents.d1 by networks.n.parents.d1',
      'networks.n.parents.d1 by networks.n.parents.d1',
      'images.b.from by images.b',
      'expect.0.from by expect.0',
      'notes.n1.frame.0 by notes.n1.frame.0',
      'notes.n1.frame.1 by notes.n1.frame.1',
    ]);
  });

  it('is looked at with what has a check, after what is within it, and never where nothing is', () => {
    const checked: string[] = [];
    visit(data(), { checked: (_, __, path, host) => checked.push(`${path.join('.')}${host && ` on ${host}`}`) });
    expect(checked).toEqual([
      'hosts.d1.interfaces.e0.10.parent on d1',
      'hosts.d1.interfaces.br0.bridge on d1',
      'hosts.d1.containers.c1.networks.n on d1',
      'networks.n',
      'networks.m',
      'images.a',
      'images.b',
    ]);
    visit(new Map(), { checked: (_, __, path) => checked.push(path.join('.')) });
    expect(checked).toHaveLength(7);
  });

  it('is found in things that were looked at before, also where these have come to stand under another name', () => {
    const [one, two] = [data(), data()] as [Map<string, Data>, Map<string, Data>];
    mentioned(one);
    const hosts = one.get('hosts') as ReadonlyMap<string, Data>;
    const same = hosts.get('d1') ?? null;
    two.set(
      'hosts',
      new Map([
        ['d9', same],
        ['d1', same],
      ]),
    );
    expect(mentioned(two).filter((line) => line.startsWith('hosts'))).toEqual(
      [...ALL, ...ALL]
        .filter((line) => line.startsWith('hosts'))
        .map((line, at) => (at < 5 ? line.replaceAll('d1', 'd9') : line)),
    );
    expect(mentioned(one)).toEqual(ALL);
  });

  it('leaves out places below which nothing is named', () => {
    const { keys } = labPlace();
    const refers = [...(keys ?? [])].flatMap(([key, place]) => (place.refers ? [key] : []));
    expect(refers).toEqual(['hosts', 'networks', 'registry', 'images', 'expect', 'layout', 'notes']);
  });
});

describe('names that could stand', () => {
  const lab = labOf(TEXT);
  const naming = (kind: Mention['naming']['kind'], of?: Mention['naming']['of']) => ({
    kind,
    code: 'x',
    ...(of && { of }),
  });

  it('are those of things of the kind', () => {
    const names = (kind: Mention['naming']['kind'], host = '') => candidatesOf(lab, naming(kind), host, []).join(' ');
    expect([names('segment'), names('host'), names('network')]).toEqual(['lan', 'd1 d2', 'n m']);
    expect([names('interface', 'd1'), names('interface', 'd2'), names('interface')]).toEqual(['e0 e0.10 br0', '', '']);
  });

  it('are not that of an interface for itself', () => {
    const path = ['hosts', 'd1', 'interfaces', 'e0.10', 'parent'];
    expect(candidatesOf(lab, naming('interface'), 'd1', path)).toEqual(['e0', 'br0']);
    expect(candidatesOf(lab, naming('interface'), 'd1', ['hosts', 'd1', 'routing', 'e0'])).toHaveLength(3);
  });

  it('are ids of hosts and containers, and of interfaces where these may be named', () => {
    expect(candidatesOf(lab, naming('id'), '', [])).toEqual(['d1', 'd1/c1', 'd1/c2', 'd2']);
    const of = { kinds: ['host', 'interface'], what: 'host or interface' } as const;
    expect(candidatesOf(lab, naming('id', of), '', [])).toEqual([
      ...['d1', 'd1/c1', 'd1/c2', 'd1:e0', 'd1:e0.10', 'd1:br0', 'd2'],
    ]);
    expect([mayName(naming('id', of), 'host'), mayName(naming('id', of), 'network')]).toEqual([true, false]);
    expect([mayName(naming('id'), 'network'), mayName(naming('id'), 'note')]).toEqual([true, false]);
  });
});
