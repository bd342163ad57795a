import { signalTo } from '../../os/processes/signal-to.ts';
import { SIGNALS, signalNamed, unlessKilled } from '../../os/processes/signals.ts';
import { taskOf } from '../../os/processes/tasks.ts';
import { type Job, type Shell, ShellError } from '../state.ts';
import { runCaught } from '../traps.ts';
import type { Builtins, Call } from './builtin.ts';

export const processes: Builtins = {
  wait: async ({ shell, args, complain }) => {
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
    for (const job of shell.jobs) {
      if (args[0] === '-p') await out(`${job.pid}\n`);
      else await out(`${jobLine(shell, job)}\n`);
    }
    shell.jobs = shell.jobs.filter(({ status }) => status === undefined);
    return 0;
  },
  fg: async ({ shell, args, out, complain }) => {
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
  bg: () => 0,
  disown: ({ shell }) => {
    shell.jobs = [];
    return 0;
  },
};

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
  return `[${number}]${mark}  ${word.padEnd(24)}${text}${status === undefined ? ' &' : ''}`;
}

function jobNamed(shell: Shell, text: string): Job | undefined {
  if (text === '%%' || text === '%+') return shell.jobs.at(-1);
  if (text.startsWith('%')) return shell.jobs.find(({ number }) => String(number) === text.slice(1));
  return shell.jobs.find(({ pid }) => String(pid) === text);
}

async function kill({ shell, args, out, complain }: Call): Promise<number> {
  let words = [...args];
  let name = signalNamed('TERM');
  if (words[0] === '-l') {
    await out(`${Object.keys(SIGNALS).join(' ')}\n`);
    return 0;
  }
  const test = words[0] === '-0' || (words[0] === '-s' && words[1] === '0');
  if (words[0] === '-s') {
    name = signalNamed(words[1] ?? '');
    words = words.slice(2);
  } else if (words[0]?.startsWith('-') && words[0] !== '--') {
    name = signalNamed(words[0].slice(1));
    words = words.slice(1);
  } else if (words[0] === '--') words = words.slice(1);
  if (name === undefined && !test) throw new ShellError(`kill: Illegal option ${args[0]}`, 2);
  if (words.length === 0) throw new ShellError('kill: Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]...', 2);
  let status = 0;
  for (const word of words) {
    const task = jobNamed(shell, word)?.task ?? taskOf(shell.machine, word === '0' ? shell.pid : Number(word));
    if (task === undefined && name && /^\d+$/.test(word) && signalTo(shell, Number(word), name)) continue;
    if (task === undefined || !/^[%\d]/.test(word)) {
      await complain(
        /^[%\d]/.test(word)
          ? shell.flavour === 'bash'
            ? `(${word}) - No such process`
            : 'No such process'
          : `Illegal number: ${word}`,
      );
      status = 1;
    } else if (!test && name) task.kill(name);
  }
  shell.check();
  if (shell.caught.length > 0) await runCaught(shell);
  return status;
}
