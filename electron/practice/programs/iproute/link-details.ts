/** What `ip -d` adds to a link: its kind with all that belongs to it, and limits. */
import type { KernelState } from '../../../../shared/machine/kernel/kernel.ts';
import { standsOn } from '../../../../shared/machine/kernel/kernel.ts';
import type { KernelLink } from '../../../../shared/machine/kernel/kernel-link.ts';
import { portCost, portPriority } from '../../../../shared/machine/kernel/link-status.ts';
import { isSince, releaseOf } from '../../os/releases.ts';
import type { Json } from './output.ts';
import { vlanJson, vlanText } from './vlan-options.ts';

const bridgeId = (mac: string): string =>
  `8000.${mac
    .split(':')
    .map((byte) => Number.parseInt(byte, 16).toString(16))
    .join(':')}`;

/** A person's own flag, a bridge, a child that takes over, and for a card children with addresses of their own count one each. */
function promiscuity({ links, lent = [] }: KernelState, link: KernelLink): number {
  const isBelow = (name: string | undefined, depth = 0): boolean => {
    if (name === undefined || depth > 16) return false;
    return name === link.name || isBelow(links.find((item) => item.name === name)?.parent, depth + 1);
  };
  const children = [...lent, ...links.filter(({ up }) => up)];
  const heard = link.kind === 'nic' && children.some(({ kind, parent }) => kind === 'macvlan' && isBelow(parent));
  const takenOver = links.some((child) => standsOn(child, link.name) && child.mode === 'passthru');
  const inside = links.filter(
    ({ kind, parent, promiscuous, up }) => kind === 'vlan' && parent === link.name && promiscuous && up,
  ).length;
  return inside + Number(link.promiscuous) + Number(link.master !== undefined) + Number(takenOver) + Number(heard);
}

/** The iproute2 from which on it tells limits for IPv4 alone too: 6.1 does not, 6.15 does. */
const MORE_LIMITS = '6.15.0';

interface Limits {
  readonly min: number;
  readonly max: number;
  readonly queues: number;
}

function limitsOf({ links }: KernelState, { kind, parent, maxMtu = 65535 }: KernelLink): Limits {
  switch (kind) {
    case 'dummy':
    case 'loopback':
      return { min: 0, max: 0, queues: 1 };
    case 'veth':
      return { min: 68, max: 65535, queues: 2 };
    case 'vlan':
      return { min: 0, max: 65535, queues: 1 };
    case 'nic':
      return { min: 68, max: maxMtu, queues: 1 };
    case 'macvlan':
      // As large as what it stands on can be.
      return { min: 68, max: links.find(({ name }) => name === parent)?.maxMtu ?? 65535, queues: 1 };
    default:
      return { min: 68, max: 65535, queues: 1 };
  }
}

export function detailsText(kernel: KernelState, link: KernelLink, withMode: boolean, end: string): string {
  const { min, max, queues } = limitsOf(kernel, link);
  const data = dataOf(link);
  const kind = data === undefined ? '' : `${end}    ${data.kind} ${data.text}`;
  const port = link.master === undefined ? '' : `${end}    bridge_slave ${portText(link)}`;
  const place = deviceOf(kernel, link);
  const mode = withMode ? 'addrgenmode eui64 ' : '';
  const young = isSince(releaseOf(kernel.facts).iproute2, MORE_LIMITS);
  const more = young ? 'gso_ipv4_max_size 65536 gro_ipv4_max_size 65536 ' : '';
  return ` promiscuity ${promiscuity(kernel, link)}${young ? '' : ' '} allmulti 0 minmtu ${min} maxmtu ${max} ${kind}${port}${mode}numtxqueues ${queues} gso_max_size 65536 gso_max_segs 65535 tso_max_size 65536 tso_max_segs 65535 gro_max_size 65536 ${more}${place === undefined ? '' : `parentbus platform parentdev ${place} `}`;
}

