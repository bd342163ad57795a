/** Programs that run others. */
import { FileError } from '../../os/files/files.ts';
import type { Command, Process } from '../../os/machine.ts';
import { insideOf } from '../../os/processes/launch.ts';
import { signalTo } from '../../os/processes/signal-to.ts';
import { Killed, SIGNALS, signalNamed, unlessKilled } from '../../os/processes/signals.ts';
import { Failure, isBusybox, open, parseOptions, program, programName, withInput } from './program.ts';

async function runOr127(
  process: Process,
  argv: readonly string[],
  otherwise?: Parameters<Process['run']>[1],
): Promise<number> {
  let said = false;
  const stderr = otherwise?.stderr ?? process.stderr;
  const status = await process.run(argv, {
    ...otherwise,
    stderr: {
      terminal: stderr.terminal,
      write: async (text) => {
        said = true;
        await stderr.write(text);
      },
    },
  });
  const name = programName(process);
  if (status === 127 && !said)
    await process.stderr.write(
      ['env', 'nohup', 'timeout', 'nice'].includes(name)
        ? `${name}: ${name === 'timeout' || name === 'nohup' ? 'failed to run command ' : ''}'${argv[0]}': No such file or directory\n`
        : `${name}: ${argv[0]}: No such file or directory\n`,
    );
  return status;
}

export const env: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'i',
    values: 'u',
    stops: true,
    status: 125,
    long: { 'ignore-environment': 'i', unset: 'u' },
  });
  const args = [...options.operands];
  const afresh = options.has('i') || args[0] === '-';
  if (args[0] === '-') args.shift();
  const variables: Record<string, string> = afresh ? {} : { ...process.env };
  for (const name of options.values('u')) delete variables[name];
  for (let found = /^([^=]+)=(.*)$/s.exec(args[0] ?? ''); found; found = /^([^=]+)=(.*)$/s.exec(args[0] ?? '')) {
    variables[found[1] ?? ''] = found[2] ?? '';
    args.shift();
  }
  if (args.length > 0) return await runOr127(process, args, { env: variables });
  await process.stdout.write(
    Object.entries(variables)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  return 0;
});

export const printenv: Command = program(async (process) => {
  const options = parseOptions(process, { flags: '0', long: { null: '0' }, status: 2 });
  const end = options.has('0') ? '\0' : '\n';
  const { env: all, stdout } = process;
  if (options.operands.length === 0) {
    for (const [name, value] of Object.entries(all)) await stdout.write(`${name}=${value}${end}`);
    return 0;
  }
  for (const name of options.operands) if (all[name] !== undefined) await stdout.write(`${all[name]}${end}`);
  return options.operands.every((name) => all[name] !== undefined) ? 0 : 1;
});

export const nohup: Command = program(async (process) => {
  const args = process.argv.slice(1);
  if (args.length === 0) throw new Failure("missing operand\nTry 'nohup --help' for more information.", 125);
  insideOf(process)?.task.ignored.add('HUP');
  if (process.stdout.terminal === undefined) return await runOr127(process, args);
  await process.stderr.write("nohup: ignoring input and appending output to 'nohup.out'\n");
  const file = open(process, 'nohup.out', 'append');
  try {
    return file.output ? await runOr127(process, args, { stdout: file.output, stderr: file.output }) : 1;
  } finally {
    file.release();
  }
});

/** `nice`: nothing here has to wait for its turn, so that who is nice has what it had; but it is told. */
export const nice: Command = program(async (process) => {
  const argv = process.argv.map((arg, at) => (at === 1 ? arg.replace(/^-(-?\d+)$/, '-n$1') : arg));
  const options = parseOptions(
    { ...process, argv },
    { values: 'n', stops: true, long: { adjustment: 'n' }, status: 125 },
  );
  const asked = options.value('n') ?? '10';
  if (!/^[-+]?\d+$/.test(asked)) throw new Failure(`invalid adjustment '${asked}'`, 125);
  const task = insideOf(process)?.task;
  if (options.operands.length > 0) {
    if (Number(asked) < 0 && process.user.uid !== 0)
      await process.stderr.write('nice: cannot set niceness: Permission denied\n');
    else if (task !== undefined) task.niceness = Math.max(-20, Math.min(19, task.niceness + Number(asked)));
    return await runOr127(process, options.operands);
  }
  if (options.has('n'))
    throw new Failure("a command must be given with an adjustment\nTry 'nice --help' for more information.", 125);
  await process.stdout.write(`${task?.niceness ?? 0}\n`);
  return 0;
});

