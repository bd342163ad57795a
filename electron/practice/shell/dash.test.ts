import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hostCommands } from '../text/commands.ts';
import { fakeMachine, runShell } from './testing/fake-machine.ts';

interface Recorded {
  readonly script: string;
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What Debian's dash did with each script; `testing/record-dash.mjs` writes it down anew. */
const corpus = JSON.parse(
  readFileSync(new URL('testing/dash-corpus.json', import.meta.url), 'utf8'),
) as readonly Recorded[];

const env = { PATH: '/usr/bin:/bin', HOME: '/root', LC_ALL: 'C' };

describe('what dash does, the shell of a practice host does', () => {
  it.each(corpus)('$script', async ({ script, status, stdout, stderr }) => {
    const machine = fakeMachine({ commands: Object.fromEntries(hostCommands) });
    const ran = await runShell(machine, ['sh', '-c', script], { env });
    expect({ status: ran.status, stdout: ran.stdout }).toEqual({ status, stdout });
    // Programs say some things otherwise than theirs do; the shell itself does not.
    expect(ran.stderr.split('\n').filter((line) => line.startsWith('sh: '))).toEqual(
      stderr.split('\n').filter((line) => line.startsWith('sh: ')),
    );
  });
});
