/** /sys/class/net/NAME: a link's properties as files. */

import { editLink, type KernelState, linkOf, Refusal } from '../../../../shared/machine/kernel/kernel.ts';
import type { KernelLink } from '../../../../shared/machine/kernel/kernel-link.ts';
import {
  flagBits,
  operstate,
  portCost,
  portPriority,
  queueLength,
} from '../../../../shared/machine/kernel/link-status.ts';
import { setMtu } from '../../../../shared/machine/kernel/links.ts';
import { FileError } from '../files/files.ts';
import type { Machine, NetworkNamespace } from '../machine.ts';
import { type Carried, carriedBy } from '../network/counters.ts';
import { directory, file, listing, type Node } from './overlay.ts';

/** Whose links they are. */
export interface LinkSight {
  kernel(): KernelState;
  change(next: (kernel: KernelState) => KernelState): void;
  machine(): Machine;
  net(): NetworkNamespace;
}

/** Links of hardware stand with it, all others with what is virtual. */
const deviceOf = (kernel: KernelState, link: KernelLink): string => {
  const place = platformDevice(kernel, link);
  return place === undefined ? `virtual/net/${link.name}` : `platform/${place}/net/${link.name}`;
};

/** As the cards of the real lab's hosts are called by their driver; undefined: it is no card. */
export function platformDevice({ links }: KernelState, { name, kind }: KernelLink): string | undefined {
  if (kind !== 'nic') return undefined;
  return `uml-vector.${links.filter((link) => link.kind === 'nic').findIndex((link) => link.name === name)}`;
}

/** /sys/class/net: each link, which stands in /sys/devices. */
export function linkFiles(sight: LinkSight): Node {
  const links = (): readonly KernelLink[] => sight.kernel().links;
  const bonds = (): readonly string[] => links().flatMap(({ kind, name }) => (kind === 'bond' ? [name] : []));
  /** It is there as soon as the module is. */
  const masters = (): boolean => bonds().length > 0;
  return listing(
    () => [...links().map(({ name }) => name), ...(masters() ? ['bonding_masters'] : [])],
    (name) => {
      if (name === 'bonding_masters') return file(() => `${bonds().join(' ')}\n`);
      const link = (): string => {
        const found = links().find((item) => item.name === name);
        return `../../devices/${found === undefined ? `virtual/net/${name}` : deviceOf(sight.kernel(), found)}`;
      };
      return { ...ofLink(sight, name), link };
    },
    (name) => links().some((link) => link.name === name) || (name === 'bonding_masters' && masters()),
  );
}

/** /sys/devices, as far as links stand there. */
export function deviceFiles(sight: LinkSight): Node {
  const places = (): readonly (readonly [string, string])[] =>
    sight.kernel().links.map((link) => [deviceOf(sight.kernel(), link), link.name]);
  const below = (folder: string): Node =>
    listing(
      () => [
        ...new Set(
          places().flatMap(([place]) =>
            place.startsWith(folder) ? (place.slice(folder.length).split('/', 1)[0] ?? []) : [],
          ),
        ),
      ],
      (name) => {
        const own = places().find(([place]) => place === folder + name)?.[1];
        return own === undefined ? below(`${folder}${name}/`) : ofLink(sight, own);
      },
    );
  return below('');
}

