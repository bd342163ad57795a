import { expect, test } from 'vitest';
import { container, host, lab, network, nic, on } from '../lab/testing/examples.ts';
import { stretchesOf } from './lanes.ts';
import type { Step } from './program.ts';
import { machine } from './testing/hosts.ts';
import { deploy } from './testing/story.ts';

const shown = (steps: readonly Step[]): readonly (readonly (readonly number[])[])[] =>
  stretchesOf(steps).map((lanes) => lanes.map((lane) => lane.map(({ index }) => index)));

const step = (index: number, beside?: string, ...after: number[]): Step => ({
  index,
  phase: 0,
  awaits: [],
  after,
  ...(beside !== undefined && { beside }),
  instructions: [],
  undo: [],
  marks: [],
});

test('neighbours of one kind run side by side, six at most, and chains stay in their order', () => {
  expect(shown([step(0), step(1)])).toEqual([[[0]], [[1]]]);
  expect(shown([step(0, 'image'), step(1, 'container'), step(2, 'container')])).toEqual([[[0]], [[1], [2]]]);
  expect(shown([step(0, 'c'), step(1, 'c', 0), step(2, 'c'), step(3, 'c', 1)])).toEqual([[[0, 1, 3], [2]]]);
  expect(shown([step(0, 'c'), step(1, 'c'), step(2, 'c', 0, 1)])).toEqual([[[0, 1, 2]]]);
  expect(shown(Array.from({ length: 8 }, (_, at) => step(at, 'c')))).toEqual([[[0, 6], [1, 7], [2], [3], [4], [5]]]);
});

test('containers whose addresses Docker picks keep their order on their network; those with their own do not wait', () => {
  const boxes = [
    container('picked', on('one')),
    container('fixed', on('one', '10.1.0.50')),
    container('other', on('two', '10.2.0.50')),
    container('another', on('two', '10.2.0.51')),
  ];
  const drawn = lab({
    name: 'order',
    hosts: [host('docker01', '192.168.1.11', { interfaces: [nic('ens33'), nic('ens34')], containers: boxes })],
    networks: [
      network('one', '10.1.0.0/24', { docker01: 'ens33' }, { gateway: '10.1.0.1' }),
      network('two', '10.2.0.0/24', { docker01: 'ens34' }, { gateway: '10.2.0.1' }),
    ],
  });
  const program = deploy(drawn, 'docker01', machine('docker01', '192.168.1.11'));
  const named = stretchesOf(program.steps)
    .at(-1)
    ?.map((lane) => lane.map(({ index }) => program.plan.changes[index]?.resource));
  expect(named).toEqual([['container:picked', 'container:fixed'], ['container:other'], ['container:another']]);
});

test('of those that take what comes next each waits for the one before it, and for what has been chosen since', () => {
  const drawn = lab({
    name: 'order',
    hosts: [
      host('docker01', '192.168.1.11', {
        interfaces: [nic('ens33')],
        containers: ['a', 'b', 'c', 'd', 'e'].map((name, at) =>
          container(name, at === 1 || at === 2 ? on('one', `10.1.0.5${at}`) : on('one')),
        ),
      }),
    ],
    networks: [network('one', '10.1.0.0/24', { docker01: 'ens33' }, { gateway: '10.1.0.1' })],
  });
  const { plan, steps } = deploy(drawn, 'docker01', machine('docker01', '192.168.1.11'));
  const nameOf = (index: number): string => plan.changes[index]?.resource.replace('container:', '') ?? '';
  const waits = steps
    .filter(({ beside }) => beside === 'container')
    .map(({ index, after }) => [
      nameOf(index),
      after
        .map(nameOf)
        .filter((name) => name.length === 1)
        .join(''),
    ]);
  expect(waits).toEqual([
    ['a', ''],
    ['b', 'a'],
    ['c', 'a'],
    ['d', 'abc'],
    ['e', 'd'],
  ]);
});
