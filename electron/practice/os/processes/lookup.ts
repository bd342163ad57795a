/** Which program a name means. */
import type { Files } from '../files/files.ts';
import { resolvePath } from '../files/paths.ts';
import type { Command, Userland } from '../machine.ts';

export type Program =
  | { readonly kind: 'command'; readonly path: string; readonly command: Command }
  /** A file that may be executed: for the interpreter that its first line names. */
  | { readonly kind: 'script'; readonly path: string; readonly text: string }
  | { readonly kind: 'denied'; readonly path: string }
  | { readonly kind: 'missing' };

export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const ADMIN = new Set([
  ...['ip', 'iptables', 'iptables-save', 'iptables-restore', 'ip6tables', 'sysctl', 'modprobe', 'modinfo', 'lsmod'],
  ...[
    'ifup',
    'ifdown',
    'ifconfig',
    'route',
    'brctl',
    'bridge',
    'arping',
    'arp',
    'ethtool',
    'tc',
    'reboot',
    'poweroff',
    'shutdown',
  ],
  ...['adduser', 'deluser', 'addgroup', 'delgroup', 'useradd', 'userdel', 'usermod', 'groupadd', 'groupdel', 'visudo'],
  ...['swapon', 'swapoff', 'mkfs', 'fsck', 'blkid', 'chpasswd', 'sshd', 'losetup', 'runuser', 'capsh', 'ebtables'],
  ...['insmod', 'rmmod', 'nft', 'service', 'chroot', 'dhclient', 'vconfig'],
]);
const ADMIN_FOLDERS = new Set(['/usr/sbin', '/sbin']);
const USER_FOLDERS = new Set(['/usr/bin', '/bin']);

export function findProgram(
  userland: Userland,
  name: string,
  env: Readonly<Record<string, string>>,
  cwd: string,
): Program {
  if (name.includes('/')) return programAt(userland, resolvePath(cwd, name));
  if (name === '') return { kind: 'missing' };
  let denied: Program | undefined;
  for (const folder of (env.PATH ?? DEFAULT_PATH).split(':')) {
    const found = programAt(userland, resolvePath(cwd, `${folder || '.'}/${name}`));
    if (found.kind === 'denied') denied ??= found;
    else if (found.kind !== 'missing') return found;
  }
  return denied ?? { kind: 'missing' };
}

function programAt(userland: Userland, path: string): Program {
  const at = path.lastIndexOf('/');
  const folder = path.slice(0, at) || '/';
  const name = path.slice(at + 1);
  const command = userland.commands.get(name);
  if (command !== undefined && isItsFolder(userland, name, folder)) {
    return { kind: 'command', path, command };
  }
  return scriptAt(userland.files, path);
}

/** All of busybox's are in one folder. */
function isItsFolder({ commands, files }: Userland, name: string, folder: string): boolean {
  if (commands.has('ash') && files.status('/bin')?.kind === 'directory')
    return folder === '/bin' || `${folder}/${name}` === '/usr/bin/env';
  return (ADMIN.has(name) ? ADMIN_FOLDERS : USER_FOLDERS).has(folder) && stands(files, folder);
}

/**
 * Programs are no files here, but they go with their folders. On Debian `/bin` and `/sbin` lead to `/usr`; in images the
 * folders of administrators need not be there.
 */
const stands = (files: Files, folder: string): boolean =>
  files.status('/usr')?.kind === 'directory' &&
  (ADMIN_FOLDERS.has(folder) || files.status(folder)?.kind === 'directory');

function scriptAt(files: Files, path: string): Program {
  const status = files.status(path);
  if (status === undefined) return { kind: 'missing' };
  if (status.kind !== 'file' || (status.mode & 0o111) === 0) return { kind: 'denied', path };
  return { kind: 'script', path, text: files.read(path) };
}
