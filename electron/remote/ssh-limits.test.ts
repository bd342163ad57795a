import type { Writable } from 'node:stream';
import type { ServerChannel } from 'ssh2';
import { afterEach, describe, expect, test } from 'vitest';
import type { Remote } from './remote.ts';
import { loggedIn } from './testing/logged-in.ts';
import type { TestServerOptions } from './testing/ssh-server.ts';

const ended: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

async function connected(options: TestServerOptions): Promise<Remote> {
  const { result } = await loggedIn(options, undefined, (end) => ended.push(end));
  if (!result.ok) throw new Error(result.problems[0]?.message);
  return result.value;
}

const limits = { silenceMs: 300, totalMs: 1_000, bytes: 1_000_000 };

function flood(channel: ServerChannel, out: Writable): void {
  const more = (): void => {
    while (!channel.destroyed && channel.writable) if (!out.write('A'.repeat(30_000))) break;
    if (!channel.destroyed) out.once('drain', more);
  };
  channel.on('error', () => undefined);
  more();
}

const drip = (channel: ServerChannel): void => {
  const timer = setInterval(() => channel.writable && channel.write('.'), 50);
  channel.on('error', () => undefined);
  ended.push(() => clearInterval(timer));
};

describe('a command on a host that', () => {
  test.each<readonly [string, (channel: ServerChannel) => void, object]>([
    ['says nothing', () => undefined, { kind: 'silent', stdout: '' }],
    ['says a little for ever', drip, { kind: 'endless' }],
    ['says very much', (channel) => flood(channel, channel), { kind: 'flooded' }],
    ['says very much on the other stream', (channel) => flood(channel, channel.stderr), { kind: 'flooded' }],
    [
      'ends and never closes',
      (channel) => {
        channel.write('hello');
        channel.exit(3);
      },
      { kind: 'exited', code: 3, stdout: 'hello' },
    ],
    [
      'ends and then says a little for ever',
      (channel) => {
        channel.exit(0);
        drip(channel);
      },
      { kind: 'exited', code: 0 },
    ],
  ])(
    '%s comes to an end',
    async (_what, onCommand, end) => {
      const remote = await connected({ onCommand: (_command, channel) => onCommand(channel) });
      const patient = 'kind' in end && end.kind === 'exited' ? { ...limits, silenceMs: 8_000, totalMs: 7_000 } : limits;
      expect(await remote.exec('look', { limits: patient })).toMatchObject(end);
    },
    15_000,
  );

  test('never says whether it starts it comes to an end, and the host is left', async () => {
    const remote = await connected({ mute: true });
    expect((await remote.exec('look', { limits })).kind).toBe('silent');
    await expect.poll(() => remote.isOpen()).toBe(false);
  });

  test('never says whether it starts it can be cancelled', async () => {
    const remote = await connected({ mute: true });
    expect((await remote.exec('look', { signal: AbortSignal.timeout(100) })).kind).toBe('cancelled');
  });
});

test('waiting for a turn is not silence', async () => {
  const remote = await connected({});
  const brief = { ...limits, silenceMs: 2_000, totalMs: 2_000 };
  const all = Array.from({ length: 30 }, () => remote.exec('sleep 0.4', { limits: brief }));
  expect(new Set((await Promise.all(all)).map(({ kind }) => kind))).toEqual(new Set(['exited']));
});

test('a closed connection does not wait for a host that does not hang up', async () => {
  const sockets = (): number => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
  await expect.poll(sockets).toBe(0);
  const { result, server } = await loggedIn({}, undefined, (end) => ended.push(end));
  if (!result.ok) throw new Error(result.problems[0]?.message);
  server.silence();
  await new Promise((resolve) => setTimeout(resolve, 100));
  const open = sockets();
  result.value.close();
  await expect.poll(sockets, { timeout: 3_000 }).toBeLessThan(open);
});

test.each(['before', 'after'])('nor for one that would, when nobody waits any more: told %s', async (when) => {
  const sockets = (): number => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
  await expect.poll(sockets).toBe(0);
  const { result, server } = await loggedIn({}, undefined, (end) => ended.push(end));
  if (!result.ok) throw new Error(result.problems[0]?.message);
  server.silence();
  await new Promise((resolve) => setTimeout(resolve, 100));
  const open = sockets();
  const hurried = new AbortController();
  if (when === 'before') hurried.abort();
  result.value.close(hurried.signal);
  hurried.abort();
  // As many turns as closing takes, and none of them waits for a clock.
  for (let turns = 0; turns < 5; turns++) await new Promise(setImmediate);
  expect(sockets()).toBeLessThan(open);
});

test('a terminal that floods waits while nobody takes what it says', async () => {
  let written = 0;
  const remote = await connected({
    onShell: (channel) => {
      const more = (): void => {
        while (channel.write('A'.repeat(30_000))) written += 30_000;
        channel.once('drain', more);
      };
      channel.on('error', () => undefined);
      more();
    },
  });
  let taken = 0;
  const opened = await remote.terminal({
    columns: 80,
    rows: 24,
    onOutput: (text) => {
      taken += text.length;
      return new Promise(() => undefined);
    },
  });
  expect(opened.ok).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  // What is ahead of us, and two windows of the channel.
  expect(taken).toBeLessThan(5_000_000);
  expect(written).toBeLessThan(8_000_000);
});

test('a host that never gives a terminal is not waited for when the connection ends', async () => {
  const remote = await connected({ mute: true });
  const opening = remote.terminal({ columns: 80, rows: 24, onOutput: () => undefined });
  remote.close();
  expect((await opening).ok).toBe(false);
});
