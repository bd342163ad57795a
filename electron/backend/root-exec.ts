/** Runs our scripts on a host as root, and looks at hosts: with sudo where the user is not root, and its password where sudo wants one. */
import { createHash } from 'node:crypto';
import { explainLoaderFailure, type Loaded, loadScript, passwordTrial } from '../../shared/host/loader.ts';
import { parseProbe } from '../../shared/host/parse-probe.ts';
import { probeScript } from '../../shared/host/probe-script.ts';
import type { HostFacts, HostState } from '../../shared/host/state.ts';
import { printableEnd } from '../../shared/printable.ts';
import { failure, type Problem, problem, type Result, success } from '../../shared/problem.ts';
import type { HostLimits } from '../remote/limits.ts';
import {
  type ExecLimits,
  type ExecOptions,
  type ExecResult,
  type Remote,
  type RemoteTarget,
  targetPlace,
} from '../remote/remote.ts';
import type { ActivityContext } from './activities.ts';

/** A host that was looked at, and how to be root there. */
export interface Rooted {
  readonly remote: Remote;
  readonly state: HostState;
  /** Runs a script as root, from its standard input. */
  run(
    script: string,
    options: Pick<ExecOptions, 'feed' | 'onOutput' | 'onBytes' | 'signal' | 'limits'>,
  ): Promise<ExecResult>;
}

const MOST_PASSWORDS = 3;

/** What is known of sudo on the hosts that were looked at, for the program's life. */
export interface SudoMemory {
  /** Hosts where sudo wants a password, by user and place: there the first look is made with it. */
  readonly wants: Set<string>;
  /** Digests of the passwords that it took, so that each is proven once. */
  readonly proven: Map<string, string>;
}

export const sudoMemory = (): SudoMemory => ({ wants: new Set(), proven: new Map() });

const placeOf = ({ target: { user, address, port } }: Remote): string => JSON.stringify([user, address, port]);

export async function lookAt(
  remote: Remote,
  context: ActivityContext,
  newNonce: () => string,
  memory: SudoMemory,
  limits: HostLimits,
  images: readonly string[] = [],
): Promise<Result<Rooted>> {
  const look: Look = { remote, context, limits, images };
  if (!memory.wants.has(placeOf(remote))) {
    const first = await probe(look, newNonce(), undefined);
    if (!first.ok) return first;
    const { privilege } = first.value.facts;
    if (privilege !== 'sudo-password') return success(rooted(look, first.value, privilege, undefined));
    memory.wants.add(placeOf(remote));
  }
  const password = await sudoPassword(look, memory);
  if (!password.ok) return password;
  const seen = await probe(look, newNonce(), password.value);
  return seen.ok ? success(rooted(look, seen.value, 'sudo-password', password.value)) : seen;
}

/** One look at one host. */
interface Look {
  readonly remote: Remote;
  readonly context: ActivityContext;
  readonly limits: HostLimits;
  /** Names of those whose content is to be told. */
  readonly images: readonly string[];
}

/** The password, proven to be right before any script follows it. */
async function sudoPassword(look: Look, memory: SudoMemory): Promise<Result<string>> {
  const { remote, context } = look;
  const at = placeOf(remote);
  for (let tries = 0; tries < MOST_PASSWORDS; tries += 1) {
    const password = await context.asker.sudoPassword(remote.target, tries > 0);
    if (password === undefined) return failure(noPassword(remote));
    const digest = createHash('sha256').update(`${at} ${password}`).digest('hex');
    if (memory.proven.get(at) === digest) return success(password);
    const tried = await run(look, passwordTrial(password), 'sudo');
    if (!tried.ok) return tried;
    if (tried.value.code === 0) {
      memory.proven.set(at, digest);
      return success(password);
    }
    const refused = explainLoaderFailure(tried.value.stderr, place(remote)) ?? wrongPassword(remote);
    if (refused.code !== 'sudo-wrong-password') return failure(refused);
  }
  return failure(wrongPassword(remote));
}

function rooted(
  { remote, limits }: Look,
  state: HostState,
  privilege: HostFacts['privilege'],
  password: string | undefined,
): Rooted {
  return {
    remote,
    state,
    run: (script, options) => {
      const { command, stdin } = loadScript({ script, privilege, password });
      return remote.exec(command, { limits: limits.running, ...options, stdin });
    },
  };
}

