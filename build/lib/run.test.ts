import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from './run.mjs';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-'));
});
// The last log may still be written.
afterAll(() => rmSync(folder, { recursive: true, maxRetries: 10, retryDelay: 50 }));

test('a command that fails gives its code, its last words and its log', async () => {
  const log = join(folder, 'logs', 'fails.log');
  const ended = await run(['sh', '-c', 'echo out; echo err >&2; exit 3'], { log });
  expect(ended).toMatchObject({ ok: false, code: 3, timedOut: false });
  expect(ended.tail).toContain('out\n');
  expect(ended.tail).toContain('err\n');
  await expect.poll(() => readFileSync(log, 'utf8').length).toBe(8);
});

test('a program that is not there is a failure, not a crash', async () => {
  const ended = await run([join(folder, 'absent')], { log: join(folder, 'absent.log') });
  expect(ended).toMatchObject({ ok: false, code: null });
  expect(ended.tail).toContain('ENOENT');
});

test('what takes too long is ended with everything that it started', async () => {
  const mark = join(folder, 'survived');
  const ended = await run(['sh', '-c', `(sleep 0.6; touch ${mark}) & wait`], {
    minutes: 0.005,
    log: join(folder, 'hangs.log'),
  });
  expect(ended).toMatchObject({ ok: false, timedOut: true });
  await run(['sleep', '1']);
  expect(existsSync(mark)).toBe(false);
});

test('a daemon that keeps the output open does not keep us waiting', async () => {
  const ended = await run(['sh', '-c', 'setsid sleep 30 & echo $!'], { log: join(folder, 'daemon.log') });
  expect(ended.ok).toBe(true);
  process.kill(Number(ended.tail.trim()));
});

test('what runs aside has the lowest priority, with what it starts, and ends as it would', async () => {
  const ended = await run(['sh', '-c', 'nice; sh -c nice; exit 3'], { aside: true, log: join(folder, 'aside.log') });
  expect(ended).toMatchObject({ code: 3, tail: '19\n19\n' });
});
