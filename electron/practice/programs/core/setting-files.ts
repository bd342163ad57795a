/** Which files of settings are read, and in which order: by `sysctl --system` (sysctl(8)), and when a machine starts (sysctl.d(5)). */
import type { Files } from '../../os/files/files.ts';

/** Of files of one name only the first is read. On Debian `/lib` is `/usr/lib`. */
const FOLDERS = ['/etc/sysctl.d', '/run/sysctl.d', '/usr/local/lib/sysctl.d', '/usr/lib/sysctl.d'];

/** systemd-sysctl's: by their names, wherever they are. What leads to /dev/null takes one away. */
export function settingsAtStart(files: Files): readonly string[] {
  const found = new Map<string, string>();
  for (const folder of FOLDERS) {
    if (files.status(folder)?.kind !== 'directory') continue;
    for (const name of files.list(folder))
      if (name.endsWith('.conf') && !found.has(name)) found.set(name, `${folder}/${name}`);
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, path]) => path)
    .filter((path) => files.status(path)?.kind === 'file');
}

/** What procps reads besides, last of all: systemd comes to it only by Debian 12's link in /etc/sysctl.d. */
export const settingsOfSystem = (files: Files): readonly string[] => [
  ...settingsAtStart(files),
  ...(files.status('/etc/sysctl.conf')?.kind === 'file' ? ['/etc/sysctl.conf'] : []),
];
