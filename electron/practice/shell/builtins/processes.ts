import { signalTo } from '../../os/processes/signal-to.ts';
import { SIGNALS, signalNamed, unlessKilled } from '../../os/processes/signals.ts';
import { taskOf } from '../../os/processes/tasks.ts';
import { ShellError } from '../errors.ts';
import type { Job } from '../shell-parts.ts';
import type { Shell } from '../state.ts';
import { runCaught } from '../traps.ts';
import type { Builtins, Call } from './builtin.ts';

export const processes: Builtins = {
  wait: async ({ shell, args, complain }) => {
    if (args[0] === '-n' && shell.flavour === 'bash') return await waitForNext(shell);
    if (args.length === 0) {
      const pending = shell.jobs.filter(({ status }) => status === undefined).map(({ ended }) => ended);
      const interrupted = await awaiting(shell, Promise.all(pending));
      if (interrupted === undefined) shell.jobs = [];
      return interrupted ?? 0;
    }
    let status = 0;
    for (const arg of args) {
      const job = jobNamed(shell, arg);
      if (job === undefined) {
        if (shell.flavour === 'bash') await complain(`pid ${arg} is not a child of this shell`);
        status = arg.startsWith('%') ? 2 : 127;
        continue;
      }
      const interrupted = await awaiting(shell, job.ended);
      if (interrupted !== undefined) return interrupted;
      status = await job.ended;
      shell.jobs = shell.jobs.filter((each) => each !== job);
    }
    return status;
  },
  kill,
  jobs: async ({ shell, args, out }) => {
    for (const job of shell.jobs.length > 0 ? shell.jobs : shell.inheritedJobs) {
      if (args[0] === '-p') await out(`${job.pid}\n`);
      else await out(`${jobLine(shell, job)}\n`);
    }
    shell.jobs = shell.jobs.filter(({ status }) => status === undefined);
    return 0;
  },
  fg: async ({ shell, args, out, complain }) => {
    if (shell.flavour === 'bash' && !shell.interactive && !shell.options.has('monitor')) {
      await complain('no job control');
      return 1;
    }
    const job = args[0] === undefined ? shell.jobs.at(-1) : jobNamed(shell, args[0]);
    if (job === undefined) {
      await complain(args[0] === undefined ? 'current: no such job' : `${args[0]}: no such job`);
      return 1;
    }
    await out(`${job.text}\n`);
    shell.task.inFront = job.task;
    try {
      const status = await unlessKilled(shell.signal, job.ended);
      shell.jobs = shell.jobs.filter((each) => each !== job);
      return status;
    } finally {
      shell.task.inFront = undefined;
    }
  },
  bg: async ({ shell, complain }) => {
    if (shell.interactive || shell.flavour !== 'bash') return 0;
    await complain('no job control');
    return 1;
  },
  disown: async ({ shell, args, complain }) => {
    const named = args.filter((arg) => !arg.startsWith('-'));
    if (args.includes('-a') || args.includes('-r')) shell.jobs = [];
    for (const arg of named.length > 0 || args.length > 0 ? named : ['current']) {
      const job = arg === 'current' ? shell.jobs.at(-1) : jobNamed(shell, arg);
      if (job === undefined) {
        await complain(`${arg}: no such job`);
        return 1;
      }
      shell.jobs = shell.jobs.filter((each) => each !== job);
    }
    return 0;
  },
  suspend: async ({ complain }) => {
    await complain('cannot suspend: no job control');
    return 1;
  },
};

/** `wait -n`: the status of the first that ends. */
async function waitForNext(shell: Shell): Promise<number> {
  if (shell.jobs.length === 0) return 127;
  const first = Promise.race(shell.jobs.map(async (job) => ({ job, status: await job.ended })));
  const interrupted = await awaiting(shell, first);
  if (interrupted !== undefined) return interrupted;
  const { job, status } = await first;
  shell.jobs = shell.jobs.filter((each) => each !== job);
  return status;
}

/** Undefined when it is there; otherwise the status of what interrupted the waiting. */
async function awaiting(shell: Shell, ended: Promise<unknown>): Promise<number | undefined> {
  const [caught, stop] = shell.nextCaught();
  try {
    const first = await unlessKilled(
      shell.task.signal,
      Promise.race([ended.then(() => 'ended'), caught.then(() => 'caught')]),
    );
    if (first === 'ended') return undefined;
    const name = shell.caught[0];
    await runCaught(shell);
    return name === undefined ? undefined : 128 + SIGNALS[name];
  } finally {
    stop();
  }
}

export function jobLine(shell: Shell, { number, status, text }: Job): string {
  const mark = number === shell.jobs.at(-1)?.number ? '+' : number === shell.jobs.at(-2)?.number ? '-' : ' ';
  const word =
    status === undefined ? 'Running' : status === 0 ? 'Done' : status > 128 ? 'Terminated' : `Exit ${status}`;
  // Without job control ash keeps no text of its jobs.
  if (shell.flavour === 'ash' && !shell.interactive) return `[${number}]${mark}  ${word.padEnd(27)}`;
  return `[${number}]${mark}  ${word.padEnd(24)}${text}${status === undefined ? ' &' : ''}`;
}

function jobNamed(shell: Shell, text: string): Job | undefined {
  if (text === '%%' || text === '%+') return shell.jobs.at(-1);
  if (text.startsWith('%')) return shell.jobs.find(({ number }) => String(number) === text.slice(1));
  return shell.jobs.find(({ pid }) => String(pid) === text);
}