export function detailsJson(
  kernel: KernelState,
  link: KernelLink,
  withMode: boolean,
): { readonly [key: string]: Json } {
  const { min, max, queues } = limitsOf(kernel, link);
  const data = dataOf(link);
  const place = deviceOf(kernel, link);
  return {
    promiscuity: promiscuity(kernel, link),
    allmulti: 0,
    min_mtu: min,
    max_mtu: max,
    ...((data !== undefined || link.master !== undefined) && {
      linkinfo: {
        ...(data !== undefined && {
          info_kind: data.kind,
          ...(data.json !== undefined && { info_data: data.json }),
        }),
        ...(link.master !== undefined && {
          info_slave_kind: 'bridge',
          info_slave_data: { state: link.carrier ? 'forwarding' : 'disabled', priority: 32, cost: 2 },
        }),
      },
    }),
    ...(withMode && { inet6_addr_gen_mode: 'eui64' }),
    num_tx_queues: queues,
    gso_max_size: 65536,
    gso_max_segs: 65535,
    tso_max_size: 65536,
    tso_max_segs: 65535,
    gro_max_size: 65536,
    ...(isSince(releaseOf(kernel.facts).iproute2, MORE_LIMITS) && {
      gso_ipv4_max_size: 65536,
      gro_ipv4_max_size: 65536,
    }),
    ...(place !== undefined && { parentbus: 'platform', parentdev: place }),
  };
}

/** As the cards of the real lab's hosts are called by their driver. */
function deviceOf({ links }: KernelState, { name, kind }: KernelLink): string | undefined {
  if (kind !== 'nic') return undefined;
  return `uml-vector.${links.filter((link) => link.kind === 'nic').findIndex((link) => link.name === name)}`;
}

interface Data {
  readonly kind: string;
  readonly text: string;
  readonly json: Json | undefined;
}

function dataOf(link: KernelLink): Data | undefined {
  const { kind, mode = '', vlan = 0, serviceTag = false, mac, filters = false, stp = false } = link;
  const protocol = serviceTag ? '802.1ad' : '802.1Q';
  switch (kind) {
    case 'vlan':
      return {
        kind,
        text: `protocol ${protocol} id ${vlan} ${vlanText(link.vlanOptions)}`,
        json: { protocol, id: vlan, ...vlanJson(link.vlanOptions) },
      };
    case 'macvlan':
      return {
        kind,
        text: `mode ${mode} bcqueuelen 1000 usedbcqueuelen 1000 `,
        json: { mode, bcqueuelen: 1000, usedbcqueuelen: 1000 },
      };
    case 'ipvlan':
      return { kind, text: ` mode ${mode} bridge `, json: { mode, flags: 'bridge' } };
    case 'bridge':
      return {
        kind,
        text: `forward_delay 1500 hello_time 200 max_age 2000 ageing_time 30000 stp_state ${Number(stp)} priority 32768 vlan_filtering ${Number(filters)} vlan_protocol 802.1Q bridge_id ${bridgeId(mac)} designated_root ${bridgeId(mac)} root_port 0 root_path_cost 0 `,
        json: {
          forward_delay: 1500,
          hello_time: 200,
          max_age: 2000,
          ageing_time: 30_000,
          stp_state: Number(stp),
          priority: 32_768,
          vlan_filtering: Number(filters),
          vlan_protocol: '802.1Q',
          bridge_id: bridgeId(mac),
          root_id: bridgeId(mac),
          root_port: 0,
          root_path_cost: 0,
        },
      };
    case 'bond':
      return { kind, text: `mode ${mode} `, json: { mode } };
    case 'veth':
    case 'dummy':
      return { kind, text: '', json: undefined };
    case 'nic':
    case 'loopback':
    case 'other':
      return undefined;
  }
}

const portText = (link: KernelLink): string =>
  `state ${link.carrier ? 'forwarding' : 'disabled'} priority ${portPriority(link)} cost ${portCost(link)} hairpin off guard off root_block off fastleave off learning on flood on `;
