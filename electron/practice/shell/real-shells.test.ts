import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { debianPrograms } from '../programs/programs.ts';
import { fakeMachine, runShell } from './testing/fake-machine.ts';

interface Recorded {
  readonly script: string;
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const env = { PATH: '/usr/bin:/bin', HOME: '/root', LC_ALL: 'C' };

describe.each([
  ['dash', 'sh'],
  ['bash', 'bash'],
])("what Debian's %s does, the shell of a practice host does", (shell, name) => {
  /** `testing/record.mjs` writes down anew what the real one does. */
  const file = new URL(`testing/${shell}-corpus.json`, import.meta.url);
  const { scripts } = JSON.parse(readFileSync(file, 'utf8')) as { readonly scripts: readonly Recorded[] };

  it.each(scripts)('$script', async ({ script, status, stdout, stderr }) => {
    const machine = fakeMachine({ commands: Object.fromEntries(debianPrograms) });
    const ran = await runShell(machine, [name, '-c', script], { env });
    expect({ status: ran.status, stdout: ran.stdout }).toEqual({ status, stdout });
    // Programs say some things otherwise than theirs do; the shell itself does not.
    // In a function bash calls itself its environment.
    const own = (text: string): readonly string[] =>
      text.split('\n').filter((line) => line.startsWith(`${name}: `) || line.startsWith('environment: '));
    expect(own(ran.stderr)).toEqual(own(stderr));
  });
});
