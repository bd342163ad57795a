/** The first processes of containers: which of them only stay, and running those that do something. */
import { posix } from 'node:path';
import type { Clock } from '../../os/clock.ts';
import type { Command, Userland } from '../../os/machine.ts';
import type { Input } from '../../os/streams.ts';
import type { Container, Image } from './state.ts';

export const argvOf = ({ config }: Container): readonly string[] => [
  ...(config.entrypoint ?? []).filter((word) => word !== ''),
  ...(config.command ?? []),
];

const SHELLS = ['sh', 'ash', 'bash', 'dash'];

/**
 * Whether it does nothing but stay until it is stopped, so that no process of ours is needed for it: a shell that waits for
 * somebody to type, a long sleep, a service.
 */
export function onlyStays(container: Container, image: Pick<Image, 'services'> | undefined): boolean {
  const { openStdin, tty } = container.config;
  const argv = argvOf(container);
  const [program = '', ...rest] = argv;
  const name = posix.basename(program);
  if (image?.services.includes(name)) return name !== 'hello';
  if (SHELLS.includes(name)) {
    const interactive = rest.every((word) => word.startsWith('-') && word !== '-c');
    return interactive && (openStdin || tty);
  }
  if (name === 'sleep') return rest[0] === 'infinity' || rest[0] === 'inf' || Number.parseInt(rest[0] ?? '', 10) >= 60;
  if (name === 'tail') return rest.some((word) => /^-[a-z]*[fF]/.test(word));
  // How people keep a container of busybox running.
  if (name === 'top') return rest.length === 0;
  return name === 'cat' && rest.length === 0 && (openStdin || tty);
}

const isShell = (container: Container): boolean => SHELLS.includes(posix.basename(argvOf(container)[0] ?? ''));

/**
 * What a shell says to the terminal that a container has though nobody watches it: first, and as its prompt, which has no line
 * end and comes into the log when the shell has gone. Undefined: it is no shell of busybox with a terminal.
 */
export function unwatchedShell(
  container: Container,
  image: Pick<Image, 'userland'> | undefined,
): { readonly first: string; readonly prompt: string } | undefined {
  const { tty, workingDir } = container.config;
  if (!tty || image?.userland !== 'busybox' || !isShell(container)) return undefined;
  return {
    first: `\r\n\r\n${SHELL_BANNER}\r\nEnter 'help' for a list of built-in commands.\r\n\r\n`,
    prompt: `${workingDir || '/'} # \x1b[6n`,
  };
}

/** Of the one that the real lab's image has. */
const SHELL_BANNER = 'BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) built-in shell (ash)';

/** The exit status that `docker stop` leaves: a shell or a sleep ignores the request as first process and is killed. */
export const stopStatus = (container: Container, image: Pick<Image, 'services'> | undefined): number =>
  image?.services.includes(posix.basename(argvOf(container)[0] ?? '')) ? 0 : 137;

const PATH = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Undefined: the program is there; else what runc says of it. */
export function missingProgram(program: string, { commands, files }: Userland): string | undefined {
  if (!program.includes('/')) {
    return commands.has(program) ? undefined : `exec: "${program}": executable file not found in $PATH`;
  }
  if (PATH.includes(posix.dirname(program)) && commands.has(posix.basename(program))) return undefined;
  if (posix.dirname(program) === '/' && commands.has(posix.basename(program))) return undefined;
  const status = files.status(program);
  if (status === undefined) return `exec: "${program}": stat ${program}: no such file or directory`;
  return (status.mode & 0o111) === 0 || status.kind !== 'file' ? `exec: "${program}": permission denied` : undefined;
}

/** A service: it waits until it is stopped. */
export const service =
  (clock: () => Clock, says = ''): Command =>
  async ({ stdout, signal }) => {
    if (says !== '') await stdout.write(says);
    else while (!signal.aborted) await clock().sleep(3600_000, signal);
    return 0;
  };

/** Nobody types. */
export const noInput: Input = {
  read: async () => undefined,
  line: async () => undefined,
  all: async () => '',
};

export const HELLO = `
Hello from Docker!
This message shows that your installation appears to be working correctly.

`;