/** `setsid`: no signal from a terminal reaches what it runs, as none does here anyhow. */
export const setsid: Command = program(async (process) => {
  const options = parseOptions(process, {
    silent: 'cfw',
    stops: true,
    long: { ctty: 'c', fork: 'f', wait: 'w' },
  });
  if (options.operands.length === 0)
    throw new Failure("no command specified\nTry 'setsid --help' for more information.");
  return await runOr127(process, options.operands);
});

export const timeout: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'p',
    // What goes on after the signal ends by itself here.
    values: 'sk',
    silent: 'fk',
    refused: 'v',
    status: 125,
    stops: true,
    long: { signal: 's', 'kill-after': 'k', foreground: 'f', 'preserve-status': 'p' },
  });
  const [duration, ...argv] = options.operands;
  const usage = "\nTry 'timeout --help' for more information.";
  if (duration === undefined || argv.length === 0) throw new Failure(`missing operand${usage}`, 125);
  const milliseconds = durationOf(duration);
  if (milliseconds === undefined) throw new Failure(`invalid time interval '${duration}'${usage}`, 125);
  const name = signalNamed(options.value('s') ?? 'TERM');
  if (name === undefined) throw new Failure(`${options.value('s')}: invalid signal${usage}`, 125);
  const ending = new AbortController();
  const done = new AbortController();
  let late = false;
  const stop = () => ending.abort(process.signal.reason);
  process.signal.addEventListener('abort', stop, { once: true });
  if (milliseconds > 0) {
    process.machine.clock.sleep(milliseconds, done.signal).then(() => {
      if (done.signal.aborted) return;
      late = true;
      ending.abort(new Killed(name));
    });
  }
  try {
    const status = await runOr127(process, argv, { signal: ending.signal });
    return late && !options.has('p') ? (name === 'KILL' ? 137 : 124) : status;
  } finally {
    done.abort();
    process.signal.removeEventListener('abort', stop);
  }
});

/** In milliseconds: `1`, `0.5`, `2m`. */
export function durationOf(text: string): number | undefined {
  if (text === 'infinity') return 2 ** 31 - 1;
  const found = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text);
  if (found === null) return undefined;
  const unit = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 }[found[2] ?? ''] ?? 1;
  return Math.min(Number(found[1]) * unit * 1000, 2 ** 31 - 1);
}

export const sleep: Command = program(async (process) => {
  const args = process.argv.slice(1);
  const usage = "\nTry 'sleep --help' for more information.";
  if (args.length === 0) throw new Failure(`missing operand${usage}`);
  const durations = args.map(durationOf);
  const bad = args.find((_, at) => durations[at] === undefined);
  if (bad !== undefined) throw new Failure(`invalid time interval '${bad}'${usage}`);
  const total = durations.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  await unlessKilled(process.signal, process.machine.clock.sleep(Math.min(total, 2 ** 31 - 1), process.signal));
  return 0;
});

