import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server as NetServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Problem, Result } from '../../shared/problem.ts';
import { fingerprintOf } from './fingerprint.ts';
import { knownHosts } from './known-hosts.ts';
import type { ConnectSession, Remote, RemoteTarget } from './remote.ts';
import { newKey } from './ssh/new-key.ts';
import { type SshOptions, sshConnector } from './ssh.ts';
import { muteAgent, startAgent } from './testing/agent.ts';
import { person, session } from './testing/people.ts';
import { startSshServer, type TestServer, type TestServerOptions } from './testing/ssh-server.ts';

let home: string;
const ended: (() => unknown)[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'trunkline-ssh-'));
  mkdirSync(join(home, '.ssh'));
});
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
  rmSync(home, { recursive: true });
});

async function server(options: TestServerOptions = {}): Promise<TestServer> {
  const started = await startSshServer(options);
  ended.push(() => started.stop());
  return started;
}

const target = (port: number, fields: Partial<RemoteTarget> = {}): RemoteTarget => ({
  name: 'docker01',
  address: '127.0.0.1',
  port,
  user: 'ada',
  key: undefined,
  ...fields,
});

const knownPath = (): string => join(home, 'known_hosts');

async function connect(
  to: RemoteTarget,
  as: ConnectSession = session(),
  options: Partial<SshOptions> & { agent?: string; key?: string } = {},
): Promise<Result<Remote>> {
  const { agent, key, ...rest } = options;
  const result = await sshConnector({
    knownHosts: knownHosts({ own: knownPath(), others: [] }),
    keys: { home, key, agent },
    ...rest,
  }).connect(to, as);
  if (result.ok) ended.push(() => result.value.close());
  return result;
}

function connected(result: Result<Remote>): Remote {
  if (!result.ok) throw new Error(result.problems[0]?.message);
  return result.value;
}

function problemOf(result: Result<Remote>): Problem {
  const [first] = result.ok ? [] : result.problems;
  if (!first) throw new Error('it did connect');
  return first;
}

function keep(name: string, text: string): string {
  const path = join(home, '.ssh', name);
  writeFileSync(path, text);
  chmodSync(path, 0o600);
  return path;
}

