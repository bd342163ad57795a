/** Runs the shell's syntax trees. */
import type { AndOr, Case, CommandNode, If, Pipeline, Redirected, Statement } from 'unbash';
import { openFile } from '../os/files/open-file.ts';
import { OpenFile } from '../os/processes/descriptors.ts';
import { pace } from '../os/processes/pace.ts';
import { Pipe } from '../os/processes/pipe.ts';
import { compilePattern, matches } from '../posix/pattern.ts';
import { doubleBrackets } from './double-brackets.ts';
import { Jump, ShellError } from './errors.ts';
import { computeText, expandPattern, expandText } from './expand.ts';
import { runArithmeticFor, runFor, runSelect, runWhile } from './loops.ts';
import { lineOf, type Unit } from './parse.ts';
import { closeSubstituted } from './process-substitution.ts';
import { attemptRedirect } from './redirect.ts';
import { runSimple } from './simple.ts';
import type { Soon } from './soon.ts';
import { spawn } from './spawn.ts';
import type { Runnable, Shell } from './state.ts';
import { traceCompound } from './trace.ts';
import { runCaught, runErrorTrap } from './traps.ts';

/**
 * @param tested whether its failure is expected: after `if`, before `&&`; then `set -e` does not mind
 * @returns its status, which is then `$?` too
 */
export async function run(shell: Shell, node: Runnable, tested: boolean): Promise<number> {
  if (shell.options.has('n') && !shell.interactive) return shell.status;
  shell.check();
  const wait = pace();
  if (wait) await wait;
  if (shell.caught.length > 0) await runCaught(shell);
  const before = shell.substitutedPipes.length;
  try {
    shell.status = await evaluate(shell, node, tested);
  } finally {
    if (shell.substitutedPipes.length > before) closeSubstituted(shell, before);
  }
  return shell.status;
}

export async function runList(shell: Shell, statements: readonly Statement[], tested: boolean): Promise<number> {
  let status = 0;
  for (const statement of statements) status = await run(shell, statement, tested);
  return status;
}

/** Hands on what it is asked for without waiting for it: that is done once for each node, in `run`. */
function evaluate(shell: Shell, node: Runnable, tested: boolean): Soon<number> {
  switch (node.type) {
    case 'Statement':
      return node.background ? runInBackground(shell, node) : evaluate(shell, node.command, tested);
    case 'CompoundList':
      return runList(shell, node.commands, tested);
    case 'AndOr':
      return runAndOr(shell, node, tested);
    case 'Pipeline':
      return runPipeline(shell, node, tested);
    case 'Command':
      return runSimple(shell, node, tested).then((status) => mind(shell, counted(shell, [status]), tested));
    case 'Redirected':
      return runRedirected(shell, node, tested);
    case 'BraceGroup':
      return runList(shell, node.body.commands, tested);
    case 'If':
      return runIf(shell, node, tested);
    case 'While':
      return runWhile(shell, node, tested);
    default:
      return evaluateRare(shell, node, tested);
  }
}

type Frequent =
  | 'Statement'
  | 'CompoundList'
  | 'AndOr'
  | 'Pipeline'
  | 'Command'
  | 'Redirected'
  | 'BraceGroup'
  | 'If'
  | 'While';

async function evaluateRare(
  shell: Shell,
  node: Exclude<Runnable, { readonly type: Frequent }>,
  tested: boolean,
): Promise<number> {
  switch (node.type) {
    case 'Subshell': {
      const { ended } = spawn(shell, shell.descriptors.copy(), (child) => runList(child, node.body.commands, tested));
      return await mind(shell, counted(shell, [await ended]), tested);
    }
    case 'For':
      shell.line = lineOf(unitOf(shell), node.pos);
      return await runFor(shell, node, tested);
    case 'Case':
      return await runCase(shell, node, tested);
    case 'Function': {
      const name = node.name.text;
      if (!/^[\w.:-]+$/.test(name) && shell.flavour !== 'bash')
        throw new ShellError('Syntax error: Bad function name', 2);
      shell.functions.set(name, { node, unit: unitOf(shell) });
      return 0;
    }
    case 'ArithmeticCommand':
      shell.line = lineOf(unitOf(shell), node.pos);
      return await mind(shell, counted(shell, [await truthOf(shell, node)]), tested);
    case 'TestCommand':
      if (shell.flavour === 'dash') await shell.complain('[[: not found');
      else shell.line = lineOf(unitOf(shell), node.pos);
      return await mind(
        shell,
        counted(shell, [shell.flavour === 'dash' ? 127 : await doubleBrackets(shell, node.expression)]),
        tested,
      );
    case 'ArithmeticFor':
      shell.line = lineOf(unitOf(shell), node.pos);
      return await runArithmeticFor(shell, node, unitOf(shell).source, tested);
    case 'Select':
      shell.line = lineOf(unitOf(shell), node.pos);
      return await runSelect(shell, node, tested);
    case 'Coproc':
      if (shell.flavour !== 'bash') throw new ShellError('coproc: not found', 127);
      throw new ShellError('coproc: practice hosts do not simulate coprocesses.');
  }
}

