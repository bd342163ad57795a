import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { output } from './output.ts';

function broken(code: string) {
  const stream = Object.assign(new EventEmitter(), { written: [] as string[] });
  const write = (text: string): boolean => stream.written.push(text) > 0;
  const said: string[] = [];
  const printed = output(Object.assign(stream, { write }) as never, (why) => said.push(why));
  printed.line('one');
  stream.emit('error', Object.assign(new Error(`${code}: it broke`), { code }));
  stream.emit('error', new Error('and again'));
  printed.line('two');
  return { written: stream.written, said, failed: printed.failed() };
}

test('a reader that has seen enough is no failure', () => {
  expect(broken('EPIPE')).toEqual({ written: ['one\n'], said: [], failed: false });
});

test('a full disk is told once', () => {
  expect(broken('ENOSPC')).toEqual({ written: ['one\n'], said: ['ENOSPC: it broke'], failed: true });
});
