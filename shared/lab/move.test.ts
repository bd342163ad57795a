/** What moves where, and what is written then; all else keeps its place, and what cannot be meant is refused in words. */
import { expect, it } from 'vitest';
import { editText, move, type Path } from './edit.ts';

const TEXT = `trunkline: 1
name: moves
segments: { lan: {}, dmz: {} }
hosts:
  d1:
    ssh: { address: 192.168.1.11 }
    interfaces:
      ens33: { segment: lan }
      ens34: { segment: lan }
      ens33.10: { parent: ens33, vlan: 10 }
      shim10: { parent: ens33.10, shim: bridge }
      bond0: { bond: [ens34] }
      lab0: { dummy: true }
    containers:
      box: { image: busybox, networks: { one: { address: 10.0.0.5, mac: "02:42:ac:10:0a:0a" } } }
  d2:
    ssh: { address: 192.168.1.12 }
    interfaces:
      ens33: { segment: lan }
      ens34: { segment: lan }
    containers:
      bax: { image: busybox }
networks:
  one: { driver: macvlan, subnet: 10.0.0.0/24, parents: { d1: ens33, d2: ens33 } }
  two: { driver: macvlan, subnet: 10.0.0.0/16, parents: { d1: ens34 } }
registry: { host: d1 }
`;

/** \`hosts d1 containers box\` */
const pathOf = (words: string): Path => words.split(' ').filter(Boolean);

/** The lines that are gone and those that are new, without what they begin with in common. */
function changes(before: string, after: string): readonly string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const lines = (some: readonly string[], others: readonly string[], sign: string) =>
    some.filter((line) => !others.includes(line)).map((line) => `${sign} ${line.trim()}`);
  return [...lines(old, now, '-'), ...lines(now, old, '+')];
}

it.each<readonly [what: string, to: string, changed: readonly string[]]>([
  ['registry', 'hosts d2', ['- registry: { host: d1 }', '+ registry: { host: d2 }']],
  ['registry', 'hosts d1', []],
  ['hosts d1 interfaces ens33', 'segments dmz', ['+ ens33: { segment: dmz }']],
  ['hosts d1 interfaces ens33', 'segments lan', []],
  [
    'hosts d1 interfaces ens33.10',
    'hosts d1 interfaces bond0',
    ['- ens33.10: { parent: ens33, vlan: 10 }', '+ ens33.10: { parent: bond0, vlan: 10 }'],
  ],
  [
    'hosts d1 interfaces shim10',
    'hosts d1 interfaces ens33',
    ['- shim10: { parent: ens33.10, shim: bridge }', '+ shim10: { parent: ens33, shim: bridge }'],
  ],
  [
    'hosts d1 containers box networks one',
    'networks two',
    [
      '- box: { image: busybox, networks: { one: { address: 10.0.0.5, mac: "02:42:ac:10:0a:0a" } } }',
      '+ box: { image: busybox, networks: { two: { address: 10.0.0.5, mac: "02:42:ac:10:0a:0a" } } }',
    ],
  ],
  ['hosts d1 containers box networks one', 'networks one', []],
  [
    'networks two parents d1',
    'hosts d1 interfaces ens33.10',
    [
      '- two: { driver: macvlan, subnet: 10.0.0.0/16, parents: { d1: ens34 } }',
      '+ two: { driver: macvlan, subnet: 10.0.0.0/16, parents: { d1: ens33.10 } }',
    ],
  ],
  [
    'networks two parents d1',
    'hosts d2 interfaces ens33',
    [
      '- two: { driver: macvlan, subnet: 10.0.0.0/16, parents: { d1: ens34 } }',
      '+ two: { driver: macvlan, subnet: 10.0.0.0/16, parents: { d2: ens33 } }',
    ],
  ],
  ['hosts d2 containers bax', 'hosts d2', []],
])('%s to %s', (what, to, changed) => {
  const after = editText(TEXT, [move(pathOf(what), pathOf(to))]);
  expect(after.ok ? changes(TEXT, after.value) : after.problems).toEqual(changed);
});