export const xargs: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: '0rt',
    values: 'anILdPs',
    // One after the other is one way to run several at once; no command line is too long.
    silent: 'Ps',
    refused: 'p',
    stops: true,
    long: { 'arg-file': 'a', null: '0', 'no-run-if-empty': 'r', 'max-args': 'n', replace: 'I', delimiter: 'd' },
  });
  const named = options.value('a');
  const text = await withInput(process, named ?? '-', (input) => input.all()).catch((error: unknown) => {
    if (!(error instanceof FileError)) throw error;
    throw new Failure(`Cannot open input file '${named}': ${error.message}`);
  });
  const separator = options.has('0')
    ? '\0'
    : options.value('d')?.replace('\\n', '\n').replace('\\0', '\0').replace('\\t', '\t');
  const replaced = options.value('I');
  const words =
    separator !== undefined
      ? text.split(separator).filter((word, at, all) => word !== '' || at < all.length - 1)
      : replaced !== undefined
        ? text
            .split('\n')
            .map((line) => line.trim())
            .filter(Boolean)
        : quotedWords(text);
  const command = options.operands.length > 0 ? options.operands : ['echo'];
  if (replaced !== undefined && options.has('n') && !isBusybox(process))
    await process.stderr.write(
      'xargs: warning: options --max-args and --replace/-I/-i are mutually exclusive, ignoring previous --max-args value\n',
    );
  const size = replaced !== undefined ? 1 : Number(options.value('n') ?? options.value('L') ?? 1000);
  if (!(size >= 1)) throw new Failure(`value ${options.value('n')} for -n option should be >= 1`);
  const groups: string[][] = [];
  for (let at = 0; at < words.length; at += size) groups.push(words.slice(at, at + size));
  if (groups.length === 0 && !options.has('r') && replaced === undefined) groups.push([]);
  let status = 0;
  for (const group of groups) {
    const argv =
      replaced !== undefined
        ? command.map((word) => word.replaceAll(replaced, group[0] ?? ''))
        : [...command, ...group];
    if (options.has('t')) await process.stderr.write(`${argv.join(' ')}\n`);
    const ended = await runOr127(process, argv, {
      stdin: { read: async () => undefined, line: async () => undefined, all: async () => '' },
    });
    if (ended === 127 || ended === 126) return ended;
    if (ended === 255) return 124;
    if (ended > 128) return 125;
    if (ended !== 0) status = 123;
  }
  return status;
});

function quotedWords(text: string): string[] {
  const words: string[] = [];
  for (const [word] of text.matchAll(/(?:'[^'\n]*'|"[^"\n]*"|\\[\s\S]|[^\s'"\\])+/g)) {
    words.push(
      word.replace(/'([^']*)'|"([^"]*)"|\\([\s\S])/g, (_, a?: string, b?: string, c?: string) => a ?? b ?? c ?? ''),
    );
  }
  const open = text.replace(/'[^'\n]*'|"[^"\n]*"|\\[\s\S]/g, '');
  if (/'/.test(open))
    throw new Failure('unmatched single quote; by default quotes are special to xargs unless you use the -0 option');
  if (/"/.test(open))
    throw new Failure('unmatched double quote; by default quotes are special to xargs unless you use the -0 option');
  return words;
}

export const kill: Command = program(async (process) => {
  const inside = insideOf(process);

  let args = process.argv.slice(1);
  if (args[0] === '-l') {
    await process.stdout.write(`${Object.keys(SIGNALS).join('\n')}\n`);
    return 0;
  }
  let name = signalNamed('TERM');
  if (args[0] === '-s') {
    name = signalNamed(args[1] ?? '');
    args = args.slice(2);
  } else if (args[0]?.startsWith('-')) {
    name = signalNamed(args[0].slice(1));
    args = args.slice(1);
  }
  const test = process.argv[1] === '-0' || (process.argv[1] === '-s' && process.argv[2] === '0');
  if (args.length === 0 || inside === undefined) throw new Failure('not enough arguments');
  if (name === 'STOP' && !test) throw new Failure('practice hosts do not simulate processes that are stopped');
  let status = 0;
  for (const arg of args) {
    const came =
      test || name !== undefined ? signalTo(process, Number(arg), test ? undefined : name) : 'no such process';
    if (came === 'sent') continue;
    const words = came === 'not permitted' ? 'Operation not permitted' : 'No such process';
    await process.stderr.write(
      isBusybox(process)
        ? `kill: can't kill pid ${arg}: ${words}\n`
        : came === 'not permitted'
          ? `kill: (${arg}): ${words}\n`
          : `kill: sending signal to ${arg} failed: ${words}\n`,
    );
    status = 1;
  }
  return status;
});