/** All of Linux's, by number; those above are the real-time ones. */
const NAMES: readonly string[] = [
  ...[
    'HUP',
    'INT',
    'QUIT',
    'ILL',
    'TRAP',
    'ABRT',
    'BUS',
    'FPE',
    'KILL',
    'USR1',
    'SEGV',
    'USR2',
    'PIPE',
    'ALRM',
    'TERM',
  ],
  ...['STKFLT', 'CHLD', 'CONT', 'STOP', 'TSTP', 'TTIN', 'TTOU', 'URG', 'XCPU', 'XFSZ', 'VTALRM', 'PROF', 'WINCH', 'IO'],
  ...['PWR', 'SYS'],
];

const nameOf = (number: number): string | undefined =>
  number < 34
    ? NAMES[number - 1]
    : number > 64
      ? undefined
      : number < 50
        ? `RTMIN${number === 34 ? '' : `+${number - 34}`}`
        : `RTMAX${number === 64 ? '' : number - 64}`;

async function listSignals(
  shell: Shell,
  words: readonly string[],
  out: Call['out'],
  complain: Call['complain'],
): Promise<number> {
  if (words.length === 0 && shell.flavour === 'bash') {
    const all = Array.from({ length: 64 }, (_, at) => [at + 1, nameOf(at + 1)] as const).filter(([, name]) => name);
    const cells = all.map(([number, name]) => `${String(number).padStart(2)}) SIG${name}`);
    const rows = Array.from({ length: Math.ceil(cells.length / 5) }, (_, at) => cells.slice(at * 5, at * 5 + 5));
    await out(rows.map((row) => `${row.join('\t')}${row.length < 5 ? '\t' : ''}\n`).join(''));
    return 0;
  }
  if (words.length === 0) {
    await out(NAMES.map((name, at) => `${String(at + 1).padStart(2)}) ${name}\n`).join(''));
    return 0;
  }
  let status = 0;
  for (const word of words) {
    const number = Number(word);
    const at = NAMES.indexOf(word.toUpperCase().replace(/^SIG/, ''));
    const said = /^\d+$/.test(word)
      ? nameOf(number > 128 ? number - 128 : number)
      : at < 0
        ? undefined
        : String(at + 1);
    if (said !== undefined) await out(`${said}\n`);
    else {
      await complain(`${word}: invalid signal specification`);
      status = 1;
    }
  }
  return status;
}

async function kill({ shell, args, out, complain }: Call): Promise<number> {
  let words = [...args];
  let name = signalNamed('TERM');
  if ((words[0] === '-l' || words[0] === '-L') && shell.flavour !== 'dash')
    return await listSignals(shell, words.slice(1), out, complain);
  if (words[0] === '-l') {
    await out(`${Object.keys(SIGNALS).join(' ')}\n`);
    return 0;
  }
  const test = words[0] === '-0' || (words[0] === '-s' && words[1] === '0');
  if (words[0] === '-s' || words[0] === '-n') {
    name = signalNamed(words[1] ?? '');
    words = words.slice(2);
  } else if (words[0]?.startsWith('-') && words[0] !== '--') {
    name = signalNamed(words[0].slice(1));
    words = words.slice(1);
  } else if (words[0] === '--') words = words.slice(1);
  if (shell.flavour === 'bash') {
    if (name === undefined && !test) {
      await complain(`${(args[0] === '-s' ? args[1] : args[0]?.slice(1)) ?? ''}: invalid signal specification`);
      return 1;
    }
    if (words.length === 0) {
      await shell.write(
        2,
        'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n',
      );
      return 2;
    }
  }
  if (name === undefined && !test) throw new ShellError(`kill: Illegal option ${args[0]}`, 2);
  // Nothing here could be held and go on later: it must not seem to have ended, or to run on.
  if (name === 'STOP' && !test) {
    await complain('practice hosts do not simulate processes that are stopped');
    return 1;
  }
  if (words.length === 0) throw new ShellError('kill: Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]...', 2);
  let status = 0;
  for (const word of words) {
    const known = jobNamed(shell, word)?.task ?? taskOf(shell.machine, word === '0' ? shell.pid : Number(word));
    // Somebody else's is asked for as any other process.
    const task = shell.user.uid !== 0 && (known?.user?.uid ?? shell.user.uid) !== shell.user.uid ? undefined : known;
    if (task === undefined && /^\d+$/.test(word)) {
      const came = test || name !== undefined ? signalTo(shell, Number(word), test ? undefined : name) : undefined;
      if (came === 'sent') continue;
      if (came === 'not permitted') {
        await complain(`${shell.flavour === 'bash' ? `(${word}) - ` : ''}Operation not permitted`);
        status = 1;
        continue;
      }
    }
    if (task === undefined || !/^[%\d]/.test(word)) {
      await complain(
        /^[%\d]/.test(word)
          ? shell.flavour === 'bash'
            ? `(${word}) - No such process`
            : 'No such process'
          : shell.flavour === 'bash'
            ? `${word}: arguments must be process or job IDs`
            : `Illegal number: ${word}`,
      );
      status = 1;
    } else if (!test && name) task.kill(name);
  }
  shell.check();
  if (shell.caught.length > 0) await runCaught(shell);
  return status;
}