function ofLink(sight: LinkSight, name: string): Node {
  const { kernel, change } = sight;
  const link = (): KernelLink => {
    const found = kernel().links.find((item) => item.name === name);
    if (found === undefined) throw new FileError('ENOENT');
    return found;
  };
  const show = (text: (link: KernelLink) => string | number): Node => file(() => `${text(link())}\n`);
  const silent = (code: 'EINVAL' | 'EOPNOTSUPP'): Node =>
    file(() => {
      throw new FileError(code);
    });
  /** What the kernel tells only while the link is up. */
  const runs = (text: () => string): Node =>
    file(() => {
      if (!link().up) throw new FileError('EINVAL');
      return `${text()}\n`;
    });
  const counter = show(() => 0);
  const carried = (what: keyof Carried): Node => show(() => carriedBy(sight.machine(), sight.net(), name)[what]);
  const entries: Readonly<Record<string, Node>> = {
    addr_assign_type: show(() => 0),
    address: show(({ mac }) => mac),
    addr_len: show(() => 6),
    broadcast: show(({ kind }) => (kind === 'loopback' ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff')),
    carrier: file(() => {
      const { up, carrier } = link();
      // The kernel answers so for a link that is down.
      if (!up) throw new FileError('EINVAL');
      return carrier ? '1\n' : '0\n';
    }),
    ...{ carrier_changes: show(() => 1), carrier_down_count: show(() => 0), carrier_up_count: show(() => 1) },
    ...{ dev_id: show(() => '0x0'), dev_port: show(() => 0), dormant: runs(() => '0') },
    ...{ duplex: silent('EINVAL'), gro_flush_timeout: show(() => 0) },
    flags: show((item) => `0x${flagBits(kernel(), item).toString(16)}`),
    ifalias: file(
      () => (link().alias === undefined ? '' : `${link().alias}\n`),
      (text) => change((before) => editLink(before, name, { alias: text.trimEnd() || undefined })),
    ),
    ifindex: show(({ index }) => index),
    iflink: show((item) => parentIndex(kernel(), item)),
    ...{ link_mode: show(() => 0), name_assign_type: silent('EINVAL'), napi_defer_hard_irqs: show(() => 0) },
    ...{ netdev_group: show(({ group }) => (group === undefined ? 0 : group)) },
    ...{
      phys_port_id: silent('EOPNOTSUPP'),
      phys_port_name: silent('EOPNOTSUPP'),
      phys_switch_id: silent('EOPNOTSUPP'),
    },
    ...{ power: directory({}), proto_down: show(() => 0), queues: directory({}), subsystem: directory({}) },
    ...{ speed: silent('EINVAL'), testing: runs(() => '0'), threaded: show(() => 0) },
    mtu: file(
      () => `${link().mtu}\n`,
      (text) => {
        try {
          change((before) => setMtu(before, name, Number(text)));
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
      rx_bytes: carried('rxBytes'),
      rx_packets: carried('rxPackets'),
      tx_bytes: carried('txBytes'),
      tx_packets: carried('txPackets'),
      ...Object.fromEntries(QUIET.map((item) => [item, counter])),
    }),
  };
  return {
    kind: 'directory',
    names: () => [
      ...Object.keys(entries),
      ...(link().kind === 'bridge' ? ['bridge', 'brif'] : []),
      ...(isPort(kernel(), link()) ? ['brport'] : []),
    ],
    entry(item) {
      if (Object.hasOwn(entries, item)) return entries[item];
      if (item === 'brport' && isPort(kernel(), link())) return portFiles(kernel, name);
      if (link().kind !== 'bridge') return undefined;
      if (item === 'bridge')
        return directory({
          ...{ ageing_time: show(() => 30_000), forward_delay: show(() => 1500), hello_time: show(() => 200) },
          bridge_id: show(
            (item) =>
              `8000.${portsOf(kernel(), item.name).length > 0 || item.ownMac === true ? item.mac.replaceAll(':', '') : '0'.repeat(12)}`,
          ),
          default_pvid: show(() => 1),
          ...{ max_age: show(() => 2000), priority: show(() => 32_768) },
          stp_state: show(({ stp }) => (stp ? 1 : 0)),
          vlan_filtering: show(({ filters }) => (filters ? 1 : 0)),
        });
      return item === 'brif'
        ? listing(
            () => portsOf(kernel(), name),
            () => directory({}),
          )
        : undefined;
    },
  };
}

const isPort = ({ links }: KernelState, { master }: KernelLink): boolean =>
  master !== undefined && links.some(({ name, kind }) => name === master && kind === 'bridge');

/** What a bridge's port is set to, as br_sysfs_if.c shows it: as new ports are. */
function portFiles(kernel: () => KernelState, name: string): Node {
  const found = (): KernelLink => linkOf(kernel(), name);
  const off = ['bpdu_guard', 'change_ack', 'config_pending', 'group_fwd_mask', 'hairpin_mode', 'isolated'];
  const still = ['forward_delay_timer', 'hold_timer', 'message_age_timer', 'proxyarp', 'proxyarp_wifi', 'root_block'];
  const on = ['broadcast_flood', 'learning', 'multicast_flood', 'multicast_router', 'unicast_flood'];
  const number = (text: string | number): Node => file(() => `${text}\n`);
  return directory({
    backup_port: file(() => ''),
    ...Object.fromEntries([...off, ...still].map((item) => [item, number(0)])),
    ...Object.fromEntries(on.map((item) => [item, number(1)])),
    ...{ multicast_fast_leave: number(0), multicast_to_unicast: number(0), neigh_suppress: number(0) },
    path_cost: file(() => `${portCost(found())}\n`),
    priority: file(() => `${portPriority(found())}\n`),
    state: file(() => `${found().carrier ? 3 : 0}\n`),
  });
}

/** Nothing is ever dropped or broken on a practice host's cards. */
const QUIET = ['rx_errors', 'tx_errors', 'rx_dropped', 'tx_dropped', 'collisions', 'multicast'];

const portsOf = ({ links }: KernelState, bridge: string): readonly string[] =>
  links.filter(({ master }) => master === bridge).map(({ name }) => name);

function parentIndex({ links }: KernelState, { index, parent, peer }: KernelLink): number {
  if (peer !== undefined) return peer.index;
  return links.find(({ name }) => name === parent)?.index ?? index;
}
