/** /proc/sys/net: the kernel's settings as files. */

import { type KernelState, Refusal } from '../../../../shared/machine/kernel/kernel.ts';
import { linkOfSysctl, setSysctl } from '../../../../shared/machine/kernel/sysctls.ts';
import { FileError } from '../files/files.ts';
import { directory, file, listing, type Node } from './overlay.ts';

type Change = (next: (kernel: KernelState) => KernelState) => void;

export function sysctlFiles(kernel: () => KernelState, change: Change): Node {
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
  const links = (): readonly string[] => [
    ...new Set(Object.keys(sysctls()).flatMap((name) => linkOfSysctl(name)?.link ?? [])),
  ];
  const itemsOf = (link: string): readonly string[] =>
    Object.keys(sysctls()).flatMap((name) => {
      const own = linkOfSysctl(name);
      return own?.link === link ? [own.item] : [];
    });
  const conf = listing(
    links,
    (link) =>
      listing(
        () => itemsOf(link),
        (item) => setting(`net.ipv4.conf.${link}.${item}`),
        (item) => has(`net.ipv4.conf.${link}.${item}`),
      ),
    (link) => has(`net.ipv4.conf.${link}.forwarding`),
  );
  const plain = (): readonly string[] =>
    Object.keys(sysctls()).flatMap((name) => /^net\.ipv4\.([^.]+)$/.exec(name)?.[1] ?? []);
  const ipv4: Node = {
    kind: 'directory',
    names: () => ['conf', ...plain()],
    entry: (name) =>
      name === 'conf' ? conf : !name.includes('.') && has(`net.ipv4.${name}`) ? setting(`net.ipv4.${name}`) : undefined,
  };
  return directory({ ipv4 });
}