describe('logging in', () => {
  test('with a key of the home folder, without being told of it', async () => {
    const key = newKey();
    keep('id_ed25519', key.private);
    const { port } = await server({ authorized: key.public });
    const remote = connected(await connect(target(port)));
    expect(await remote.exec('echo hello')).toEqual({ kind: 'exited', code: 0, stdout: 'hello\n', stderr: '' });
  });

  test('with the key that the lab names, and that one only', async () => {
    const key = newKey();
    keep('id_ed25519', newKey().private);
    keep('lab_key', key.private);
    const { port, attempts } = await server({ authorized: key.public });
    connected(await connect(target(port, { key: '~/.ssh/lab_key' })));
    expect(new Set(attempts)).toEqual(new Set(['publickey']));
  });

  test('with an encrypted key, whose passphrase is asked for and may be mistyped', async () => {
    const key = newKey({ passphrase: 'correct horse' });
    keep('id_ed25519', key.private);
    const { port } = await server({ authorized: key.public });
    const ada = person({ passphrase: ['battery staple', 'correct horse'] });
    connected(await connect(target(port), session(ada)));
    expect(ada.asked).toEqual(['ssh-ed25519 of docker01', '~/.ssh/id_ed25519', '~/.ssh/id_ed25519 (again)']);
  });

  test('does not ask for the passphrase of a key that the host does not want', async () => {
    keep('id_ed25519', newKey({ passphrase: 'correct horse' }).private);
    const { port } = await server({ authorized: newKey().public, password: 'tulip' });
    const ada = person({ password: ['tulip'] });
    connected(await connect(target(port), session(ada)));
    expect(ada.asked).toEqual(['ssh-ed25519 of docker01', 'Password of ada on docker01']);
  });

  test('with a key that only the agent holds', async () => {
    const key = newKey();
    const agent = await startAgent(join(home, 'agent'), key.private);
    ended.push(() => agent.stop());
    const { port } = await server({ authorized: key.public });
    connected(await connect(target(port), session(), { agent: agent.path }));
  });

  test('with an agent that does not answer as if there were none', async () => {
    const key = newKey();
    keep('id_ed25519', key.private);
    const { port } = await server({ authorized: key.public });
    connected(await connect(target(port), session(), { agent: join(home, 'no-agent') }));
  });

  test('with an agent that takes connections and never says a word, which is hung up on', async () => {
    const agent = await muteAgent(join(home, 'agent'));
    ended.push(() => agent.stop());
    const key = newKey();
    keep('id_ed25519', key.private);
    const { port } = await server({ authorized: key.public });
    connected(await connect(target(port), session(), { agent: agent.path }));
    expect(agent.asked()).toBe(1);
    await expect.poll(agent.open).toBe(0);
  });

  test('with an agent that never signs, until somebody stops: nothing of it is left', async () => {
    const key = newKey();
    const agent = await startAgent(join(home, 'agent'), key.private, { signs: false });
    ended.push(() => agent.stop());
    const { port } = await server({ authorized: key.public });
    const stop = new AbortController();
    const connecting = connect(target(port), { ...session(), signal: stop.signal }, { agent: agent.path });
    await expect.poll(agent.asked).toBe(2);
    stop.abort();
    expect(problemOf(await connecting).code).toBe('cancelled');
    await expect.poll(agent.open).toBe(0);
  });

  test('with a password, asked for up to three times and never tried twice by itself', async () => {
    const { port, attempts } = await server({ password: 'tulip' });
    const ada = person({ password: ['rose', 'tulip'] });
    connected(await connect(target(port), session(ada)));
    expect(attempts).toEqual(['none', 'password', 'password']);

    const bob = person({ password: ['a', 'b', 'c', 'd'] });
    expect(problemOf(await connect(target(port), session(bob)))).toMatchObject({ code: 'ssh-login-refused' });
    expect(bob.asked).toHaveLength(3);
  });

  test('with answers to whatever the host asks', async () => {
    const { port } = await server({
      questions: [
        { prompt: 'Password: ', answer: 'tulip' },
        { prompt: 'Code: ', answer: '123456' },
      ],
    });
    const ada = person({ password: ['tulip', '123456'] });
    connected(await connect(target(port), session(ada)));
    expect(ada.asked).toEqual(['ssh-ed25519 of docker01', '(ada@127.0.0.1) Password', '(ada@127.0.0.1) Code']);
  });

  test('says what was tried and what the host takes when it is refused', async () => {
    keep('id_ed25519', newKey().private);
    const { port } = await server({ authorized: newKey().public });
    const problem = problemOf(await connect(target(port)));
    expect(problem).toMatchObject({ code: 'ssh-login-refused', subject: 'docker01' });
    expect(problem.message).toBe(
      `docker01 (ada@127.0.0.1:${port}) does not let us in. Tried: ~/.ssh/id_ed25519. It takes: publickey.`,
    );
  });

  test('ends without a password when nobody gives one', async () => {
    const { port, attempts } = await server({ password: 'tulip' });
    expect(problemOf(await connect(target(port)))).toMatchObject({ code: 'ssh-login-refused' });
    expect(attempts).toEqual(['none']);
  });

  test.each([
    ['is not there', undefined, 'key-missing'],
    ['is not a key', 'hello', 'key-unreadable'],
    ['is a public key', newKey().public, 'key-public'],
  ])('says so when the named key %s', async (_what, text, code) => {
    if (text !== undefined) keep('lab_key', text);
    const { port, attempts } = await server({ password: 'tulip' });
    expect(problemOf(await connect(target(port), session(), { key: '~/.ssh/lab_key' })).code).toBe(code);
    expect(attempts).toEqual([]);
  });

  test('waits for a person as long as it takes', async () => {
    const { port } = await server({ password: 'tulip' });
    const slow = { ...person(), password: () => new Promise<string>((done) => setTimeout(() => done('tulip'), 300)) };
    connected(await connect(target(port), session(slow), { patienceMs: 150 }));
  });
});

describe('a host that cannot be reached', () => {
  test('refuses', async () => {
    const { port, stop } = await startSshServer();
    await stop();
    expect(problemOf(await connect(target(port)))).toMatchObject({ code: 'host-refused' });
  });

  test('has a name that nobody knows', async () => {
    const problem = problemOf(await connect(target(22, { address: 'docker01.invalid' })));
    expect(problem.code).toBe('host-name-unknown');
  });

  test('takes the connection and says nothing', async () => {
    const { port } = await server({ silent: true });
    expect(problemOf(await connect(target(port), session(), { patienceMs: 50 })).code).toBe('ssh-timeout');
  });

  test.each([
    ['its greeting byte by byte', 'S'],
    ['lines before its greeting, and never that', 'wait\r\n'],
    ['a greeting and nothing behind it', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ])('takes the connection, says %s, and is not told as one that says nothing', async (_what, words) => {
    const slow: NetServer = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write(words);
    });
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    ended.push(() => slow.close());
    const { port } = slow.address() as { port: number };
    expect(problemOf(await connect(target(port), session(), { patienceMs: 300 }))).toMatchObject({
      code: 'ssh-timeout',
      message: expect.stringContaining('began to speak'),
    });
  });

  test('is not an SSH server', async () => {
    const web: NetServer = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    ended.push(() => web.close());
    const { port } = web.address() as { port: number };
    expect(['not-ssh', 'ssh-dropped']).toContain(problemOf(await connect(target(port))).code);
  });

  test('is given up when the person cancels', async () => {
    const { port } = await server({ silent: true });
    const controller = new AbortController();
    const connecting = connect(target(port), session(person(), controller.signal));
    setTimeout(() => controller.abort(), 20);
    expect(problemOf(await connecting).code).toBe('cancelled');
  });
});

