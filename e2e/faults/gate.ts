/** Holds one command on a host, so that a fault strikes exactly there and not some milliseconds later. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Control } from './control.ts';

export interface Hold {
  /** The command's name, and what its words must match, as a pattern of the shell. */
  readonly word: string;
  readonly pattern: string;
  readonly when: 'before' | 'after';
  /** Which of the calls that match: 1 is the first. */
  readonly number: number;
}

export async function armGate(control: Control, { word, pattern, when, number }: Hold): Promise<void> {
  await control.must(
    `rm -f /run/lab/reached /run/lab/go
printf '%s\\n' ${when} ${number} '${pattern}' >/run/lab/gate
ln -sf /run/lab/gate-command /usr/local/sbin/${word}`,
  );
}

/** False: whatever `over` waits for came first. */
export async function gateReached(control: Control, over: Promise<unknown>): Promise<boolean> {
  let done = false;
  void over.then(() => {
    done = true;
  });
  for (;;) {
    // Asked once more after the end: the gate may have been reached just before.
    const last = done;
    if ((await control.run('[ -e /run/lab/reached ]')).status === 0) return true;
    if (last) return false;
    await sleep(150);
  }
}

export const openGate = (control: Control): Promise<string> => control.must(': >/run/lab/go');

export async function removeGate(control: Control, word: string): Promise<void> {
  await control.must(`: >/run/lab/go; rm -f /run/lab/gate /usr/local/sbin/${word}`);
}
