import { type Problem, problem } from '../problem.ts';
import type { HostFacts } from './state.ts';

/**
 * How a script of ours gets to a host and becomes root there: one remote command that reads it from standard input. Nothing
 * of it is ever an argument, so there is no limit to its size and nobody on the host reads it in a list of processes.
 *
 * What holds for every script:
 *
 * - Nothing runs before all of it has arrived: it stands between `{` and `}`, and a shell runs no half of that.
 * - The login shell may be any; what it is given has no more than single quotes. The script itself is run by `sh`.
 * - A password goes over standard input, to sudo alone. Where sudo does not take it (it needed none after all), everything up
 *   to the line that begins the script is read over, in memory, so that it is never a command nor part of a message.
 * - Where sudo may have taken away the login's SSH_CONNECTION, that is the script's first argument; what sudo said, where it
 *   was asked and refused, is its second.
 */
export interface Load {
  readonly script: string;
  /**
   * As the host's probe found it. Undefined: not yet known. Then the script runs as root where that needs no password, and
   * else as the user.
   */
  readonly privilege: HostFacts['privilege'] | undefined;
  /** For `sudo-password`: one that `passwordTrial` has proven. A wrong one makes sudo read the script as further guesses. */
  readonly password?: string | undefined;
}

export interface Loaded {
  readonly command: string;
  readonly stdin: string;
}

export function loadScript({ script, privilege, password }: Load): Loaded {
  const whole = `{\n${script}\n}\n`;
  switch (privilege) {
    case 'root':
    case 'none':
      return { command: 'exec sh -s', stdin: whole };
    case 'sudo':
      return { command: inShell('exec sudo -n sh -s -- "$SSH_CONNECTION"'), stdin: whole };
    case 'sudo-password':
      return {
        command: `${inShell('exec sudo -k -S -p "" sh -c "$0" "$SSH_CONNECTION"')} '${SKIP_TO_SCRIPT}'`,
        stdin: `${password ?? ''}\n${BEGIN}\n${whole}`,
      };
    case undefined:
      return { command: inShell(ROOT_OR_USER), stdin: whole };
  }
}

/**
 * Whether sudo takes a password: the command ends with 0. Ask this before the password is used. sudo guesses on with whatever
 * comes next, and some hosts lock a user out for three wrong ones; here nothing comes next.
 */
export const passwordTrial = (password: string): Loaded => ({
  command: inShell('exec sudo -k -S -p "" true'),
  stdin: `${password}\n`,
});

const BEGIN = '#trunkline';
const INCOMPLETE = 97;

const SKIP_TO_SCRIPT = `while IFS= read -r line; do [ "$line" = "${BEGIN}" ] && exec sh -s -- "$0"; done; exit ${INCOMPLETE}`;

/** `/` belongs to root on every host; asking `id` would start a process more. */
const ROOT_OR_USER =
  'if [ -O / ]; then exec sh -s -- "$SSH_CONNECTION"; fi; ' +
  'said=$(sudo -n true 2>&1 </dev/null) && exec sudo -n sh -s -- "$SSH_CONNECTION"; ' +
  'exec sh -s -- "$SSH_CONNECTION" "$said"';

/** sudo speaks the language of its environment, and `explainLoaderFailure` knows English. */
const inShell = (script: string): string => `exec sh -c 'LC_ALL=C; export LC_ALL; ${script}'`;

/**
 * Why a loaded script did not run, in words; undefined: what was printed says nothing of the kind. Only to be asked when the
 * script itself printed nothing.
 */
export function explainLoaderFailure(
  stderr: string,
  { host, user }: { readonly host: string; readonly user: string },
): Problem | undefined {
  const found = FAILURES.find(({ says }) => says.test(stderr));
  if (found === undefined) return undefined;
  const { code, message, hint } = found.words(host, user);
  return problem({ code, subject: host, message, hint, detail: { output: stderr.trim().slice(-2000) } });
}

interface Words {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

const logInAsRoot = (user: string): string => `Log in as root, or let ${user} use sudo there.`;

/** A host lets nobody do anything before a password that has expired is changed, and asks for that at terminals alone. */
export const passwordExpired = (host: string, user: string): Words => ({
  code: 'password-expired',
  message: `The password of ${user} on ${host} has expired, and nothing is done there before it is changed.`,
  hint: 'Log in there once with "ssh" from a terminal: it asks for a new one. Then try again.',
});

/** What sudo (1.8 to 1.9), sudo-rs and shells say. The first that fits counts. */
const FAILURES: readonly { readonly says: RegExp; readonly words: (host: string, user: string) => Words }[] = [
  {
    says: /password change (?:is )?required|password (?:has|is) expired|required to change your password/i,
    words: passwordExpired,
  },
  {
    says: /not in the sudoers|may not run sudo|is not allowed to (?:run|execute)|I'm sorry .* I'm afraid I can't do that/i,
    words: (host, user) => ({
      code: 'no-root',
      message: `${user} may not become root on ${host}: its sudo does not allow it.`,
      hint: logInAsRoot(user),
    }),
  },
  {
    says: /must have a tty/i,
    words: (host) => ({
      code: 'sudo-needs-tty',
      message: `sudo on ${host} works only at a terminal (requiretty).`,
      hint: 'Take "Defaults requiretty" out of its sudoers file, or log in as root.',
    }),
  },
  {
    says: /incorrect password|sorry, try again|authentication failed|no password was provided|incorrect authentication/i,
    words: (host, user) => ({
      code: 'sudo-wrong-password',
      message: `sudo on ${host} does not take that password of ${user}.`,
      hint: 'Try again with the right one. Nothing was changed there.',
    }),
  },
  {
    says: /password is required|authentication is required|terminal is required/i,
    words: (host, user) => ({
      code: 'sudo-password',
      message: `sudo on ${host} wants the password of ${user}.`,
      hint: `Give it when asked, log in as root, or let ${user} use sudo without a password.`,
    }),
  },
  {
    says: /sudo: (?:command )?not found|sudo: No such file/i,
    words: (host, user) => ({
      code: 'no-root',
      message: `${host} has no sudo, so ${user} may not become root there.`,
      hint: 'Log in as root, or install sudo there.',
    }),
  },
  {
    says: /sh: (?:command )?not found|(?:\/sh|sh): No such file/i,
    words: (host) => ({
      code: 'no-shell',
      message: `${host} has no POSIX shell (sh), which every step needs.`,
      hint: 'Use a user with an ordinary login there; a switch or an appliance cannot be a host of a lab.',
    }),
  },
  {
    says: /end of file|unexpected EOF|unterminated|Unterminated/i,
    words: (host) => ({
      code: 'script-incomplete',
      message: `What was to run on ${host} did not arrive whole, so nothing of it ran.`,
      hint: 'Try again.',
    }),
  },
  {
    says: /^sudo: /m,
    words: (host, user) => ({
      code: 'sudo-failed',
      message: `sudo on ${host} would not run for ${user}.`,
      hint: 'What it said is below. Try "sudo true" there by hand, or log in as root.',
    }),
  },
];
