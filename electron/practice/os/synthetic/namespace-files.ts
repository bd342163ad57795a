/** /proc/net, /proc/sys/net and /sys/class/net as programs in a named network namespace see them: all else is the host's. */
import { FileError, type Files } from '../files/files.ts';
import type { Machine, NetworkNamespace, Userland } from '../machine.ts';
import { viewAt } from '../network/view.ts';
import { linkFiles } from './link-files.ts';
import { netFiles } from './net-files.ts';
import { directory, overlay } from './overlay.ts';
import { sysctlFiles } from './sysctl-files.ts';

const known = new WeakMap<Machine, Map<string, Userland>>();

export function namespaceUserland(machine: Machine, name: string): Userland {
  const own = known.get(machine) ?? new Map<string, Userland>();
  known.set(machine, own);
  const made = own.get(name) ?? makeUserland(machine, name);
  own.set(name, made);
  return made;
}

function makeUserland(machine: Machine, name: string): Userland {
  const space: NetworkNamespace = { kind: 'named', id: name };
  const net = (): NetworkNamespace => space;
  const view = () => viewAt(machine, space);
  const change: Parameters<typeof sysctlFiles>[1] = (next) => view().change(next);
  const kernel = () => view().kernel;
  const root = directory({
    proc: directory({
      net: netFiles(() => machine, net),
      sys: directory({ net: sysctlFiles(kernel, change) }),
    }),
    sys: directory({
      class: directory({ net: linkFiles({ kernel, change, machine: () => machine, net }) }),
    }),
  });
  return {
    get hostname() {
      return machine.userland.hostname;
    },
    files: overlay(hiding(machine.userland.files), root, () => machine.clock.now()),
    commands: machine.userland.commands,
  };
}

const OTHERWISE = ['/proc/net', '/proc/sys/net', '/sys/class/net'];

/** The host's files without those that are other ones in each namespace. */
function hiding(files: Files): Files {
  const hidden = (path: string): boolean => OTHERWISE.some((place) => path === place || path.startsWith(`${place}/`));
  return {
    ...files,
    status: (path) => (hidden(path) ? undefined : files.status(path)),
    read(path) {
      if (hidden(path)) throw new FileError('ENOENT');
      return files.read(path);
    },
    list(path) {
      if (hidden(path)) throw new FileError('ENOENT');
      return files.list(path);
    },
  };
}