it('a container takes its whole entry along', () => {
  const after = editText(TEXT, [move(pathOf('hosts d1 containers box'), pathOf('hosts d2'))]);
  const [, second = ''] = (after.ok ? after.value : '').split('  d2:\n');
  expect(second).toContain(
    '    containers:\n      bax: { image: busybox }\n      box: { image: busybox, networks: { one: {',
  );
});

const HINT =
  'A container moves to a host, its place on a network to a network, a card to a segment; a sub-interface, or a network’s parent, to an interface of the host.';

it.each<readonly [what: string, to: string, says: string]>([
  ['hosts d1', 'segments lan', 'd1 cannot be moved to lan.'],
  ['segments lan', 'hosts d1', 'lan cannot be moved to d1.'],
  ['networks one', 'hosts d1', 'one cannot be moved to d1.'],
  ['registry', 'networks one', 'registry cannot be moved to one.'],
  ['registry', 'hosts d1 interfaces ens33', 'registry cannot be moved to d1:ens33.'],
  ['hosts d1 containers box', 'networks one', 'd1/box cannot be moved to one.'],
  ['hosts d1 containers box', 'hosts d2 interfaces ens33', 'd1/box cannot be moved to d2:ens33.'],
  ['hosts d1 containers box networks one', 'hosts d2', 'one of networks of d1/box cannot be moved to d2.'],
  ['hosts d1 interfaces ens33', 'hosts d1 interfaces ens34', 'd1:ens33 cannot be moved to d1:ens34.'],
  ['hosts d1 interfaces ens33', 'networks one', 'd1:ens33 cannot be moved to one.'],
  ['hosts d1 interfaces ens33.10', 'segments dmz', 'd1:ens33.10 cannot be moved to dmz.'],
  ['hosts d1 interfaces ens33.10', 'hosts d1 interfaces ens33.10', 'd1:ens33.10 cannot be moved to d1:ens33.10.'],
  ['hosts d1 interfaces ens33.10', 'hosts d2 interfaces ens33', 'd1:ens33.10 cannot be moved to d2:ens33.'],
  ['hosts d1 interfaces bond0', 'segments dmz', 'd1:bond0 cannot be moved to dmz.'],
  ['hosts d1 interfaces bond0', 'hosts d1 interfaces ens33', 'd1:bond0 cannot be moved to d1:ens33.'],
  ['hosts d1 interfaces lab0', 'segments dmz', 'd1:lab0 cannot be moved to dmz.'],
  ['networks one parents d1', 'hosts d1', 'd1 of parents of one cannot be moved to d1.'],
  ['networks one parents d1', 'segments lan', 'd1 of parents of one cannot be moved to lan.'],
  ['hosts d1 containers box image', 'hosts d2', 'image of d1/box cannot be moved to d2.'],
])('%s does not move to %s', (what, to, says) => {
  const after = editText(TEXT, [move(pathOf(what), pathOf(to))]);
  expect(after.ok ? after.value : after.problems.map(({ message, hint }) => [message, hint])).toEqual([[says, HINT]]);
});

it.each<readonly [what: string, to: string, says: string]>([
  ['networks one parents d1', 'hosts d2 interfaces ens34', 'There is d2 of parents of one already.'],
  ['hosts d1 containers gone', 'hosts d2', 'There is no container d1/gone, so that it cannot be changed.'],
  ['hosts d1 containers box', 'hosts d3', 'There is no host d3, so that it cannot be changed.'],
  [
    'hosts d1 interfaces ens33.10',
    'hosts d1 interfaces e9',
    'There is no interface d1:e9, so that it cannot be changed.',
  ],
])('%s to %s: what is not there, or there already, is told', (what, to, says) => {
  const after = editText(TEXT, [move(pathOf(what), pathOf(to))]);
  expect(after.ok ? after.value : after.problems.map(({ message }) => message.replaceAll('"', ''))).toEqual([says]);
});
