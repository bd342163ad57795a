import { expect, test } from 'vitest';
import { letGo } from '../../../shared/draw/hold.ts';
import { placeOf } from '../../../shared/draw/tools.ts';
import { templateNamed } from '../../../shared/lab/templates.ts';
import { labOf } from '../../../shared/lab/testing/examples.ts';
import { moveWords, pingLines } from './words.ts';

const lab = labOf(templateNamed('vlans-two-hosts')?.text ?? '');

test('of several things that move the address of each is told, and once what is the same of all', () => {
  const what = placeOf(lab, 'docker01/bbox10');
  const together = [placeOf(lab, 'docker01/bbox20')];
  const made = letGo(
    lab,
    { how: 'move', what, others: together },
    { kind: 'network', name: 'mac_net20', host: 'docker02' },
  );
  if (!made.ok) throw new Error(made.why);
  const { name, own, others } = moveWords(lab, made);
  expect(name).toBe('2 things');
  expect(own).toEqual([
    { label: 'Host', now: 'docker02', was: 'docker01' },
    { label: 'docker02/bbox10, network', now: 'mac_net20', was: 'mac_net10' },
    { label: 'docker02/bbox10', now: '172.16.20.22', was: '172.16.10.10' },
  ]);
  expect(others).toEqual([]);
});

test('both ways of a ping that change alike are one line, lost ones first', () => {
  const changes = {
    gained: new Set(['a/x → b/y', 'a/x → b:eth0', 'b/y → a/x']),
    lost: new Set(['c/z → a/x']),
  };
  expect(pingLines(changes)).toEqual([
    { sign: '−', words: 'c/z → a/x', pings: 1 },
    { sign: '+', words: 'a/x ⇄ b/y', pings: 2 },
    { sign: '+', words: 'a/x → b:eth0', pings: 1 },
  ]);
});
