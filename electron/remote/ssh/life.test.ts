import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchLife } from './life.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function line() {
  const socket = Object.assign(new EventEmitter(), {
    bytesRead: 0,
    destroy: vi.fn(() => void socket.emit('close')),
  });
  watchLife(socket as unknown as Socket, 1_000);
  return socket;
}

test('who says nothing any more is given up after the fourth interval, once', () => {
  const socket = line();
  vi.advanceTimersByTime(3_900);
  expect(socket.destroy).not.toHaveBeenCalled();
  vi.advanceTimersByTime(10_000);
  expect(socket.destroy).toHaveBeenCalledTimes(1);
});

test('who takes what is sent, and says so, lives, however late its answers are', () => {
  const socket = line();
  for (let second = 0; second < 60; second += 1) {
    if (second % 3 === 0) socket.bytesRead += 36;
    vi.advanceTimersByTime(1_000);
  }
  expect(socket.destroy).not.toHaveBeenCalled();
});
