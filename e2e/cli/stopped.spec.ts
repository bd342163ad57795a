/** Signals, readers that go away and disks that are full: nothing is claimed that was not seen, and nothing ends half-way. */
import { spawn } from 'node:child_process';
import { closeSync, copyFileSync, openSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { templateNamed } from '../../shared/lab/templates.ts';
import { begin, trunkline } from '../fixtures/cli.ts';
import { type Home, makeHome } from '../fixtures/home.ts';
import { cliPath } from '../fixtures/served.ts';

let home: Home;
test.beforeEach(() => {
  home = makeHome();
});
test.afterEach(() => home.dispose());

test.describe('a host that accepts connections and says nothing', () => {
  const commands = ['plan F', 'deploy F --yes', 'destroy F --yes', 'verify F', 'destroy --lab atk --host H --yes'];

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    for (const words of commands) {
      test(`${words}, ended by ${signal} while it is looked at`, async () => {
        let connected: () => void = () => undefined;
        const reached = new Promise<void>((resolve) => {
          connected = resolve;
        });
        const silent = createServer((socket) => {
          socket.on('error', () => undefined).resume();
          connected();
        });
        await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
        const { port } = silent.address() as AddressInfo;
        const file = join(home.path, 'lab.yaml');
        writeFileSync(
          file,
          `trunkline: 1\nname: atk\nsegments: { lan: }\nhosts: { h1: { ssh: { address: 127.0.0.1, port: ${port} }, interfaces: { e0: { segment: lan, address: 10.0.0.1/8 } } } }\n`,
        );
        const all = words.split(' ').map((word) => ({ F: file, H: `root@127.0.0.1:${port}` })[word] ?? word);
        const child = spawn(process.execPath, [cliPath, ...all], { cwd: home.path, env: home.env });
        const said = { stdout: '', stderr: '' };
        for (const stream of ['stdout', 'stderr'] as const) {
          child[stream].on('data', (chunk: Buffer) => {
            said[stream] += chunk.toString();
          });
        }
        const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
        await reached;
        child.kill(signal);
        expect(await ended).toBe(1);
        const host = words.includes('--lab') ? '127.0.0.1' : 'h1';
        expect(said).toEqual({ stdout: '', stderr: `stopped; nothing is known of ${host}.\n` });
        await new Promise((resolve) => silent.close(resolve));
      });
    }
  }
});

test('an agent that takes connections and never answers keeps no command from its end', async () => {
  const agent = createServer((socket) => socket.on('error', () => undefined).resume());
  const path = join(home.path, 'agent');
  await new Promise<void>((resolve) => agent.listen(path, resolve));
  const file = join(home.path, 'lab.yaml');
  writeFileSync(
    file,
    'trunkline: 1\nname: atk\nsegments: { lan: }\nhosts: { h1: { ssh: { address: 127.0.0.1, port: 1 }, interfaces: { e0: { segment: lan } } } }\n',
  );
  const begun = begin(['plan', file], home, { env: { SSH_AUTH_SOCK: path } });
  expect(await begun.ended).toMatchObject({ code: 1, stderr: expect.stringContaining('refuses connections') });
  agent.close();
});

test.describe('output that cannot be written', () => {
  let file: string;
  test.beforeEach(() => {
    file = join(home.path, 'lab.yaml');
    writeFileSync(file, templateNamed('macvlan-two-hosts')?.text ?? '');
  });

  const allDone = async (): Promise<number | null> => (await trunkline(['plan', file, '--practice'], home)).code;

  test('a reader that has seen enough ends no deploy, and changes no exit status', async () => {
    const child = spawn(process.execPath, [cliPath, 'deploy', file, '--practice', '--yes'], {
      cwd: home.path,
      env: home.env,
    });
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
    expect(await allDone()).toBe(0);
  });

  test('a full disk ends no deploy, and is told', async () => {
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [cliPath, 'deploy', file, '--practice', '--yes'], {
      cwd: home.path,
      env: home.env,
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
    expect(stderr).toMatch(/^error: Standard output cannot be written: .*no space left on device/m);
    expect(await allDone()).toBe(0);
  });
});

test.describe('a signal while the program is still being read', () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    test(`${signal} is heard: nothing of ours but that is before it`, async () => {
      // All that is between the end of Node's own start, in which a signal ends any program, and the first command.
      copyFileSync(cliPath, join(home.path, 'cli.cjs'));
      writeFileSync(
        join(home.path, 'trunkline.cjs'),
        `process.kill(process.pid, '${signal}');
        exports.main = ({ stopping }) => {
          const waiting = setInterval(() => undefined, 1_000);
          stopping.addEventListener('abort', () => {
            clearInterval(waiting);
            process.exitCode = 7;
          });
        };`,
      );
      const child = spawn(process.execPath, [join(home.path, 'cli.cjs')], { env: home.env });
      expect(await new Promise((resolve) => child.once('close', (code, by) => resolve(code ?? by)))).toBe(7);
    });
  }

  for (const words of ['validate F', 'predict F', 'export F --format script', 'plan F --practice']) {
    test(`${words} has heard it, and does nothing any more`, async () => {
      const file = join(home.path, 'lab.yaml');
      writeFileSync(file, templateNamed('macvlan-two-hosts')?.text ?? '');
      copyFileSync(cliPath, join(home.path, 'cli.cjs'));
      const whole = join(dirname(cliPath), 'trunkline.cjs');
      writeFileSync(
        join(home.path, 'trunkline.cjs'),
        `process.kill(process.pid, 'SIGINT'); module.exports = require(${JSON.stringify(whole)});`,
      );
      const all = words.split(' ').map((word) => (word === 'F' ? file : word));
      const child = spawn(process.execPath, [join(home.path, 'cli.cjs'), ...all], { cwd: home.path, env: home.env });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk: Buffer) => {
          said += chunk.toString();
        });
      }
      expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
      expect(said).toMatch(/^stopped.*\n$/);
    });
  }
});
