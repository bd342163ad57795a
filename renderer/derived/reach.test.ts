import { expect, it } from 'vitest';
import type { Activity, PingResult } from '../../shared/api.ts';
import { labMark } from '../../shared/lab/lab-mark.ts';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { labOf } from '../../shared/lab/testing/examples.ts';
import { useConnection } from '../store/connection/connection-store.ts';
import { openDocument, replaceText, undo } from '../store/document/document-store.ts';
import { receiveBacklog } from '../store/run/run-store.ts';
import { type Ping, pingKey } from '../store/run/state.ts';
import { type Pair, reachOf } from './pairs.ts';
import { isOld, reachMarks } from './reach.ts';

const forecast = (reached: readonly string[]) => ({
  sources: ['a/x'],
  targets: [],
  outcome: (_from: string, { address }: { readonly address: string }) =>
    reached.includes(address)
      ? ({ verdict: 'reachable', code: 'same-segment' } as const)
      : ({ verdict: 'unreachable', code: 'no-route' } as const),
  explain: () => undefined,
  explainSoon: () => Promise.resolve(undefined),
});

it('a thing of several addresses wears the loudest of its verdicts, in whatever order they stand', () => {
  const marks = (...addresses: readonly string[]) => {
    const reach = reachOf({ forecast: forecast(['10.0.0.2']), pings: new Map(), expectations: [] });
    const pairs = addresses.map((address) => reach.pair('a/x', { id: 'b/y', address }) as Pair);
    return reachMarks(pairs).get('b/y')?.verdict;
  };
  expect(marks('10.0.0.2')).toBe('reachable');
  expect(marks('10.0.0.2', '10.1.0.2')).toBe('unreachable');
  expect(marks('10.1.0.2', '10.0.0.2')).toBe('unreachable');
});

it('a mark says whether it was measured or is predicted', () => {
  const to = { id: 'b/y', address: '10.1.0.2' };
  const result = { measured: 'unreachable', predicted: 'unreachable', expected: 'unreachable' } as PingResult;
  const ping = { from: 'a/x', to: to.id, address: to.address, predicted: 'unreachable', reason: {}, result } as Ping;
  const voice = (pings: ReadonlyMap<string, Ping>) => {
    const found = reachOf({ forecast: forecast([]), pings, expectations: [] }).pair('a/x', to) as Pair;
    return reachMarks([found]).get('b/y')?.voice;
  };
  expect(voice(new Map())).toBe('predicted');
  expect(voice(new Map([[pingKey('a/x', to.id, to.address), ping]]))).toBe('measured');
});

it('a measurement is old when what is told to hosts has changed since, not when something was moved, noted or expected', () => {
  const { text } = vlansTwoHosts;
  const { name: lab } = labOf(text);
  const activity: Activity = {
    id: 'v',
    kind: 'verify',
    lab,
    target: 'practice',
    hosts: [],
    startedAt: 1,
    text: labMark(labOf(text)),
  };
  useConnection.setState({ target: 'practice' });
  openDocument({ text });
  receiveBacklog([{ type: 'activity-started', activity, seq: 1, at: 1 }]);
  expect(isOld()).toBe(false);
  replaceText(`${text}layout: { docker01: { x: 10, y: 20 } }\n`, 'move docker01');
  expect(isOld()).toBe(false);
  replaceText(text.replace('vlans: all', 'vlans: [10]'), 'carry less');
  expect(isOld()).toBe(true);
  // While the file cannot be read, what was read last is shown.
  replaceText('hosts: [', 'type');
  expect(isOld()).toBe(true);
  undo(3);
  expect(isOld()).toBe(false);
});
