import { expect, test } from 'vitest';
import { readTargets } from './target.ts';

const read = (...texts: string[]) => {
  const targets = readTargets(texts);
  return targets.ok
    ? targets.value.map(({ name, user, port }) => `${name} ${user} ${port}`)
    : targets.problems[0]?.message;
};

test('a host is named by its address, its user and its port', () => {
  expect(read('ada@docker01', '192.168.1.11:2222', '[fd00::1]:22')).toEqual([
    'docker01 ada 22',
    '192.168.1.11 root 2222',
    'fd00::1 root 22',
  ]);
  for (const text of ['', '@h', 'h:0', 'h:65536', 'h:', 'a b', '-oProxyCommand=x', 'fd00::1', 'h:22:22'])
    expect(read('docker01', text)).toMatch(/does not name a host/);
});

test('no two have one name: what is told of the one would stand for the other', () => {
  expect(read('root@10.0.0.1:2201', 'root@10.0.0.1:2202', 'root@10.0.0.2')).toEqual([
    '10.0.0.1:2201 root 2201',
    '10.0.0.1:2202 root 2202',
    '10.0.0.2 root 22',
  ]);
  expect(read('Docker01', 'docker01:23')).toEqual(['docker01:22 root 22', 'docker01:23 root 23']);
});

test('one place that is named twice is refused', () => {
  expect(read('root@10.0.0.1', 'root@10.0.0.1:22')).toBe('10.0.0.1:22 is named twice.');
  expect(read('ada@Docker01', 'eve@docker01')).toBe('docker01:22 is named twice.');
  expect(read('[fd00::A]', '[FD00::a]')).toBe('[fd00::a]:22 is named twice.');
});
