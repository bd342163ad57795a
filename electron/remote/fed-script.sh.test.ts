/** A plan's script that is given a copy behind itself, in real shells: what arrives, and what of it passes for whole. */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { loadScript } from '../../shared/host/loader.ts';
import type { Step } from '../../shared/plan/program.ts';
import { renderScript, stopCommand } from '../../shared/plan/script.ts';
import { LOOKS_EVERY_S, SILENT_S, SILENT_TEXT } from '../../shared/plan/unpacked.ts';
import { GzipPieces, SIGN_BEFORE, SIGN_WITHIN } from '../backend/packing.ts';
import { type Shell, shells } from './testing/shells.ts';

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

const left: string[] = [];
afterAll(() => {
  for (const folder of left) rmSync(folder, { recursive: true, force: true });
});

interface Host {
  /** Sends the script, and when its step has begun, what is to be sent then. */
  plays(
    then: (stdin: NodeJS.WritableStream) => unknown,
  ): Promise<{ readonly said: string; readonly status: number | null }>;
  /** What its Docker has taken. */
  got(): Buffer | undefined;
  readonly stopToken: string;
}

/** Its Docker takes a tar as Docker does: what does not begin and end as one is refused. @param first what it does before that */
function hostWith({ argv: [command, ...rest] }: Shell, first = ':'): Host {
  const here = mkdtempSync(join(tmpdir(), 'trunkline-fed-'));
  left.push(here);
  const got = join(here, 'got');
  writeFileSync(
    join(here, 'docker'),
    `#!/bin/sh
${first}
cat >"${got}.part"
tail -c 1 "${got}.part" | grep -q 1 && { echo 'archive/tar: invalid tar header' >&2; exit 1; }
mv "${got}.part" "${got}"
`,
  );
  chmodSync(join(here, 'docker'), 0o755);
  const stopToken = `fed${process.pid}x${left.length}xxxxxxxxxxxxxxx`;
  const script = renderScript([step], { nonce: 'n0nce0123456789abcdef', stopToken, holder: 'somebody' })
    .replaceAll('9</var/lib', `9<${here}`)
    .replaceAll('/run/trunkline.holder', join(here, 'holder'))
    .replaceAll(`sleep ${LOOKS_EVERY_S}`, `sleep ${(LOOKS_EVERY_S / SILENT_S) * (MINUTE_MS / 1000)}`);
  return {
    plays(then) {
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
    },
    got: () => (existsSync(got) ? readFileSync(got) : undefined),
    stopToken,
  };
}

/** How long a minute of silence is here. */
const MINUTE_MS = 1_500;

/** It is asked again while the other one is still on its way into the call. */
const ASKED =
  'sleep 9 & while call=$(cat /proc/$!/syscall 2>/dev/null) && [ "$call" = running ]; do :; done; echo "$call"; kill $!';

/** Whether a process hears in which call another one is: Linux may be built without it, and users may not be told. */
const KERNEL_TELLS = /^\d+ 0x/.test(execFileSync('sh', ['-c', ASKED], { encoding: 'utf8' }));

const tar = Buffer.alloc(3_000_000, 'a tar, with 0 at its end');

describe.concurrent.each(shells)('a copy behind a script under $name', (shell) => {
  test('arrives whole, and the step goes on behind it', async () => {
    const host = hostWith(shell);
    const { said, status } = await host.plays((stdin) => stdin.end(gzipSync(tar)));
    expect(status, said).toBe(0);
    expect(said).toContain('after it');
    expect(host.got()?.equals(tar)).toBe(true);
  });

  test.each([
    ['broken off', gzipSync(tar).subarray(0, -1)],
    ['empty', Buffer.alloc(0)],
    ['something else', Buffer.from('hello')],
  ])('that is %s passes for nothing', async (_what, data) => {
    const host = hostWith(shell);
    const { said, status } = await host.plays((stdin) => stdin.end(data));
    expect(status).toBe(1);
    expect(said).toMatch(/end 0 1 0/);
    expect(said).not.toContain('after it');
    expect(host.got()).toBeUndefined();
  });

  test.each([
    ['goes silent in the middle', gzipSync(tar).subarray(0, 1_000)],
    ['never begins', Buffer.alloc(0)],
  ])('that %s is ended, though its line stays open, and says why', async (_what, data) => {
    const host = hostWith(shell);
    const { said, status } = await host.plays((stdin) => stdin.write(data));
    expect(status, said).toBe(1);
    expect(said).toMatch(new RegExp(`${SILENT_TEXT}\\n[^]*end 0 1 0`));
    expect(host.got()).toBeUndefined();
  });

  test('arrives whole by a line on which nothing but signs of life comes for longer than that', async () => {
    const host = hostWith(shell);
    const pieces = new GzipPieces();
    const { said, status } = await host.plays(async (stdin) => {
      const signs = async (sign: Buffer): Promise<void> => {
        for (let ms = 0; ms < MINUTE_MS * 1.3; ms += MINUTE_MS / 6) {
          stdin.write(sign);
          await sleep(MINUTE_MS / 6);
        }
      };
      await signs(SIGN_BEFORE);
      stdin.write(Buffer.concat([pieces.begin(), await pieces.piece(tar.subarray(0, 1_000_000), 'packed')]));
      await signs(SIGN_WITHIN);
      stdin.write(await pieces.piece(tar.subarray(1_000_000), 'plain'));
      stdin.end(pieces.end());
    });
    expect(status, said).toBe(0);
    expect(host.got()?.equals(tar)).toBe(true);
  });

  test.runIf(KERNEL_TELLS)('arrives whole at a Docker that takes nothing for longer than that', async () => {
    const host = hostWith(shell, `sleep ${(MINUTE_MS / 1000) * 1.5}`);
    const { said, status } = await host.plays((stdin) => stdin.end(gzipSync(tar, { level: 0 })));
    expect(status, said).toBe(0);
    expect(host.got()?.equals(tar)).toBe(true);
  });

  test('ends in the middle when somebody wishes it', async () => {
    const host = hostWith(shell);
    const { said, status } = await host.plays((stdin) => {
      stdin.write(gzipSync(tar).subarray(0, 1_000));
      spawn('sh', ['-c', stopCommand(host.stopToken)]);
    });
    expect(status).toBe(1);
    expect(said).toContain('finished stopped');
    expect(host.got()).toBeUndefined();
  });
});
