/** Where things are kept on this machine, by the custom of each system. Nothing is read or made here. */
import { isAbsolute, join, resolve } from 'node:path';
import { NotThatFile } from './regular-file.ts';

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  /** Undefined: this user has none. */
  readonly home: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * @param told what the system says of this user's home; it throws for a user that has no entry, and HOME may be empty
 */
export function homeFolder(told: () => string): string | undefined {
  try {
    const home = told();
    return isAbsolute(home) ? home : undefined;
  } catch {
    return undefined;
  }
}

/** Trunkline's own data: known host keys, settings. Undefined: this user has no place for it. */
export function dataFolder({ platform, home, env }: Surroundings): string | undefined {
  const within = (base: string | undefined, ...names: string[]): string | undefined => base && join(base, ...names);
  switch (platform) {
    case 'win32':
      return within(env.APPDATA ?? within(home, 'AppData', 'Roaming'), 'Trunkline');
    case 'darwin':
      return within(home, 'Library', 'Application Support', 'Trunkline');
    default:
      return within(absolute(env.XDG_DATA_HOME) ?? within(home, '.local', 'share'), 'trunkline');
  }
}

/** The XDG specification: a relative path in such a variable is ignored. */
const absolute = (path: string | undefined): string | undefined => (path?.startsWith('/') ? path : undefined);

/** The person's ssh agent, if one seems to run. */
export function agentPath({ platform, env }: Surroundings): string | undefined {
  return env.SSH_AUTH_SOCK || (platform === 'win32' ? '\\\\.\\pipe\\openssh-ssh-agent' : undefined);
}

/** @throws NotThatFile the folder that a relative path begins in is gone */
export function fullPath(path: string): string {
  if (isAbsolute(path)) return resolve(path);
  try {
    return resolve(path);
  } catch {
    throw new NotThatFile('the folder that this program was started in is gone');
  }
}

/** `~` and `~/…` stand for the home folder, as in a shell. Undefined: there is none. */
export function expandHome(path: string, home: string | undefined): string | undefined {
  if (path === '~') return home;
  if (!/^~[/\\]/.test(path)) return path;
  return home && join(home, path.slice(2));
}
