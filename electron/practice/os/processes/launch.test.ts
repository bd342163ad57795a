import { expect, it } from 'vitest';
import { debianPrograms } from '../../programs/programs.ts';
import { execute } from '../../shell/execute.ts';
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