describe('host keys', () => {
  test('are asked about once and then known, in a file of the owner only', async () => {
    const { port, hostKey } = await server();
    const ada = person();
    connected(await connect(target(port), session(ada)));
    connected(await connect(target(port), session(ada)));
    expect(ada.asked).toEqual(['ssh-ed25519 of docker01']);
    expect(readFileSync(knownPath(), 'utf8')).toBe(
      `[127.0.0.1]:${port} ssh-ed25519 ${hostKey.blob.toString('base64')}\n`,
    );
    expect(statSync(knownPath()).mode & 0o777).toBe(0o600);
  });

  test('that nobody trusts end the connection before anything is tried', async () => {
    const { port, hostKey, attempts } = await server();
    const problem = problemOf(await connect(target(port), session(person({ trusts: false }))));
    expect(problem.code).toBe('host-key-unknown');
    expect(problem.message).toContain(fingerprintOf(hostKey.blob));
    expect(problem.hint).toContain('--accept-new-host-keys');
    expect(attempts).toEqual([]);
    expect(existsSync(knownPath())).toBe(false);
  });

  test('that changed block, with both fingerprints, whoever would trust them', async () => {
    const before = await server();
    connected(await connect(target(before.port)));
    await before.stop();
    const after = await server({ port: before.port });
    const ada = person();
    const problem = problemOf(await connect(target(after.port), session(ada)));
    expect(problem.code).toBe('host-key-changed');
    expect(problem.message).toContain(fingerprintOf(before.hostKey.blob));
    expect(problem.message).toContain(fingerprintOf(after.hostKey.blob));
    expect(problem.hint).toContain(`-R '[127.0.0.1]:${after.port}'`);
    expect(ada.asked).toEqual([]);
    expect(after.attempts).toEqual([]);
  });
});

