import { expect, test } from 'vitest';
import { flagsIn, keptFile, namedIn, speaksPlainly, withEmptiedList, withoutRegistry, withRegistry } from './daemon.ts';

const registry = '192.168.1.11:5000';
const theirs = '{\n\t"debug" : true,\n\t"log-opts": { "max-size": "10m" }}';

test.each([
  ['was not there', undefined],
  ['was empty', ''],
  ['was somebody’s own, in their own hand', theirs],
  ['named other registries', '{"insecure-registries":["10.0.0.0/8"], "debug":false}\n'],
  ['had an empty list', '{ "insecure-registries": [] }'],
])('a file that %s is the same again, to the byte', (_what, before) => {
  const file = withRegistry(before, registry);
  expect(namedIn(file)?.at(-1)).toBe(registry);
  expect(withoutRegistry(file, registry, before)).toBe(before);
  // Cut off after the list was emptied.
  expect(withoutRegistry(withEmptiedList(file, registry), registry, before)).toBe(before);
});

test('what somebody has changed meanwhile stays', () => {
  const changed = withRegistry('{ "debug": false }', registry);
  expect(JSON.parse(withoutRegistry(changed, registry, theirs) ?? '')).toEqual({ debug: false });
  expect(withoutRegistry('{ "debug": false }', registry, theirs)).toBe('{ "debug": false }');
  expect(withoutRegistry('no json', registry, theirs)).toBe('no json');
  expect(withoutRegistry(undefined, registry, theirs)).toBeUndefined();
});

test('of two labs each takes its own registry out, whichever goes first', () => {
  const [one, other] = ['10.0.0.1:5000', '10.0.0.2:5000'];
  const both = withRegistry(withRegistry(theirs, one), other);
  for (const [first, second] of [
    [one, other],
    [other, one],
  ] as const) {
    expect(withoutRegistry(withoutRegistry(both, first, theirs), second, theirs)).toBe(theirs);
  }
});

test('an old value is what was kept, or nothing', () => {
  expect(keptFile('absent')).toBeUndefined();
  expect(keptFile(JSON.stringify(theirs))).toBe(theirs);
});

test('knows with what plain HTTP is spoken', () => {
  expect(speaksPlainly(['192.168.1.11:5000'], registry)).toBe(true);
  expect(speaksPlainly(['192.168.0.0/16'], registry)).toBe(true);
  expect(speaksPlainly(['192.168.1.11'], registry)).toBe(false);
  expect(speaksPlainly([], '127.0.0.1:5000')).toBe(true);
  expect(flagsIn(['dockerd', '--insecure-registry', 'a:1', '-H', 'fd://', '--insecure-registry=b:2'])).toEqual([
    'a:1',
    'b:2',
  ]);
});
