/** An image as another host saves it: packed on a slow line, as it is on a fast one, and never whole when it is not. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import type { ExecOptions, ExecResult } from '../remote/remote.ts';
import { savedBy } from './saved-image.ts';

const bin = mkdtempSync(join(tmpdir(), 'trunkline-saved-'));
afterAll(() => rmSync(bin, { recursive: true }));

/** A host whose docker is a few lines of shell, run by this machine's. */
function hostWhere(docker: string) {
  writeFileSync(join(bin, 'docker'), `#!/bin/sh\n${docker}\n`, { mode: 0o755 });
  const run = (script: string, { feed, onBytes, onOutput, signal }: ExecOptions): Promise<ExecResult> => {
    const shell = spawn('sh', ['-s'], { env: { PATH: `${bin}:${process.env.PATH}` } });
    shell.stdin.on('error', () => undefined);
    signal?.addEventListener('abort', () => shell.kill());
    shell.stderr.on('data', (data: Buffer) => onOutput?.(String(data), 'stderr'));
    const taken = (async () => {
      for await (const data of shell.stdout) await Promise.race([onBytes?.(data), shell.signalCode]);
    })();
    void (async () => {
      shell.stdin.write(`{\n${script}\n}\n`);
      for await (const piece of feed ?? []) shell.stdin.write(piece);
      shell.stdin.end();
    })();
    return new Promise((resolve) => {
      shell.once('exit', (code) => {
        const end = code === null ? ({ kind: 'cancelled' } as const) : ({ kind: 'exited', code } as const);
        void taken.then(() => resolve({ ...end, stdout: '', stderr: '' }));
      });
    });
  };
  return { run };
}

/** Whose every look takes so many milliseconds: the trial then takes two. */
const clockOf = (ms: number) => {
  let now = 0;
  return {
    steady: () => {
      now += ms;
      return now;
    },
  };
};
const FAST = clockOf(1);
const SLOW = clockOf(1_000);

async function all(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
}

const begun = (docker: string, clock: ReturnType<typeof clockOf>, signal = new AbortController().signal) =>
  savedBy(hostWhere(docker), 'app:1', { signal, clock });
const SAVES = '[ "$*" = "save app:1" ] && seq 100000';
const SAVED = Array.from({ length: 100_000 }, (_, at) => `${at + 1}\n`).join('');

test('comes as it is from a fast one', async () => {
  const { compressed, bytes } = await begun(SAVES, FAST);
  expect(compressed).toBe(false);
  expect((await all(bytes)).toString() === SAVED).toBe(true);
});

test('comes packed from a slow one', async () => {
  const { compressed, bytes } = await begun(SAVES, SLOW);
  expect(compressed).toBe(true);
  expect(gunzipSync(await all(bytes)).toString() === SAVED).toBe(true);
});

test.each([
  ['a fast one', FAST],
  ['a slow one', SLOW],
])('is not whole when docker breaks off, and what it said is told, from %s', async (_what, clock) => {
  const { compressed, bytes } = await begun('seq 100000; echo "no space left on device" >&2; exit 1', clock);
  const parts: Uint8Array[] = [];
  await expect(
    (async () => {
      for await (const part of bytes) parts.push(part);
    })(),
  ).rejects.toThrow('no space left on device');
  if (compressed) expect(() => gunzipSync(Buffer.concat(parts))).toThrow('unexpected end of file');
});

test('ends when nobody wants it any more', async () => {
  const stopping = new AbortController();
  const { bytes } = await begun('exec sleep 1000', FAST, stopping.signal);
  const ended = all(bytes);
  stopping.abort();
  await expect(ended).rejects.toThrow('the connection to it broke');
});
