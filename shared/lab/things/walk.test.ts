import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Data, Path } from '../data.ts';
import { openLab } from '../edit.ts';
import { type FilePlace, labPlace, long } from './place.ts';
import { formAt, meaningOf, spelt, stopsOf } from './walk.ts';

const dataOf = (text: string): Data => parse(text, { mapAsMap: true }) as Data;

/** The place of a key below a thing of the lab file; a name leads to an entry. */
function placeAt(...steps: readonly string[]): FilePlace {
  return steps.reduce<FilePlace>((place, step) => {
    const forms = [place, ...(place.forms ?? [])];
    const next = forms.map(({ keys, entry }) => keys?.get(step) ?? entry).find((found) => found !== undefined);
    if (next === undefined) throw new Error(steps.join('.'));
    return next;
  }, labPlace());
}
const box = placeAt('hosts', 'd1', 'containers', 'c1');

describe('what data mean', () => {
  const meant = (place: FilePlace, text: string) => meaningOf(place, dataOf(text));

  it('is one for all spellings', () => {
    const same = (place: FilePlace, one: string, other: string) =>
      expect(meant(place, one)).toEqual(meant(place, other));
    same(box, '{ image: a, command: sleep 60 }', '{ image: a, command: [sleep, "60"] }');
    same(box, '{ image: a, environment: { TZ: UTC } }', '{ image: a, environment: [TZ=UTC] }');
    same(box, '{ image: a, networks: { n: 10.0.0.5 } }', '{ networks: { n: { address: 10.0.0.5 } }, image: a }');
    same(box, '{ image: a, networks: { n: } }', '{ image: a, networks: { n: {} } }');
    same(box, '{ image: a, networks: }', '{ image: a }');
    same(placeAt('segments'), '{ lan: }', '{ lan: { vlans: all } }');
    same(
      placeAt('hosts', 'd1', 'routing'),
      '{ routes: [{ to: default, via: 10.0.0.1 }] }',
      '{ routes: [{ to: 0.0.0.0/0, via: 10.0.0.1 }], forward: false, allow: none }',
    );
    same(
      placeAt('networks', 'n'),
      '{ driver: ipvlan, subnet: 10.0.0.0/24 }',
      '{ driver: ipvlan, subnet: 10.0.0.0/24, mode: l2, reserved: {} }',
    );
    expect(meant(placeAt('networks', 'n'), '{ driver: macvlan }')).not.toEqual(
      meant(placeAt('networks', 'n'), '{ driver: ipvlan }'),
    );
  });

  it('goes through lists and names', () => {
    expect(meant(placeAt('hosts'), '{ d1: { containers: { c1: { image: a, command: sleep 60 } } } }')).toEqual(
      meant(placeAt('hosts'), '{ d1: { containers: { c1: { command: [sleep, "60"], image: a } } } }'),
    );
    expect(meant(placeAt('hosts', 'd1', 'routing', 'routes'), '[{ to: default, via: 10.0.0.1 }, null]')).toEqual(
      dataOf('[{ to: 0.0.0.0/0, via: 10.0.0.1 }, null]'),
    );
  });

  it('has only keys that mean something', () => {
    const keys = (place: FilePlace, text: string) => [...(meant(place, text) as ReadonlyMap<string, Data>).keys()];
    expect(keys(box, '{ image: a }')).toEqual(['image', 'command', 'networks']);
    expect(keys(box, '{ hostname: , image: a, user: x }')).toEqual(['image', 'command', 'networks', 'user']);
  });

  it('of what has not its shape is what it says', () => {
    expect(meant(placeAt('hosts'), '7')).toBe(7);
    expect(meant(box, '[image]')).toEqual(['image']);
    expect(meant(placeAt('registry', 'images'), 'busybox')).toBe('busybox');
    expect(meant(box, '{ image: a, imag: b }')).toEqual(
      new Map([...(meant(box, '{ image: a }') as ReadonlyMap<string, Data>), ['imag', 'b']]),
    );
  });
});

