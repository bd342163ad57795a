/** bash's `<(…)` and `>(…)`: a pipe that has a name as long as the command runs. */
import type { ProcessSubstitutionPart } from 'unbash';
import { OpenFile } from '../os/processes/descriptors.ts';
import { Pipe } from '../os/processes/pipe.ts';
import { spawn } from './spawn.ts';
import type { Shell } from './state.ts';

/** The descriptors that bash takes, from the highest down. */
const HIGHEST = 63;

/** @returns the name of the pipe; `closeSubstituted` ends it */
export function substituteProcess(shell: Shell, { operator, script }: ProcessSubstitutionPart): string {
  let descriptor = HIGHEST;
  while (shell.descriptors.get(descriptor)) descriptor -= 1;
  const pipe = new Pipe();
  const reading = new OpenFile({ input: pipe.input, closed: () => pipe.closeReader() });
  const writing = new OpenFile({ output: pipe.output, closed: () => pipe.closeWriter() });
  const descriptors = shell.descriptors.copy();
  descriptors.set(operator === '<' ? 1 : 0, operator === '<' ? writing : reading);
  const { ended } = spawn(shell, descriptors, async (child) => {
    let status = 0;
    for (const statement of script?.commands ?? []) status = await child.interpreter.run(child, statement, false);
    return status;
  });
  ended.catch(() => {});
  shell.descriptors.set(descriptor, operator === '<' ? reading : writing);
  shell.substitutedPipes.push(descriptor);
  return `/dev/fd/${descriptor}`;
}

/** Closes those that were opened since there were so many. */
export function closeSubstituted(shell: Shell, before: number): void {
  for (const descriptor of shell.substitutedPipes.splice(before)) shell.descriptors.close(descriptor);
}
