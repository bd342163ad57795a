import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { debianPrograms } from '../../programs/programs.ts';
import { execute, killAll } from '../../shell/execute.ts';
import { fakeMachine } from '../../shell/testing/fake-machine.ts';
import { textInput } from './pipe.ts';
import { Killed } from './signals.ts';

/** A screen that is done with every text at once: whoever writes to it never has to wait. */
const screen = { write: async () => {} };

it.each(['seq 99999999999', 'yes', 'while :; do echo; done'])(
  'what writes for ever leaves others their turn, and ends when it is killed: %s',
  async (line) => {
    const stop = new AbortController();
    const running = execute(line, {
      machine: fakeMachine({ commands: Object.fromEntries(debianPrograms) }),
      ...{ user: { name: 'root', uid: 0 }, env: {}, cwd: '/', stdin: textInput('') },
      ...{ stdout: screen, stderr: screen, signal: stop.signal },
    });
    // This turn never comes where a program keeps the processor.
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    stop.abort(new Killed('KILL'));
    expect(await running).toBe(137);
  },
);

it('as many processes as a shell has wait for its end: that is no leak to warn of', async () => {
  const warnings: string[] = [];
  const note = ({ name }: Error): void => void warnings.push(name);
  process.on('warning', note);
  const status = await execute(Array(12).fill('cat').join(' | '), {
    machine: fakeMachine({ commands: Object.fromEntries(debianPrograms) }),
    ...{ user: { name: 'root', uid: 0 }, env: {}, cwd: '/', stdin: textInput('') },
    ...{ stdout: screen, stderr: screen, signal: new AbortController().signal },
  });
  await new Promise(setImmediate);
  process.off('warning', note);
  expect({ status, warnings }).toEqual({ status: 0, warnings: [] });
});

it.each([
  'eval date >> /tmp/o',
  '{ date; id; } > /tmp/o',
  'for x in 1 2; do eval date; done >> /tmp/o',
  'exec 3>&1; { date; } >&3',
  'cat < <(date) > >(cat)',
  'x=$(date > /tmp/o; id) && (id) | { cat; } 2>&1',
  'f() { date; } > /tmp/o; f; f',
  'while read -r x; do echo $x; done <<END\none\nEND',
])('killed at whatever moment, a line is over: %s', async (line) => {
  for (let turns = 0; turns < 80; turns += 1) {
    const stop = new AbortController();
    const machine = fakeMachine({ commands: Object.fromEntries(debianPrograms) });
    let isOver = false;
    const running = execute(line, {
      ...{ machine, user: { name: 'root', uid: 0 }, env: {}, cwd: '/', stdin: textInput('') },
      ...{ stdout: screen, stderr: screen, signal: stop.signal },
    }).finally(() => {
      isOver = true;
    });
    for (let turn = 0; turn < turns && !isOver; turn += 1) await (turns % 2 ? new Promise(setImmediate) : undefined);
    stop.abort(new Killed('KILL'));
    killAll(machine);
    await expect(
      Promise.race([running.then(() => 'over'), delay(5000, `after ${turns} turns it never was`)]),
    ).resolves.toBe('over');
  }
});
