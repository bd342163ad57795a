import { expect, test } from 'vitest';
import { startedWith } from './started-with.ts';

test('a lab file among the switches of Chromium and the folder of the program', () => {
  const words = ['/opt/trunkline', '--user-data-dir=/tmp/profile.yaml', '--no-sandbox', 'my lab.YAML', '--inspect=0'];
  expect(startedWith(words)).toEqual({ file: 'my lab.YAML', key: undefined, knownHosts: undefined });
});

test('options of SSH, in both ways of writing them, are not taken for the file', () => {
  const expected = { file: 'lab.yml', key: '/k.yaml', knownHosts: '/hosts' };
  expect(startedWith(['--key', '/k.yaml', 'lab.yml', '--known-hosts=/hosts'])).toEqual(expected);
});

test('nothing, and options without their value', () => {
  const nothing = { file: undefined, key: undefined, knownHosts: undefined };
  expect(startedWith([])).toEqual(nothing);
  expect(startedWith(['--key'])).toEqual(nothing);
});
