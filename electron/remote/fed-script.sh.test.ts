/** A plan's script that is given a copy behind itself, in real shells: what arrives, and what of it passes for whole. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadScript } from '../../shared/host/loader.ts';
import type { Step } from '../../shared/plan/program.ts';
import { renderScript, stopCommand } from '../../shared/plan/script.ts';
import { type Shell, shells } from './testing/shells.ts';

const options = {
  nonce: 'n0nce0123456789abcdef',
  stopToken: `fed${process.pid}xxxxxxxxxxxxxxxxx`,
  holder: 'somebody',
};
const step: Step = {
  index: 0,
  phase: 0,
  awaits: [],
  after: [],
  instructions: [
    {
      kind: 'do',
      operation: {
        do: 'load-image',
        image: 'app',
        form: 'image',
        feed: { kind: 'image', image: 'app', from: { kind: 'archive', place: 'a.tar' } },
      },
    },
    { kind: 'run', argv: ['echo', 'after it'] },
  ],
  undo: [],
  marks: [],
};

let here: string;
beforeEach(() => {
  here = mkdtempSync(join(tmpdir(), 'trunkline-fed-'));
  // It takes a tar as Docker does: what does not begin and end as one is refused.
  writeFileSync(
    join(here, 'docker'),
    `#!/bin/sh
cat >"${here}/got.part"
tail -c 1 "${here}/got.part" | grep -q 1 && { echo 'archive/tar: invalid tar header' >&2; exit 1; }
mv "${here}/got.part" "${here}/got"
`,
  );
  chmodSync(join(here, 'docker'), 0o755);
});
afterEach(() => rmSync(here, { recursive: true, force: true }));

/** Sends the script, and when its step has begun, what is to be sent then. */
function played(
  { argv: [command, ...rest] }: Shell,
  then: (stdin: NodeJS.WritableStream) => void,
): Promise<{ readonly said: string; readonly status: number | null }> {
  const script = renderScript([step], options)
    .replaceAll('9</var/lib', `9<${here}`)
    .replaceAll('/run/trunkline.holder', join(here, 'holder'));
  const child = spawn(command, rest, { env: { ...process.env, PATH: `${here}:${process.env.PATH}` } });
  let said = '';
  let begun = false;
  child.stdin.on('error', () => undefined);
  child.stdout.on('data', (data: Buffer) => {
    said += data.toString();
    if (begun || !said.includes('begin 0')) return;
    begun = true;
    then(child.stdin);
  });
  child.stdin.write(loadScript({ script, privilege: 'root' }).stdin);
  return new Promise((resolve) => child.once('close', (status) => resolve({ said, status })));
}

const tar = Buffer.alloc(3_000_000, 'a tar, with 0 at its end');

describe.each(shells)('a copy behind a script under $name', (shell) => {
  test('arrives whole, and the step goes on behind it', async () => {
    const { said, status } = await played(shell, (stdin) => stdin.end(gzipSync(tar)));
    expect(status, said).toBe(0);
    expect(said).toContain('after it');
    expect(readFileSync(join(here, 'got')).equals(tar)).toBe(true);
  });

  test.each([
    ['broken off', gzipSync(tar).subarray(0, -1)],
    ['empty', Buffer.alloc(0)],
    ['something else', Buffer.from('hello')],
  ])('that is %s passes for nothing', async (_what, data) => {
    const { said, status } = await played(shell, (stdin) => stdin.end(data));
    expect(status).toBe(1);
    expect(said).toMatch(/end 0 1 0/);
    expect(said).not.toContain('after it');
    expect(existsSync(join(here, 'got'))).toBe(false);
  });

  test('ends in the middle when somebody wishes it', async () => {
    const { said, status } = await played(shell, (stdin) => {
      stdin.write(gzipSync(tar).subarray(0, 1_000));
      spawn('sh', ['-c', stopCommand(options.stopToken)]);
    });
    expect(status).toBe(1);
    expect(said).toContain('finished stopped');
    expect(existsSync(join(here, 'got'))).toBe(false);
  });
});