describe('commands', () => {
  const open = async (options: TestServerOptions = {}, keepaliveMs?: number): Promise<[Remote, TestServer]> => {
    const started = await server(options);
    const result = await connect(target(started.port), session(), keepaliveMs === undefined ? {} : { keepaliveMs });
    return [connected(result), started];
  };

  test('give their code, and both streams to the end, however much it is', async () => {
    const [remote] = await open();
    const result = await remote.exec('head -c 3000000 /dev/zero >&2; head -c 3000000 /dev/zero; exit 3');
    expect(result).toMatchObject({ kind: 'exited', code: 3 });
    expect([result.stdout.length, result.stderr.length]).toEqual([3_000_000, 3_000_000]);
  });

  test('read what they are given, and then the end', async () => {
    const [remote] = await open();
    const text = 'größer\n'.repeat(100_000);
    expect((await remote.exec('cat', { stdin: text })).stdout).toBe(text);
    expect((await remote.exec('cat; echo ended')).stdout).toBe('ended\n');
  });

  test('pass their output on as it comes, with characters that were cut in two put together', async () => {
    const [remote] = await open({
      onCommand: (_command, channel) => {
        const bytes = Buffer.from('é');
        channel.write(bytes.subarray(0, 1));
        setTimeout(() => {
          channel.write(bytes.subarray(1));
          channel.exit(0);
          channel.end();
        }, 20);
      },
    });
    const pieces: string[] = [];
    const result = await remote.exec('say', { onOutput: (text) => pieces.push(text) });
    expect(pieces).toEqual(['é']);
    expect(result).toEqual({ kind: 'exited', code: 0, stdout: '', stderr: '' });
  });

  test('that are killed say by what', async () => {
    const [remote] = await open();
    expect(await remote.exec('kill -9 $$')).toMatchObject({ kind: 'signalled', name: 'SIGKILL' });
  });

  test('are lost, not failed, when the connection breaks under them', async () => {
    const [remote, { cut }] = await open();
    const heard: string[] = [];
    const running = remote.exec('echo begun; sleep 60', {
      onOutput: (text) => {
        heard.push(text);
        cut();
      },
    });
    expect((await running).kind).toBe('lost');
    expect(heard).toEqual(['begun\n']);
    expect(remote.isOpen()).toBe(false);
    expect((await remote.exec('true')).kind).toBe('lost');
  });

  test('are lost when a channel closes without a word', async () => {
    const [remote] = await open({ onCommand: (_command, channel) => channel.end() });
    expect((await remote.exec('true')).kind).toBe('lost');
  });

  test('are lost when the host falls silent', async () => {
    const [remote, { silence }] = await open({}, 20);
    const running = remote.exec('sleep 60');
    silence();
    expect((await running).kind).toBe('lost');
  });

  test('wait for their turn rather than ask for too many sessions', async () => {
    const [remote, { mostAtOnce }] = await open({ maxSessions: 10 });
    const results = await Promise.all(Array.from({ length: 15 }, () => remote.exec('sleep 0.02')));
    expect(results.every((result) => result.kind === 'exited' && result.code === 0)).toBe(true);
    expect(mostAtOnce()).toBe(5);
  });

  test('go on with as many sessions as a stricter host gives', async () => {
    const [remote, { commands }] = await open({ maxSessions: 2 });
    const results = await Promise.all(Array.from({ length: 8 }, () => remote.exec('sleep 0.02')));
    expect(results.every((result) => result.kind === 'exited' && result.code === 0)).toBe(true);
    expect(commands).toHaveLength(8);
  });

  test('say that they did not run where a host gives no session at all', async () => {
    const [remote] = await open({ maxSessions: 0 });
    expect((await remote.exec('true')).kind).toBe('refused');
  });

  test('are let go of when the person cancels, waiting or running', async () => {
    const [remote] = await open();
    const controller = new AbortController();
    const results = Promise.all(
      Array.from({ length: 7 }, () => remote.exec('sleep 60', { signal: controller.signal })),
    );
    setTimeout(() => controller.abort(), 30);
    expect((await results).map(({ kind }) => kind)).toEqual(Array.from({ length: 7 }, () => 'cancelled'));
    expect(await remote.exec('echo still here')).toMatchObject({ stdout: 'still here\n' });
  });
});

describe('terminals', () => {
  const size = { columns: 80, rows: 24, onOutput: () => undefined };

  test.each([10, 3, 2])('leave one of %d sessions for commands', async (maxSessions) => {
    const started = await server({ maxSessions });
    const remote = connected(await connect(target(started.port), session()));
    const opened = await Promise.all(
      Array.from({ length: maxSessions + 2 }, () => remote.terminal({ ...size, leavesRoom: true })),
    );
    expect(opened.filter(({ ok }) => ok)).toHaveLength(maxSessions - 1);
    expect(opened.find(({ ok }) => !ok)).toMatchObject({ problems: [{ code: 'no-room-for-terminal' }] });
    const results = await Promise.all(Array.from({ length: 4 }, () => remote.exec('echo ran')));
    expect(results.map(({ stdout }) => stdout)).toEqual(Array.from({ length: 4 }, () => 'ran\n'));
    for (const one of opened) if (one.ok) one.value.close();
  });

  test('that are opened while commands run keep none from running', async () => {
    const started = await server({ maxSessions: 3 });
    const remote = connected(await connect(target(started.port), session()));
    const commands = Promise.all(Array.from({ length: 30 }, () => remote.exec('echo ran')));
    const opened = Promise.all(Array.from({ length: 6 }, () => remote.terminal({ ...size, leavesRoom: true })));
    expect((await commands).every(({ stdout }) => stdout === 'ran\n')).toBe(true);
    for (const one of await opened) if (one.ok) one.value.close();
    expect(await remote.exec('echo ran')).toMatchObject({ stdout: 'ran\n' });
  });

  test('are over when they are closed, whether the host says so or not', async () => {
    const started = await server();
    const remote = connected(await connect(target(started.port), session()));
    const opened = await remote.terminal(size);
    if (!opened.ok) throw new Error('no terminal');
    started.silence();
    opened.value.close();
    await opened.value.ended;
    expect(remote.busy()).toBe(0);
  });

  test('may take all sessions of a connection of their own', async () => {
    const started = await server({ maxSessions: 2 });
    const remote = connected(await connect(target(started.port), session()));
    const opened = await Promise.all(Array.from({ length: 3 }, () => remote.terminal(size)));
    expect(opened.map(({ ok }) => ok)).toEqual([true, true, false]);
  });
});
