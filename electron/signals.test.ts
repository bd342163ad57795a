import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listenForSignals, type Signals } from './signals.ts';

let program: EventEmitter;
let signals: Signals;
const ended: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  ended.length = 0;
  program = new EventEmitter();
  signals = listenForSignals(program, (signal) => ended.push(signal));
});
afterEach(() => vi.useRealTimers());

const send = (signal: string): void => void program.emit(signal, signal);
const state = () => [signals.stopping.aborted, signals.abandoned.aborted, ended.length > 0];

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s stops what has not begun, and lets the rest end', (signal) => {
  send(signal);
  expect(state()).toEqual([true, false, false]);
});

test('a second one does not wait for the hosts, a third one for nothing', () => {
  send('SIGINT');
  send('SIGINT');
  expect(state()).toEqual([true, true, false]);
  send('SIGINT');
  expect(state()).toEqual([true, true, true]);
});

test('SIGTERM ends the program within two seconds, whatever it waits for', () => {
  send('SIGTERM');
  vi.advanceTimersByTime(1_000);
  expect(state()).toEqual([true, true, false]);
  vi.advanceTimersByTime(999);
  expect(ended).toEqual(['SIGTERM']);
  expect(program.listenerCount('SIGTERM')).toBe(0);
});

test('a terminal that is gone hangs up more than once', () => {
  for (let times = 0; times < 5; times += 1) send('SIGHUP');
  expect(state()).toEqual([true, false, false]);
});

test("what is released is the system's", () => {
  signals.release();
  send('SIGINT');
  expect(state()).toEqual([false, false, false]);
});