async function probe(look: Look, nonce: string, password: string | undefined): Promise<Result<HostState>> {
  const { remote } = look;
  const privilege = password === undefined ? undefined : 'sudo-password';
  const result = await run(look, loadScript({ script: probeScript(nonce, look.images), privilege, password }), 'look');
  if (!result.ok) return result;
  const { stdout, stderr } = result.value;
  const options = { nonce, host: remote.target.name, password: password !== undefined };
  const read = parseProbe(stdout, options);
  if (read.ok || stdout.includes(nonce)) return read;
  const explained = explainLoaderFailure(stderr, place(remote));
  if (explained) return failure(explained);
  return failure(...read.problems.map((one) => ({ ...one, detail: { output: printableEnd(stderr) } })));
}

/** One command that changes nothing and is to end by itself. */
async function run(
  { remote, context, limits: { looking: limits } }: Look,
  { command, stdin }: Loaded,
  purpose: keyof typeof LOST,
): Promise<Result<ExecResult & { readonly code?: number }>> {
  const result = await remote.exec(command, { stdin, signal: context.stopping, limits });
  switch (result.kind) {
    case 'lost':
      return failure(
        problem({
          code: 'connection-lost',
          subject: remote.target.name,
          message: `The connection to ${remote.target.name} was lost while ${LOST[purpose].doing}.`,
          hint: LOST[purpose].hint,
        }),
      );
    case 'cancelled':
      return failure(
        problem({
          code: 'cancelled',
          subject: remote.target.name,
          message: `Stopped looking at ${remote.target.name}.`,
          hint: 'Nothing was changed there.',
        }),
      );
    case 'refused':
      return failure(
        problem({
          code: 'exec-refused',
          subject: remote.target.name,
          message: `${remote.target.name} would not start a command for ${remote.target.user}: ${result.message || 'it gave no reason'}.`,
          hint: 'The user may have no login shell there, or only one fixed command; or all its sessions are in use.',
        }),
      );
    case 'silent':
    case 'endless':
    case 'flooded':
      return failure(overLimit(remote.target, result.kind, limits));
    case 'signalled':
    case 'exited':
      return success(result);
  }
}

/** Neither leaves anything in doubt, as a plan's script that is lost does. */
const LOST = {
  look: { doing: 'it was looked at', hint: 'Looking changes nothing: try again when it is back.' },
  sudo: {
    doing: 'sudo was asked whether it takes the password',
    hint: 'Nothing was begun there: try again when it is back.',
  },
} as const;

const place = ({ target }: Remote): { readonly host: string; readonly user: string } => ({
  host: target.name,
  user: target.user,
});

/** A host that answers, and not what it was asked: silence, endless words and a flood are three things to look for. */
function overLimit(target: RemoteTarget, kind: 'silent' | 'endless' | 'flooded', limits: ExecLimits): Problem {
  const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;
  const words = {
    silent: {
      message: `${targetPlace(target)} took the command that looks at it and has said nothing for ${seconds(limits.silenceMs)}.`,
      hint: 'The machine may be overloaded, out of memory, or wait for a disk or for Docker: log in there and see what "top" and "docker ps" say.',
    },
    endless: {
      message: `${targetPlace(target)} goes on answering and was not done after ${seconds(limits.totalMs)}.`,
      hint: 'The machine or the way to it may be very slow; or something in the login of that user prints without end.',
    },
    flooded: {
      message: `${targetPlace(target)} printed more than ${limits.bytes / 1_000_000} MB when it was looked at; the rest was not read.`,
      hint: 'Something in the login of that user (its shell, its profile) may print without end: try "ssh" with "true" as the command.',
    },
  }[kind];
  return problem({ code: `host-${kind}`, subject: target.name, ...words });
}

const noPassword = ({ target: { name, user } }: Remote): Problem =>
  problem({
    code: 'sudo-no-password',
    subject: name,
    message: `sudo on ${name} wants the password of ${user}, and none was given.`,
    hint: `Give it when asked, log in as root, or let ${user} use sudo without a password.`,
  });

const wrongPassword = ({ target }: Remote): Problem =>
  problem({
    code: 'sudo-wrong-password',
    subject: target.name,
    message: `sudo on ${target.name} does not take that password of ${target.user}.`,
    hint: 'Try again with the right one; nothing was changed there.',
  });
