/** Runs our scripts on a host as root, and looks at hosts: with sudo where the user is not root, and its password where sudo wants one. */
import { parseProbe } from '../../shared/host/parse-probe.ts';
import { probeCommand, probeScript } from '../../shared/host/probe-script.ts';
import type { HostFacts, HostState } from '../../shared/host/state.ts';
import { scriptCommand } from '../../shared/plan/script.ts';
import { lostProblem } from '../../shared/plan/translate.ts';
import { failure, type Problem, problem, type Result, success } from '../../shared/problem.ts';
import type { ExecOptions, ExecResult, Remote } from '../remote/remote.ts';
import type { ActivityContext } from './activities.ts';

/** A host that was looked at, and how to be root there. */
export interface Rooted {
  readonly remote: Remote;
  readonly state: HostState;
  /** Runs a script as root, from its standard input. */
  run(script: string, options: Pick<ExecOptions, 'onOutput' | 'signal'>): Promise<ExecResult>;
}

const MOST_PASSWORDS = 3;

export async function lookAt(remote: Remote, context: ActivityContext, nonce: string): Promise<Result<Rooted>> {
  const first = await probe(remote, context, nonce, undefined);
  if (!first.ok) return first;
  if (first.value.facts.privilege !== 'sudo-password') {
    return success(rooted(remote, first.value, first.value.facts.privilege, undefined));
  }
  for (let tries = 0; tries < MOST_PASSWORDS; tries += 1) {
    const password = await context.asker.sudoPassword(remote.target, tries > 0);
    // Without one the plan says what cannot be done and why.
    if (password === undefined) return success(rooted(remote, first.value, 'none', undefined));
    const again = await probe(remote, context, nonce, password);
    if (again.ok) return success(rooted(remote, again.value, 'sudo-password', password));
    if (again.problems[0]?.code !== 'sudo-wrong-password') return again;
  }
  return failure(wrongPassword(remote));
}

function rooted(
  remote: Remote,
  state: HostState,
  privilege: HostFacts['privilege'],
  password: string | undefined,
): Rooted {
  return {
    remote,
    state,
    run: (script, options) =>
      remote.exec(scriptCommand(privilege), { ...options, stdin: withPassword(script, password) }),
  };
}

const withPassword = (script: string, password: string | undefined): string =>
  password === undefined ? script : `${password}\n${script}`;

async function probe(
  remote: Remote,
  context: ActivityContext,
  nonce: string,
  password: string | undefined,
): Promise<Result<HostState>> {
  const host = remote.target.name;
  const result = await remote.exec(probeCommand(password === undefined ? undefined : 'sudo-password'), {
    stdin: withPassword(probeScript(nonce), password),
    signal: context.stopping,
  });
  switch (result.kind) {
    case 'lost':
      return failure(lostProblem(host));
    case 'cancelled':
      return failure(
        problem({
          code: 'cancelled',
          subject: host,
          message: `Stopped looking at ${host}.`,
          hint: 'Nothing was changed there.',
        }),
      );
    case 'refused':
    case 'flooded':
    case 'signalled':
    case 'exited': {
      const refused = sudoRefusal(remote, result);
      if (refused) return failure(refused);
      const read = parseProbe(result.stdout, { nonce, host, password: password !== undefined });
      if (read.ok || result.stderr.trim() === '') return read;
      return failure(...read.problems.map((one) => ({ ...one, detail: { output: result.stderr.slice(-2000) } })));
    }
  }
}

/** What sudo says on its own, when it does not let us in. */
function sudoRefusal(remote: Remote, { stderr }: ExecResult): Problem | undefined {
  const { name: host, user } = remote.target;
  if (/incorrect password|try again|no password was provided/i.test(stderr)) return wrongPassword(remote);
  if (/not in the sudoers|may not run sudo|is not allowed to (?:execute|run)/i.test(stderr)) {
    return problem({
      code: 'no-root',
      subject: host,
      message: `${user} may not become root on ${host}: sudo does not know this user.`,
      hint: `Log in as root, or let ${user} use sudo there.`,
      detail: { output: stderr.slice(-1000) },
    });
  }
  if (/must have a tty/i.test(stderr)) {
    return problem({
      code: 'sudo-needs-tty',
      subject: host,
      message: `sudo on ${host} only works at a terminal (requiretty).`,
      hint: `Take "Defaults requiretty" out of its sudoers file, or log in as root.`,
    });
  }
  return undefined;
}

const wrongPassword = ({ target }: Remote): Problem =>
  problem({
    code: 'sudo-wrong-password',
    subject: target.name,
    message: `sudo on ${target.name} does not take that password of ${target.user}.`,
    hint: 'Try again with the right one; nothing was changed there.',
  });
