import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Activity, BackendEvent, EventBody } from '../../shared/api.ts';
import { answered } from '../../shared/outcome.ts';
import { type EventStream, eventStream } from './event-stream.ts';

let stream: EventStream;
beforeEach(() => {
  vi.useFakeTimers();
  stream = eventStream(() => 1000);
});
afterEach(() => vi.useRealTimers());

function heard(): { batches: (readonly BackendEvent[])[]; stop: () => void } {
  const batches: (readonly BackendEvent[])[] = [];
  return { batches, stop: stream.subscribe((events) => batches.push(events)) };
}

const started = (id: string, fields: Partial<Activity> = {}): EventBody => ({
  type: 'activity-started',
  activity: { id, kind: 'deploy', lab: 'lab', target: 'real', hosts: ['h1', 'h2'], startedAt: 0, ...fields },
});
const ended = (activity: string): EventBody => ({
  type: 'activity-ended',
  ms: 0,
  activity,
  ...answered(),
});
const output = (host: string, step: number, text: string, activity = 'a'): EventBody => ({
  type: 'step-output',
  activity,
  host,
  step,
  text,
});

test('events are counted up by one and come in batches', () => {
  const { batches } = heard();
  stream.emit(started('a'));
  stream.emit({ type: 'host-phase', activity: 'a', host: 'h1', phase: 'running' });
  expect(batches).toEqual([]);
  vi.advanceTimersByTime(16);
  stream.emit(ended('a'));
  vi.advanceTimersByTime(16);
  expect(batches.map((batch) => batch.map(({ seq }) => seq))).toEqual([[1, 2], [3]]);
});

test('an end is told at once, behind what came before it', () => {
  const { batches } = heard();
  stream.emit(started('a'));
  stream.emit(ended('a'));
  expect(batches).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(batches.map((batch) => batch.map(({ type }) => type))).toEqual([['activity-started', 'activity-ended']]);
  vi.advanceTimersByTime(16);
  expect(batches).toHaveLength(1);
});

test('output of one step within a batch is one event, and stays in its order on its host', () => {
  const { batches } = heard();
  stream.emit(output('h1', 0, 'a'));
  stream.emit(output('h2', 0, 'x'));
  stream.emit(output('h1', 0, 'b'));
  stream.emit({ type: 'step-ended', activity: 'a', host: 'h1', step: 0, status: 'done', ms: 1 });
  stream.emit(output('h1', 1, 'c'));
  stream.flush();
  expect(
    batches.flat().map((event) => (event.type === 'step-output' ? `${event.host} ${event.text}` : event.type)),
  ).toEqual(['h1 ab', 'h2 x', 'step-ended', 'h1 c']);
});

test('a second window is told what still matters, and then hears the same as the first', () => {
  const first = heard();
  stream.emit(started('a'));
  for (const phase of ['connecting', 'probing', 'running'] as const) {
    stream.emit({ type: 'host-phase', activity: 'a', host: 'h1', phase });
  }
  stream.emit(output('h1', 0, 'one\n'));
  stream.flush();
  stream.emit(output('h1', 0, 'two\n'));

  const second = heard();
  const told = stream.history();
  expect(told.map((event) => event.type)).toEqual(['activity-started', 'host-phase', 'step-output']);
  expect(told.at(-1)).toMatchObject({ text: 'one\ntwo\n', seq: 6 });
  stream.emit(ended('a'));
  stream.flush();
  expect(second.batches.flat()).toEqual(first.batches.flat().slice(-1));
  expect(second.batches.flat()[0]?.seq).toBe(7);
});

test('an answered question is not asked of a second window, and the numbers still go on', () => {
  stream.emit({
    type: 'question',
    question: { id: 'q', kind: 'password', host: 'h1', user: 'ada', prompt: 'Password' },
  });
  stream.flush();
  expect(stream.history().map(({ type }) => type)).toEqual(['question']);
  stream.emit({ type: 'question-closed', question: 'q' });
  expect(stream.history().map(({ type, seq }) => [type, seq])).toEqual([['question-closed', 2]]);
});

test('a week of work does not grow the backlog without end', () => {
  for (let day = 0; day < 500; day += 1) {
    const id = `deploy${day}`;
    stream.emit(started(`plan${day}`, { kind: 'plan' }));
    stream.emit(ended(`plan${day}`));
    stream.emit(started(id));
    for (let line = 0; line < 20; line += 1) {
      stream.emit(output('h1', 0, 'x'.repeat(5_000), id));
      stream.flush();
    }
    stream.emit(ended(id));
  }
  const told = stream.history();
  expect(told.length).toBeLessThan(40);
  expect(JSON.stringify(told).length).toBeLessThan(100_000);
  expect(told.at(-1)).toMatchObject({ type: 'activity-ended', activity: 'deploy499' });
});
