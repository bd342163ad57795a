import { type Problem, problem } from '../problem.ts';
import type { Mark } from '../resources/resource.ts';
import { diskTexts, type ErrorText, errorTexts, type Failure } from './error-texts.ts';
import type { Change } from './plan.ts';

/** What is kept of a command's output: its end, where programs say why they failed. In characters. */
const longestOutput = 4000;

/** Why a step failed, in words, with its command and what it printed. `output` is what came before the undoing began. */
export function stepProblem(change: Change, command: string, failure: Omit<Failure, 'command'>): Problem {
  const output = tail(readable(failure.output));
  const known = explain({ ...failure, command, output }) ?? unknownFailure({ ...failure, command, output }, change);
  return problem({ ...known, subject: change.subject, detail: { command, output } });
}

type Words = Pick<Problem, 'code' | 'message' | 'hint'>;

function explain(failure: Failure, texts: readonly ErrorText[] = errorTexts): Words | undefined {
  for (const text of texts) {
    const found = fits(text, failure);
    if (found) return { code: text.code, message: text.message(failure, found), hint: text.hint(failure, found) };
  }
  return undefined;
}

function fits({ pattern, of }: ErrorText, { command, output }: Failure): readonly string[] | undefined {
  if (of !== undefined && !command.startsWith(`${of} `)) return undefined;
  return pattern.exec(output) ?? undefined;
}

function unknownFailure({ host, command, exitCode, output }: Failure, { summary }: Change): Words {
  const program = command.split(' ')[0] ?? command;
  if (exitCode === 127) {
    return {
      code: 'no-such-command',
      message: `${host} has no command ${program}.`,
      hint: 'Install it there; "docker" is in the package docker.io, "ip" in iproute2, "iptables" in iptables.',
    };
  }
  if (exitCode > 128 && exitCode < 160) {
    return {
      code: 'step-killed',
      message: `On ${host} something ended the command ${program} (signal ${exitCode - 128}).`,
      hint: 'The host may have run out of memory or be shutting down: "dmesg" there may say so.',
    };
  }
  return {
    code: 'step-failed',
    message: `On ${host} this failed: ${summary}`,
    hint:
      output === '' ? `Try "${command}" there by hand: it printed nothing.` : 'The last lines of its output say why.',
  };
}

/** Without colours and with progress bars as they stood last. */
const readable = (output: string): string =>
  output
    // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals' escape sequences begin with one.
    .replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '')
    .replace(/\r\n/g, '\n')
    .replace(/[^\n]*\r/g, '')
    .trim();

function tail(output: string): string {
  if (output.length <= longestOutput) return output;
  const end = output.slice(-longestOutput);
  return `…\n${end.slice(end.indexOf('\n') + 1)}`;
}

/** Somebody else is at work on the host; we do not queue behind them. */
export const lockedProblem = (host: string, by: string): Problem =>
  problem({
    code: 'host-locked',
    subject: host,
    message: `Somebody is at work on ${host}: ${by}.`,
    hint: 'Nothing was changed there. Wait until they are done, then plan again.',
  });

/** Between planning and running somebody removed or replaced what the plan takes away. */
export const changedProblem = (host: string, kind: Mark['kind'], name: string): Problem =>
  problem({
    code: 'host-changed',
    subject: host,
    message: `The ${kind === 'link' ? 'interface' : kind} ${name} of ${host} is not the lab's any more.`,
    hint: 'Nothing was changed there. Plan again: the host has changed since this plan was made.',
  });

/** The connection was lost while something ran: nobody knows yet whether it was done. */
export const lostProblem = (host: string): Problem =>
  problem({
    code: 'connection-lost',
    subject: host,
    message: `The connection to ${host} was lost, and with it the news of what was done there.`,
    hint: 'Plan again when it is back: what stands is looked at anew, and only what is missing is done.',
  });

/** What was copied broke off where it comes from. */
export const copyProblem = (change: Change, host: string, why: string): Problem =>
  problem({
    code: 'copy-broken-off',
    subject: change.subject,
    message: `The copy to ${host} broke off where it comes from: ${tail(readable(why))}.`,
    hint: 'Nothing of it is left there. Deploy again: what is there already is not sent again.',
    detail: { command: change.commands.at(-1) ?? change.summary, output: tail(readable(why)) },
  });

/** The script did not even begin. Most often a disk is why: it writes who is at work before anything else. */
export function unableProblem(host: string, said: string): Problem {
  const output = tail(readable(said));
  const ofDisk = explain({ host, command: '', output, exitCode: 1 }, diskTexts);
  return problem({
    ...(ofDisk ?? {
      code: 'script-unable',
      message: `${host} could not even begin: it would not lock itself for us.`,
      hint: 'Look at what it said; /var/lib must exist, /run must be writable, and flock must be installed.',
    }),
    subject: host,
    detail: { output },
  });
}
