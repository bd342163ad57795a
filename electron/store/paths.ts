/** Where things are kept on this machine, by the custom of each system. Nothing is read or made here. */
import { join } from 'node:path';

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Trunkline's own data: known host keys, settings. */
export function dataFolder({ platform, home, env }: Surroundings): string {
  switch (platform) {
    case 'win32':
      return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Trunkline');
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Trunkline');
    default:
      return join(absolute(env.XDG_DATA_HOME) ?? join(home, '.local', 'share'), 'trunkline');
  }
}

/** The XDG specification: a relative path in such a variable is ignored. */
const absolute = (path: string | undefined): string | undefined => (path?.startsWith('/') ? path : undefined);

/** The person's ssh agent, if one seems to run. */
export function agentPath({ platform, env }: Surroundings): string | undefined {
  return env.SSH_AUTH_SOCK || (platform === 'win32' ? '\\\\.\\pipe\\openssh-ssh-agent' : undefined);
}

/** `~` and `~/…` stand for the home folder, as in a shell. */
export function expandHome(path: string, home: string): string {
  if (path === '~') return home;
  return /^~[/\\]/.test(path) ? join(home, path.slice(2)) : path;
}
