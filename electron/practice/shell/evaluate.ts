/** Runs the shell's syntax trees. */
import type { AndOr, Case, CommandNode, For, If, Pipeline, Redirected, Statement, While } from 'unbash';
import { openFile } from '../os/files/open-file.ts';
import { OpenFile } from '../os/processes/descriptors.ts';
import { pace } from '../os/processes/pace.ts';
import { Pipe } from '../os/processes/pipe.ts';
import { compilePattern, matches } from '../posix/pattern.ts';
import { doubleBrackets } from './double-brackets.ts';
import { computeText, expandFields, expandPattern, expandText } from './expand.ts';
import { lineOf, type Unit } from './parse.ts';
import { attemptRedirect } from './redirect.ts';
import { runSimple } from './simple.ts';
import { spawn } from './spawn.ts';
import { Jump, type Runnable, type Shell, ShellError } from './state.ts';
import { runCaught } from './traps.ts';

/**
 * @param tested whether its failure is expected: after `if`, before `&&`; then `set -e` does not mind
 * @returns its status, which is then `$?` too
 */
export async function run(shell: Shell, node: Runnable, tested: boolean): Promise<number> {
  shell.check();
  const wait = pace();
  if (wait) await wait;
  if (shell.caught.length > 0) await runCaught(shell);
  shell.status = await evaluate(shell, node, tested);
  return shell.status;
}

export async function runList(shell: Shell, statements: readonly Statement[], tested: boolean): Promise<number> {
  let status = 0;
  for (const statement of statements) status = await run(shell, statement, tested);
  return status;
}

async function evaluate(shell: Shell, node: Runnable, tested: boolean): Promise<number> {
  switch (node.type) {
    case 'Statement':
      return node.background ? runInBackground(shell, node) : await run(shell, node.command, tested);
    case 'CompoundList':
      return await runList(shell, node.commands, tested);
    case 'AndOr':
      return await runAndOr(shell, node, tested);
    case 'Pipeline':
      return await runPipeline(shell, node, tested);
    case 'Command':
      return mind(shell, await runSimple(shell, node, tested), tested);
    case 'Redirected':
      return await runRedirected(shell, node, tested);
    case 'Subshell': {
      const { ended } = spawn(shell, shell.descriptors.copy(), (child) => runList(child, node.body.commands, tested));
      return mind(shell, await ended, tested);
    }
    case 'BraceGroup':
      return await runList(shell, node.body.commands, tested);
    case 'If':
      return await runIf(shell, node, tested);
    case 'While':
      return await runWhile(shell, node, tested);
    case 'For':
      return await runFor(shell, node, tested);
    case 'Case':
      return await runCase(shell, node, tested);
    case 'Function': {
      const name = node.name.text;
      if (!/^[\w.:-]+$/.test(name)) throw new ShellError('Syntax error: Bad function name', 2);
      shell.functions.set(name, { node, unit: unitOf(shell) });
      return 0;
    }
    case 'ArithmeticCommand':
      return (await computeText(shell, node.body, node)) === 0n ? 1 : 0;
    case 'TestCommand':
      if (shell.flavour !== 'dash') return mind(shell, await doubleBrackets(shell, node.expression), tested);
      await shell.complain('[[: not found');
      return mind(shell, 127, tested);
    case 'ArithmeticFor':
    case 'Select':
    case 'Coproc':
      throw new ShellError('Syntax error: Bad for loop variable', 2);
  }
}

const unitOf = (shell: Shell): Unit => shell.unit ?? { source: '', firstLine: 1, groups: [], problem: undefined };

/** `set -e`. */
function mind(shell: Shell, status: number, tested: boolean): number {
  if (status !== 0 && !tested && shell.guarded === 0 && shell.options.has('e')) {
    shell.status = status;
    throw new Jump('exit', status);
  }
  return status;
}

function runInBackground(shell: Shell, { command, pos, end }: Statement): number {
  const descriptors = shell.descriptors.copy();
  if (!shell.interactive) {
    const { user, cwd, umask, userland } = shell;
    descriptors.set(0, openFile('/dev/null', 'read', { files: userland.files, user, cwd, umask, descriptors }));
  }
  const { task, ended } = spawn(shell, descriptors, (child) => run(child, command, false), { background: true });
  const number = Math.max(0, ...shell.jobs.map((job) => job.number)) + 1;
  const text = unitOf(shell)
    .source.slice(pos, end)
    .replace(/\s*&\s*$/, '');
  const job = { number, pid: task.pid, text, task, ended, status: undefined as number | undefined };
  ended.then(
    (status) => {
      job.status = status;
    },
    () => {},
  );
  shell.jobs = [...shell.jobs, job];
  // Whoever never waits for its children does not keep all of them in mind.
  if (shell.jobs.length > 500) shell.jobs = shell.jobs.filter(({ status }) => status === undefined);
  shell.lastBackground = task.pid;
  if (shell.interactive) shell.write(2, `[${number}] ${task.pid}\n`).catch(() => {});
  return 0;
}

async function runAndOr(shell: Shell, { commands, operators }: AndOr, tested: boolean): Promise<number> {
  let status = 0;
  for (const [at, command] of commands.entries()) {
    const operator = at === 0 ? undefined : operators[at - 1];
    if ((operator === '&&' && status !== 0) || (operator === '||' && status === 0)) continue;
    status = await run(shell, command, tested || at < commands.length - 1);
  }
  return status;
}

