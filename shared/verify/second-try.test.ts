import { expect, it } from 'vitest';
import { type PingMeasure, readPing } from './ping-words.ts';
import { isDoubtful, together } from './second-try.ts';

const lost = readPing(
  'From 192.168.1.11 icmp_seq=1 Destination Host Unreachable\n3 packets transmitted, 0 received, +3 errors\n',
);
const heard = readPing(
  '3 packets transmitted, 3 received, 0% packet loss\nrtt min/avg/max/mdev = 0.1/0.25/0.3/0.0 ms\n',
);
const broken: PingMeasure = { measured: 'error', sent: 0, received: 0, rttMs: null, said: 'no such container' };

it('doubts what was lost against a certain prediction, and nothing else', () => {
  const doubts = (['reachable', 'unreachable', 'uncertain'] as const).flatMap((predicted) =>
    [lost, heard, broken].map((measure) => isDoubtful(predicted, measure)),
  );
  expect(doubts).toEqual([true, ...Array(8).fill(false)]);
});

it('tells of both tries: what was lost at first was lost, and a second without a measurement takes nothing back', () => {
  expect(together(lost, heard)).toEqual({ ...heard, sent: 6, received: 3, said: lost.said });
  expect(together(lost, lost)).toEqual({ ...lost, sent: 6 });
  expect(together(lost, broken)).toEqual(lost);
});