const unitOf = (shell: Shell): Unit => shell.unit ?? { source: '', firstLine: 1, groups: [], problem: undefined };

/** `((…))`: what it comes to is its status, and what is wrong with it does not end what it stands in. */
async function truthOf(shell: Shell, node: Extract<CommandNode, { type: 'ArithmeticCommand' }>): Promise<number> {
  try {
    await traceCompound(shell, `(( ${node.body} ))`);
    return (await computeText(shell, node.body, node, shell.flavour === 'bash' ? '((: ' : '')) === 0n ? 1 : 0;
  } catch (error) {
    if (!(error instanceof ShellError) || !error.message.startsWith('((: ')) throw error;
    await shell.complain(error.message);
    return 1;
  }
}

/** `PIPESTATUS`. @returns the last of them */
function counted(shell: Shell, statuses: readonly number[]): number {
  shell.pipeStatus = statuses;
  return statuses.at(-1) ?? 0;
}

/** `set -e`, and bash's `trap … ERR`. */
function mind(shell: Shell, status: number, tested: boolean): Soon<number> {
  return status === 0 || tested || shell.guarded > 0 ? status : mindFailure(shell, status);
}

async function mindFailure(shell: Shell, status: number): Promise<number> {
  await runErrorTrap(shell, status);
  if (!shell.options.has('e')) return status;
  shell.status = status;
  throw new Jump('exit', status);
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
    if (!turned) await mind(shell, status, tested);
  }
  const timed = prefixes.find((prefix) => prefix.type === 'Time');
  if (timed) await shell.write(2, timeShown(shell, (performance.now() - started) / 1000, timed.posix !== undefined));
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
  const last = counted(shell, statuses);
  return shell.options.has('pipefail') ? (statuses.findLast((status) => status !== 0) ?? 0) : last;
}

/** What `time` says, by `TIMEFORMAT` if that is set. */
function timeShown(shell: Shell, seconds: number, posix: boolean): string {
  if (posix) return `real ${seconds.toFixed(2)}\nuser 0.00\nsys 0.00\n`;
  const format = (shell.flavour === 'bash' && shell.get('TIMEFORMAT')) || '\nreal\t%3lR\nuser\t%3lU\nsys\t%3lS';
  const shown = format.replace(/%(?:(\d?)(l?)([RUS])|(P)|(%))/g, (_, digits, long, kind, percent, sign) => {
    if (sign) return '%';
    if (percent) return '0.00';
    const time = kind === 'R' ? seconds : 0;
    const places = digits === '' ? 3 : Math.min(Number(digits), 3);
    return long ? `${Math.floor(time / 60)}m${(time % 60).toFixed(places)}s` : time.toFixed(places);
  });
  return `${shown}\n`;
}

async function runRedirected(shell: Shell, { command, redirects, pos }: Redirected, tested: boolean): Promise<number> {
  shell.line = lineOf(unitOf(shell), pos);
  // A subshell's redirections are its own.
  const done = await attemptRedirect(shell, redirects);
  if (done === undefined) return await mind(shell, shell.flavour === 'dash' ? 2 : 1, tested);
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

async function runCase(shell: Shell, { word, items, pos }: Case, tested: boolean): Promise<number> {
  shell.line = lineOf(unitOf(shell), pos);
  const text = await expandText(shell, word);
  await traceCompound(shell, `case ${word.text} in`);
  let falling = false;
  let status = 0;
  for (const { pattern, body, terminator } of items) {
    if (!falling && !(await matchesAny(shell, pattern, text))) continue;
    status = await run(shell, body, tested);
    if (terminator !== ';&' && terminator !== ';;&') return status;
    falling = terminator === ';&';
  }
  return status;
}

async function matchesAny(shell: Shell, patterns: Case['items'][number]['pattern'], text: string): Promise<boolean> {
  for (const pattern of patterns) {
    const given = await expandPattern(shell, pattern);
    const fold = (each: string): string => (shell.shopt.has('nocasematch') ? each.toLowerCase() : each);
    if (matches(compilePattern(fold(given), { extended: shell.shopt.has('extglob') }), fold(text))) return true;
  }
  return false;
}
