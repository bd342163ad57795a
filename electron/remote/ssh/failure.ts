/** What went wrong while connecting, as a problem that a person can mend. */
import { passwordExpired } from '../../../shared/host/loader.ts';
import { printableLine, saidBy } from '../../../shared/printable.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import { type RemoteTarget, speakerOf, targetLabel, targetPlace } from '../remote.ts';
import type { Login } from './login.ts';

/** How far the connection had come. */
/** While greeting nothing was heard yet; while agreeing something was, and no common keys came of it. */
export type Stage = 'opening' | 'greeting' | 'agreeing' | 'logging-in';

/** The host took the connection and dropped it before it said a word: too many logins at once (sshd's MaxStartups). */
export const DROPPED = 'ssh-dropped';

export function connectProblem(
  target: RemoteTarget,
  error: NodeJS.ErrnoException & { level?: string },
  stage: Stage,
  login: Login,
  /** What the host said to everybody before the login. */
  banner: string,
): Problem {
  const place = targetPlace(target);
  const about = (code: string, message: string, hint: string): Problem =>
    problem({ code, message, hint, subject: target.name });

  switch (error.code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return about(
        'host-name-unknown',
        `The name ${target.address} of ${target.name} cannot be resolved.`,
        'Check the name in the lab file (ssh: address), or write the address itself.',
      );
    case 'ECONNREFUSED':
      return about(
        'host-refused',
        `${place} refuses connections on that port.`,
        'Check that the machine runs an SSH server there (ssh: port in the lab file).',
      );
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ENETDOWN':
      return unreachable(target);
  }
  if (stage === 'opening') return unreachable(target);
  if (error.level === 'client-authentication' || tooMany(error)) return refused(target, login, banner);
  if (
    (stage === 'greeting' || stage === 'agreeing') &&
    /before handshake|ECONNRESET|ended/i.test(`${error.message} ${error.code ?? ''}`)
  ) {
    return about(
      DROPPED,
      `${place} took the connection and dropped it at once.`,
      'Its SSH server may be starting or have too many logins at the same time (MaxStartups): try again in a moment.',
    );
  }
  if (error.level === 'client-timeout' && stage === 'logging-in') {
    return about(
      'ssh-timeout',
      `${place} neither lets us in nor refuses.`,
      'The machine may be overloaded, or wait for something that its logins need (a directory, a name server): try "ssh" to it by hand.',
    );
  }
  if (error.level === 'client-timeout' && stage === 'agreeing') {
    return about(
      'ssh-timeout',
      `${place} began to speak and does not come to a login.`,
      'The machine may be overloaded, the line very slow, or something other than an SSH server answers on that port.',
    );
  }
  if (error.level === 'client-timeout') {
    return about(
      'ssh-timeout',
      `${place} takes connections and then says nothing.`,
      'The machine may be overloaded, or something other than an SSH server answers on that port.',
    );
  }
  if (/Invalid identification|Header too large/i.test(error.message)) {
    return about(
      'not-ssh',
      `What answers at ${place} is not an SSH server.`,
      'Check the port in the lab file (ssh: port).',
    );
  }
  return about(
    'ssh-failed',
    `The SSH connection to ${place} failed: ${sentence(error.message)}`,
    'Try "ssh -v" to that host from a terminal: it says more about why.',
  );
}

const unreachable = (target: RemoteTarget): Problem =>
  problem({
    code: 'host-unreachable',
    subject: target.name,
    message: `${targetPlace(target)} does not answer.`,
    hint: 'Check that it is on, that its address in the lab file is right (ssh: address), and that this machine has a way to it.',
  });

/** SSH_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE, and how sshd words its MaxAuthTries. */
const tooMany = (error: { code?: unknown; message: string }): boolean =>
  error.code === 14 || /too many authentication failures/i.test(error.message);

function refused(target: RemoteTarget, login: Login, banner: string): Problem {
  const tried = login.tried();
  const offered = login.offered()?.filter((method) => method !== 'none') ?? [];
  const what = tried.length > 0 ? `Tried: ${tried.join(', ')}.` : 'There was nothing to try: no key and no password.';
  const takes = offered.length > 0 ? ` It takes: ${offered.join(', ')}.` : '';
  const where = target.name === target.address ? targetLabel(target) : `${target.name} (${targetLabel(target)})`;
  return problem({
    code: 'ssh-login-refused',
    subject: target.name,
    message: `${where} does not let us in. ${what}${takes}`,
    hint: `Put your public key into ~${target.user}/.ssh/authorized_keys on that host (ssh-copy-id does it), name the right key with "key:" or --key, or give the password when asked.`,
    ...(banner.trim() === '' ? {} : { detail: { output: saidBy(speakerOf(target), banner) } }),
  });
}

/** Some logins have two factors or three, and each may be mistyped; what goes on asking is after the answers. */
export const asksTooMuch = (target: RemoteTarget): Problem =>
  problem({
    code: 'ssh-login-questions',
    subject: target.name,
    message: `${targetPlace(target)} asks more questions than any login needs; it was not answered any further.`,
    hint: 'Log in there with ssh by hand and see what it asks; it may not be the machine that you mean.',
  });

/** @param said the host's own words */
export const expired = (target: RemoteTarget, said: string): Problem =>
  problem({
    ...passwordExpired(target.name, target.user),
    subject: target.name,
    ...(said.trim() === '' ? {} : { detail: { output: saidBy(speakerOf(target), said) } }),
  });

const sentence = (text: string): string => {
  const clean = printableLine(text, 300);
  return /[.!?]$/.test(clean) ? clean : `${clean}.`;
};