describe('how data are best spelt', () => {
  const best = (place: FilePlace, text: string) => spelt(place, dataOf(text));

  it('has the keys in their order, and none without a value', () => {
    const spelling = best(box, '{ command: sleep 60, own: 1, image: a, hostname: }');
    expect([...(spelling as ReadonlyMap<string, Data>)]).toEqual([
      ['image', 'a'],
      ['command', 'sleep 60'],
      ['own', 1],
    ]);
  });

  it('is a command as one text where it reads back as the same words', () => {
    const command = placeAt('hosts', 'd1', 'containers', 'c1', 'command');
    expect([best(command, '[sleep, "60"]'), best(command, '[sh, -c, echo it]'), best(command, '[]')]).toEqual([
      'sleep 60',
      ['sh', '-c', 'echo it'],
      [],
    ]);
    expect([best(command, "[it's]"), best(command, '["a\\\\b"]'), best(command, '[""]'), best(command, '[7]')]).toEqual(
      [["it's"], ['a\\b'], [''], [7]],
    );
  });

  it('is the short form wherever that is all', () => {
    expect(
      best(placeAt('hosts'), '{ d1: { containers: { c1: { networks: { n: { address: 10.0.0.5 } } } } } }'),
    ).toEqual(dataOf('{ d1: { containers: { c1: { networks: { n: 10.0.0.5 } } } } }'));
    expect(
      best(placeAt('hosts', 'd1', 'containers', 'c1', 'networks'), '{ n: { mac: "02:00:00:00:00:01" }, m: }'),
    ).toEqual(dataOf('{ n: { mac: "02:00:00:00:00:01" }, m: {} }'));
    expect(best(placeAt('registry', 'images'), '[{ as: b, image: a }]')).toEqual([
      new Map([
        ['image', 'a'],
        ['as', 'b'],
      ]),
    ]);
  });

  it('of what has not its shape is as it is', () => {
    expect([best(placeAt('hosts'), '7'), best(placeAt('registry', 'images'), 'busybox'), best(box, '[image]')]).toEqual(
      [7, 'busybox', ['image']],
    );
  });
});

it('a short form stands for a map with the one key, and nothing for an empty one', () => {
  const place = placeAt('hosts', 'd1', 'containers', 'c1', 'networks', 'n');
  expect(long(place, '10.0.0.5')).toEqual(new Map([['address', '10.0.0.5']]));
  expect([long(place, null), long(place, undefined)]).toEqual([new Map(), new Map()]);
  expect([long(box, null), long(box, 'a')]).toEqual([null, 'a']);
});

describe('the stops of a path', () => {
  const TEXT = `trunkline: 1
name: walk
segments: { lan: {} }
hosts:
  d1:
    ssh: { address: d1 }
    interfaces: { e0: { segment: lan }, e0.10: { parent: e0, vlan: 10 } }
    routing: { routes: [{ to: default, via: 10.0.0.1 }] }
`;
  const stops = (...path: Path) => {
    const { source } = openLab(TEXT);
    if (source === undefined) throw new Error('no source');
    return stopsOf(source.root, path);
  };

  it('lead from the whole file to a value, and say where things are', () => {
    const way = stops('hosts', 'd1', 'interfaces', 'e0.10', 'vlan');
    expect(way.map(({ path }) => path.at(-1))).toEqual([undefined, 'hosts', 'd1', 'interfaces', 'e0.10', 'vlan']);
    expect(way.map(({ thing }) => thing)).toEqual([undefined, undefined, 'host', undefined, 'interface', undefined]);
    expect(way.every(({ node }) => node !== undefined)).toBe(true);
    const [last] = stops('hosts', 'd1', 'routing', 'routes', 0, 'via').slice(-1);
    expect(last?.path).toEqual(['hosts', 'd1', 'routing', 'routes', 0, 'via']);
    expect(last?.place.note.field?.label).toBe('Via');
  });

  it('go on where the file has nothing, and end where its shape knows nothing', () => {
    const [missing] = stops('hosts', 'd9', 'interfaces', 'e0').slice(-1);
    expect([missing?.thing, missing?.node]).toEqual(['interface', undefined]);
    expect(stops('hosts', 'd1', 'colour', 'red').map(({ path }) => path.length)).toEqual([0, 1, 2]);
    expect(stops('hosts', 'd1', 'routing', 'routes', 'first').map(({ path }) => path.length)).toEqual([0, 1, 2, 3, 4]);
  });

  it('are of the shape that the file has', () => {
    const formOf = (name: string) => stops('hosts', 'd1', 'interfaces', name).map(formAt).at(-1)?.note.form;
    expect([formOf('e0'), formOf('e0.10')]).toEqual(['nic', 'vlan']);
  });
});
