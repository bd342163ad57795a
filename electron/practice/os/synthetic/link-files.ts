/** /sys/class/net/NAME: a link's properties as files. */

import { editLink, type KernelLink, Refusal } from '../../../../shared/machine/kernel/kernel.ts';
import { flagBits, operstate, queueLength } from '../../../../shared/machine/kernel/link-status.ts';
import { setMtu } from '../../../../shared/machine/kernel/links.ts';
import { FileError } from '../files/files.ts';
import type { Machine } from '../machine.ts';
import { directory, file, listing, type Node } from './overlay.ts';

export function linkFiles(machine: () => Machine): Node {
  const names = (): readonly string[] =>
    machine()
      .kernel()
      .links.map(({ name }) => name);
  return listing(names, (name) => ofLink(machine, name));
}

function ofLink(machine: () => Machine, name: string): Node {
  const link = (): KernelLink => {
    const found = machine()
      .kernel()
      .links.find((item) => item.name === name);
    if (found === undefined) throw new FileError('ENOENT');
    return found;
  };
  const show = (text: (link: KernelLink) => string | number): Node => file(() => `${text(link())}\n`);
  const counter = show(() => 0);
  const entries: Readonly<Record<string, Node>> = {
    address: show(({ mac }) => mac),
    addr_len: show(() => 6),
    broadcast: show(({ kind }) => (kind === 'loopback' ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff')),
    carrier: file(() => {
      const { up, carrier } = link();
      // The kernel answers so for a link that is down.
      if (!up) throw new FileError('EINVAL');
      return carrier ? '1\n' : '0\n';
    }),
    flags: show((item) => `0x${flagBits(item).toString(16)}`),
    ifalias: file(
      () => (link().alias === undefined ? '' : `${link().alias}\n`),
      (text) => machine().changeKernel((kernel) => editLink(kernel, name, { alias: text.trimEnd() || undefined })),
    ),
    ifindex: show(({ index }) => index),
    iflink: show((item) => parentIndex(machine(), item)),
    mtu: file(
      () => `${link().mtu}\n`,
      (text) => {
        try {
          machine().changeKernel((kernel) => setMtu(kernel, name, Number(text)));
        } catch (error) {
          if (error instanceof Refusal) throw new FileError('EINVAL');
          throw error;
        }
      },
    ),
    operstate: show((item) => operstate(item).toLowerCase()),
    tx_queue_len: show(queueLength),
    type: show(({ kind }) => (kind === 'loopback' ? 772 : 1)),
    uevent: file(() => `INTERFACE=${name}\nIFINDEX=${link().index}\n`),
    statistics: directory({
      rx_bytes: counter,
      rx_packets: counter,
      tx_bytes: counter,
      tx_packets: counter,
    }),
  };
  return {
    kind: 'directory',
    names: () => [...Object.keys(entries), ...(link().kind === 'bridge' ? ['bridge', 'brif'] : [])],
    entry(item) {
      if (Object.hasOwn(entries, item)) return entries[item];
      if (link().kind !== 'bridge') return undefined;
      if (item === 'bridge') return directory({ stp_state: counter });
      return item === 'brif'
        ? listing(
            () => portsOf(machine(), name),
            () => directory({}),
          )
        : undefined;
    },
  };
}

const portsOf = (machine: Machine, bridge: string): readonly string[] =>
  machine
    .kernel()
    .links.filter(({ master }) => master === bridge)
    .map(({ name }) => name);

function parentIndex(machine: Machine, { index, parent, peer }: KernelLink): number {
  if (peer !== undefined) return peer.index;
  return machine.kernel().links.find(({ name }) => name === parent)?.index ?? index;
}
