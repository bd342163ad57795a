import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { KnownHosts } from '../../../remote/known-hosts.ts';
import type { Asker, Remote } from '../../../remote/remote.ts';
import { newKey } from '../../../remote/ssh/new-key.ts';
import { sshConnector } from '../../../remote/ssh.ts';
import { type PracticeServer, type Service, startServer } from './server.ts';

const key = newKey();
let server: PracticeServer;
let interrupted: string[];

const service: Service = {
  knows: (user) => user === 'root',
  async exec(command, { stdin, stdout, stderr, signal }, user) {
    signal.addEventListener('abort', () => interrupted.push(command));
    switch (command) {
      case 'greet':
        await stdout.write(`hello ${user}\n`);
        await stderr.write('careful\n');
        return 3;
      case 'count lines': {
        let lines = 0;
        while ((await stdin.line()) !== undefined) lines += 1;
        await stdout.write(`${lines}\n`);
        return 0;
      }
      case 'much':
        for (let line = 0; line < 20_000; line += 1) await (line % 2 ? stdout : stderr).write(`${'x'.repeat(99)}\n`);
        return 0;
      case 'wait':
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        return 130;
      default:
        throw new Error('a program that breaks');
    }
  },
  async terminal(_command, { stdin, stdout }) {
    const show = (): string => `${stdout.terminal?.columns}x${stdout.terminal?.rows}`;
    await stdout.write(`${show()}$ `);
    for (;;) {
      const keys = await stdin.read();
      if (keys === undefined || keys === '\x04') return 0;
      await stdout.write(`<${keys}> ${show()}$ `);
    }
  },
};

const trusting: KnownHosts = { pinnedTypes: async () => ['ssh-ed25519'], check: async () => undefined };
const nobody: Asker = {
  password: async () => undefined,
  passphrase: async () => undefined,
  hostPrompt: async () => undefined,
  hostKey: async () => false,
};
const connect = (user = 'root', privateKey = key.private) =>
  sshConnector({ knownHosts: trusting, keys: { privateKey } }).connect(
    { name: 'docker01', address: '127.0.0.1', port: server.port, user, key: undefined },
    { asker: nobody, signal: new AbortController().signal },
  );
async function remote(): Promise<Remote> {
  const connected = await connect();
  if (!connected.ok) throw new Error(connected.problems[0]?.message);
  return connected.value;
}

beforeEach(async () => {
  interrupted = [];
  server = await startServer(newKey().private, key.public, service);
});
afterEach(() => server.close());

describe('a command on a practice host', () => {
  test('prints on both streams and has an exit status', async () => {
    expect(await (await remote()).exec('greet')).toEqual({
      kind: 'exited',
      code: 3,
      stdout: 'hello root\n',
      stderr: 'careful\n',
    });
  });

  test('reads what is sent, however much', async () => {
    const stdin = 'a line of it\n'.repeat(50_000);
    expect(await (await remote()).exec('count lines', { stdin })).toMatchObject({ code: 0, stdout: '50000\n' });
  });

  test('prints two megabytes on two streams without standing still', async () => {
    const { stdout, stderr } = await (await remote()).exec('much');
    expect([stdout.length, stderr.length]).toEqual([1_000_000, 1_000_000]);
  });

  test('hears that nobody waits for it any more', async () => {
    const stop = new AbortController();
    const running = (await remote()).exec('wait', { signal: stop.signal });
    setTimeout(() => stop.abort(), 20);
    expect(await running).toMatchObject({ kind: 'cancelled' });
    await expect.poll(() => interrupted).toEqual(['wait']);
  });

  test('that breaks ends its own session and nothing else', async () => {
    const host = await remote();
    expect(await host.exec('break')).toMatchObject({ code: 255 });
    expect(await host.exec('greet')).toMatchObject({ code: 3 });
  });
});

test('a terminal has a size that changes, and takes keys as they are', async () => {
  let shown = '';
  const opened = await (await remote()).terminal({
    columns: 90,
    rows: 30,
    onOutput: (text) => {
      shown += text;
    },
  });
  if (!opened.ok) throw new Error(opened.problems[0]?.message);
  await expect.poll(() => shown).toBe('90x30$ ');
  opened.value.write('\x1b[A');
  await expect.poll(() => shown).toBe('90x30$ <\x1b[A> 90x30$ ');
  opened.value.resize(40, 10);
  opened.value.write('é');
  await expect.poll(() => shown).toContain('<é> 40x10$ ');
  opened.value.write('\x04');
  await opened.value.ended;
});

test('only this program’s own key opens the door, and only for users of the host', async () => {
  expect(await connect('root', newKey().private)).toMatchObject({ ok: false });
  expect(await connect('nobody')).toMatchObject({ ok: false });
});