async function runPipeline(
  shell: Shell,
  { commands, operators, prefixes }: Pipeline,
  tested: boolean,
): Promise<number> {
  const negations = prefixes.filter(({ type }) => type === 'Negation').length;
  const turned = negations > 0;
  const started = performance.now();
  let status: number;
  const [only] = commands;
  if (commands.length === 1 && only !== undefined) status = await run(shell, only, tested || turned);
  else {
    status = await pipe(shell, commands, operators, tested || turned);
    if (!turned) mind(shell, status, tested);
  }
  if (prefixes.some(({ type }) => type === 'Time')) {
    const seconds = (performance.now() - started) / 1000;
    const real = `${Math.floor(seconds / 60)}m${(seconds % 60).toFixed(3)}s`;
    await shell.write(2, `\nreal\t${real}\nuser\t0m0.000s\nsys\t0m0.000s\n`);
  }
  return negations % 2 === 1 ? Number(status === 0) : status;
}

async function pipe(
  shell: Shell,
  commands: readonly CommandNode[],
  operators: Pipeline['operators'],
  tested: boolean,
): Promise<number> {
  const ends: Promise<number>[] = [];
  let from: OpenFile | undefined;
  try {
    for (const [at, command] of commands.entries()) {
      const descriptors = shell.descriptors.copy();
      if (from) descriptors.set(0, from);
      from = undefined;
      if (at < commands.length - 1) {
        const between = new Pipe();
        const to = new OpenFile({ output: between.output, closed: () => between.closeWriter() });
        descriptors.set(1, to);
        if (operators[at] === '|&') descriptors.set(2, to.hold());
        from = new OpenFile({ input: between.input, closed: () => between.closeReader() });
      }
      ends.push(spawn(shell, descriptors, (child) => run(child, command, tested)).ended);
    }
  } finally {
    from?.release();
  }
  const statuses = await Promise.all(ends);
  return statuses.at(-1) ?? 0;
}

async function runRedirected(shell: Shell, { command, redirects, pos }: Redirected, tested: boolean): Promise<number> {
  shell.line = lineOf(unitOf(shell), pos);
  // A subshell's redirections are its own.
  const done = await attemptRedirect(shell, redirects);
  if (done === undefined) return mind(shell, shell.flavour === 'dash' ? 2 : 1, tested);
  try {
    return await run(shell, command, tested);
  } finally {
    done.restore();
  }
}

async function runIf(shell: Shell, node: If, tested: boolean): Promise<number> {
  if ((await run(shell, node.clause, true)) === 0) return await run(shell, node.then, tested);
  for (const { clause, then } of node.elif) {
    if ((await run(shell, clause, true)) === 0) return await run(shell, then, tested);
  }
  return node.else ? await run(shell, node.else, tested) : 0;
}

async function runWhile(shell: Shell, { clause, body, kind }: While, tested: boolean): Promise<number> {
  let status = 0;
  await loop(shell, async () => {
    if (((await run(shell, clause, true)) === 0) !== (kind === 'while')) return false;
    status = await run(shell, body, tested);
    return true;
  });
  return status;
}

async function runFor(shell: Shell, { name, wordlist, body }: For, tested: boolean): Promise<number> {
  if (!/^[A-Za-z_]\w*$/.test(name.text)) throw new ShellError('Syntax error: Bad for loop variable', 2);
  const values = wordlist ? await expandFields(shell, wordlist) : [...shell.parameters];
  let status = 0;
  let at = 0;
  await loop(shell, async () => {
    const value = values[at];
    if (value === undefined) return false;
    at += 1;
    shell.set(name.text, value);
    status = await run(shell, body, tested);
    return true;
  });
  return status;
}

/** Goes on until the body says no more, or somebody breaks out. */
async function loop(shell: Shell, body: () => Promise<boolean>): Promise<void> {
  shell.loops += 1;
  try {
    for (;;) {
      try {
        if (!(await body())) return;
      } catch (error) {
        if (!(error instanceof Jump) || (error.to !== 'break' && error.to !== 'continue')) throw error;
        if (error.value > 1 && shell.loops > 1) throw new Jump(error.to, error.value - 1);
        shell.status = 0;
        if (error.to === 'break') return;
      }
    }
  } finally {
    shell.loops -= 1;
  }
}

async function runCase(shell: Shell, { word, items, pos }: Case, tested: boolean): Promise<number> {
  shell.line = lineOf(unitOf(shell), pos);
  const text = await expandText(shell, word);
  let falling = false;
  let status = 0;
  for (const { pattern, body, terminator } of items) {
    if (!falling && !(await matchesAny(shell, pattern, text))) continue;
    status = await run(shell, body, tested);
    if (terminator !== ';&') return status;
    falling = true;
  }
  return status;
}

async function matchesAny(shell: Shell, patterns: Case['items'][number]['pattern'], text: string): Promise<boolean> {
  for (const pattern of patterns) {
    if (matches(compilePattern(await expandPattern(shell, pattern)), text)) return true;
  }
  return false;
}
