import type { CommandExpansionPart } from 'unbash';
import { OpenFile } from '../os/processes/descriptors.ts';
import { Pipe } from '../os/processes/pipe.ts';
import { unlessKilled } from '../os/processes/signals.ts';
import { ShellError } from './errors.ts';
import { spawn } from './spawn.ts';
import type { Shell } from './state.ts';

type Script = NonNullable<CommandExpansionPart['script']>;

/** No substitution gives more than this. */
const LONGEST = 4 * 1024 * 1024;

/** bash's `$(<file)`: what is in a file, without a program that reads it. */
function meansFile({ commands: [only, ...others] }: Script): boolean {
  if (only === undefined || others.length > 0 || only.command.type !== 'Command') return false;
  const { name, prefix, suffix } = only.command;
  const [redirection, ...more] = [...prefix, ...suffix];
  return !name && more.length === 0 && redirection?.type === 'Redirect' && redirection.operator === '<';
}

/** `$(…)`: waits until nobody can write to it any more, and then for its status. */
export async function substitute(shell: Shell, script: Script): Promise<string> {
  const pipe = new Pipe();
  const descriptors = shell.descriptors.copy();
  descriptors.set(1, new OpenFile({ output: pipe.output, closed: () => pipe.closeWriter() }));
  const { ended } = spawn(shell, descriptors, async (child) => {
    if (script.source !== undefined)
      child.unit = { source: script.source, firstLine: shell.line, groups: [], problem: undefined };
    child.within += 1;
    child.tellsInput = child.flavour === 'bash' && meansFile(script);
    let status = 0;
    for (const statement of script.commands) status = await child.interpreter.run(child, statement, false);
    return status;
  });
  let text = '';
  try {
    for (;;) {
      const read = await unlessKilled(shell.signal, pipe.input.read(shell.signal));
      if (read === undefined) break;
      text += read;
      if (text.length > LONGEST) throw new ShellError('Out of space');
    }
  } finally {
    pipe.closeReader();
    ended.catch(() => {});
  }
  shell.status = shell.substituted = await ended;
  // A C string ends at a NUL; shells leave it out.
  return text.replaceAll('\0', '').replace(/\n+$/, '');
}
