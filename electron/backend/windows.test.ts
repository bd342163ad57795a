import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { windows } from './windows.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const gone: string[] = [];
  return { gone, all: windows((window) => gone.push(window), 1_000) };
}

test('a window that comes back in time was never gone', () => {
  const { gone, all } = setUp();
  const leave = all.enter('a');
  leave();
  expect([all.isAway('a'), all.isKnown('a')]).toEqual([true, true]);
  vi.advanceTimersByTime(900);
  const again = all.enter('a');
  vi.advanceTimersByTime(5_000);
  expect([gone, all.isAway('a')]).toEqual([[], false]);
  again();
  vi.advanceTimersByTime(1_000);
  expect([gone, all.isKnown('a')]).toEqual([['a'], false]);
});

test('a window that has two connections for a moment is there with either, and leaves each once', () => {
  const { gone, all } = setUp();
  const first = all.enter('a');
  const second = all.enter('a');
  first();
  first();
  vi.advanceTimersByTime(5_000);
  expect(gone).toEqual([]);
  second();
  vi.advanceTimersByTime(5_000);
  expect(gone).toEqual(['a']);
});

test('windows know nothing of each other, and nobody is told after the end', () => {
  const { gone, all } = setUp();
  all.enter('a');
  all.enter('b')();
  vi.advanceTimersByTime(5_000);
  expect(gone).toEqual(['b']);
  all.enter('c')();
  all.close();
  vi.advanceTimersByTime(5_000);
  expect(gone).toEqual(['b']);
});
