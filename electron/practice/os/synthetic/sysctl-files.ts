/** /proc/sys/net and its like: the kernel's settings as files. */

import { type KernelState, Refusal } from '../../../../shared/machine/kernel/kernel.ts';
import { setSysctl } from '../../../../shared/machine/kernel/sysctls.ts';
import { FileError } from '../files/files.ts';
import { type Directory, file, listing, type Node } from './overlay.ts';

type Change = (next: (kernel: KernelState) => KernelState) => void;

/** What is in a folder in any case: asked first, as hosts have thousands of settings. */
const CERTAIN: Readonly<Record<string, string>> = {
  'net.ipv4.': 'net.ipv4.ip_forward',
  'net.ipv4.conf.': 'net.ipv4.conf.all.forwarding',
  'net.ipv4.neigh.': 'net.ipv4.neigh.default.gc_interval',
};

/** @param of what they all begin with: `net` */
export function sysctlFiles(kernel: () => KernelState, change: Change, of = 'net'): Directory {
  const sysctls = () => kernel().sysctls;
  const has = (name: string): boolean => Object.hasOwn(sysctls(), name);
  const setting = (name: string): Node =>
    file(
      () => `${sysctls()[name] ?? ''}\n`,
      (text) => {
        try {
          change((before) => setSysctl(before, name, text));
        } catch (error) {
          if (error instanceof Refusal) throw new FileError(error.errno === 'ENOENT' ? 'ENOENT' : 'EINVAL');
          throw error;
        }
      },
    );
  const under = (prefix: string): readonly string[] =>
    Object.keys(sysctls()).flatMap((name) => (name.startsWith(prefix) ? name.slice(prefix.length) : []));
  const isFolder = (prefix: string): boolean =>
    has(CERTAIN[prefix] ?? `${prefix}forwarding`) || under(prefix).length > 0;
  /** Links by themselves: their names have dots too. */
  const conf = (prefix: string): Node => {
    const split = (): readonly (readonly [string, string])[] =>
      under(prefix).map((name) => [name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.') + 1)]);
    return listing(
      () => [...new Set(split().map(([link]) => link))],
      (link) =>
        listing(
          () => split().flatMap(([name, item]) => (name === link ? [item] : [])),
          (item) => setting(`${prefix}${link}.${item}`),
          (item) => has(`${prefix}${link}.${item}`),
        ),
      (link) => isFolder(`${prefix}${link}.`),
    );
  };
  const below = (prefix: string): Directory => ({
    kind: 'directory',
    names: () => [...new Set(under(prefix).map((name) => name.replace(/\..*$/, '')))],
    entry(name) {
      if (has(`${prefix}${name}`)) return name.includes('.') ? undefined : setting(`${prefix}${name}`);
      if (name.includes('.') || !isFolder(`${prefix}${name}.`)) return undefined;
      return name === 'conf' || name === 'neigh' ? conf(`${prefix}${name}.`) : below(`${prefix}${name}.`);
    },
  });
  return below(`${of}.`);
}
