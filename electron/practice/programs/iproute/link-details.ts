/** What `ip -d` adds to a link: its kind with all that belongs to it, and limits. */
import type { KernelState } from '../../../../shared/machine/kernel/kernel.ts';
import { standsOn } from '../../../../shared/machine/kernel/kernel.ts';
import { type KernelLink, USUAL_BRIDGE } from '../../../../shared/machine/kernel/kernel-link.ts';
import { portCost, portPriority } from '../../../../shared/machine/kernel/link-status.ts';
import { isSince, releaseOf } from '../../os/releases.ts';
import { platformDevice } from '../../os/synthetic/link-files.ts';
import { decimal, type Json } from './output.ts';
import { vlanJson, vlanText } from './vlan-options.ts';

const isPort = ({ links }: KernelState, { master }: KernelLink): boolean =>
  links.some(({ name, kind }) => name === master && kind === 'bridge');

const bridgeId = (mac: string, priority: number): string =>
  `${priority.toString(16).padStart(4, '0')}.${mac
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
    case 'bond':
      return { min: 68, max: 65535, queues: 16 };
    default:
      return { min: 68, max: 65535, queues: 1 };
  }
}

export function detailsText(kernel: KernelState, link: KernelLink, withMode: boolean, end: string): string {
  const { min, max, queues } = limitsOf(kernel, link);
  const data = dataOf(kernel, link);
  const kind = data === undefined ? '' : `${end}    ${data.kind} ${data.text}`;
  const port = isPort(kernel, link) ? `${end}    bridge_slave ${told(portFields(kernel, link)).text}` : '';
  const place = platformDevice(kernel, link);
  const mode = withMode ? 'addrgenmode eui64 ' : '';
  const young = isSince(releaseOf(kernel.facts).iproute2, MORE_LIMITS);
  const more = young ? 'gso_ipv4_max_size 65536 gro_ipv4_max_size 65536 ' : '';
  return ` promiscuity ${promiscuity(kernel, link)}${young ? '' : ' '} allmulti ${Number(isPort(kernel, link))} minmtu ${min} maxmtu ${max} ${kind}${port}${mode}numtxqueues ${queues} gso_max_size 65536 gso_max_segs 65535 tso_max_size 65536 tso_max_segs 65535 gro_max_size 65536 ${more}${place === undefined ? '' : `parentbus platform parentdev ${place} `}`;
}

export function detailsJson(
  kernel: KernelState,
  link: KernelLink,
  withMode: boolean,
): { readonly [key: string]: Json } {
  const { min, max, queues } = limitsOf(kernel, link);
  const data = dataOf(kernel, link);
  const place = platformDevice(kernel, link);
  return {
    promiscuity: promiscuity(kernel, link),
    allmulti: Number(isPort(kernel, link)),
    min_mtu: min,
    max_mtu: max,
    ...((data !== undefined || isPort(kernel, link)) && {
      linkinfo: {
        ...(data !== undefined && {
          info_kind: data.kind,
          ...(data.json !== undefined && { info_data: data.json }),
        }),
        ...(isPort(kernel, link) && {
          info_slave_kind: 'bridge',
          info_slave_data: told(portFields(kernel, link)).json ?? null,
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

interface Data {
  readonly kind: string;
  readonly text: string;
  readonly json: Json | undefined;
}

/** Its word in the text, what is told, and where it is called otherwise its name in JSON with what is told there; `''`: nothing is. */
type Field = readonly [word: string, text: string | number, name?: string, json?: Json];

const told = (fields: readonly Field[]): Pick<Data, 'text' | 'json'> => ({
  text: fields.map(([word, text]) => `${word} ${text} `).join(''),
  json: Object.fromEntries(
    fields.flatMap(([word, text, name = word, json = text]) => (name === '' ? [] : [[name, json] as const])),
  ),
});

/** What is left of a timer in seconds. */
const timer = (word: string, seconds = 0): Field => [word, seconds.toFixed(2).padStart(7), word, decimal(seconds)];

/** How often a bridge looks for what it has not heard of for long, in seconds: its timer runs while it is up. */
const LOOKS_EVERY = 300;

function bridgeFields({ links }: KernelState, link: KernelLink): readonly Field[] {
  const { mac, filters = false, stp = false, up, ownMac, bridge } = link;
  const { forward_delay, hello_time, max_age, ageing_time, priority } = { ...USUAL_BRIDGE, ...bridge };
  // It is called by its MAC address as soon as it has one for good: its own, or one of a port.
  const isCalled = ownMac === true || isDockers(link) || links.some(({ master }) => master === link.name);
  const id = bridgeId(isCalled ? mac : '0:0:0:0:0:0', priority);
  return [
    ['forward_delay', forward_delay],
    ['hello_time', hello_time],
    ['max_age', max_age],
    ['ageing_time', ageing_time],
    ['stp_state', Number(stp)],
    ['priority', priority],
    ['vlan_filtering', Number(filters)],
    ['vlan_protocol', '802.1Q'],
    ['bridge_id', id],
    ['designated_root', id, 'root_id'],
    ...['root_port', 'root_path_cost', 'topology_change', 'topology_change_detected'].map((word) => [word, 0] as const),
    ...['hello_timer', 'tcn_timer', 'topology_change_timer'].map((word) => timer(word)),
    timer('gc_timer', up ? LOOKS_EVERY : 0),
    ['vlan_default_pvid', 1],
    ['vlan_stats_enabled', 0],
    ['vlan_stats_per_port', 0],
    ['group_fwd_mask', 0, 'group_fwd_mask', '0'],
    ['group_address', '01:80:c2:00:00:00', 'group_addr'],
    ['mcast_snooping', 1],
    ['no_linklocal_learn', 0],
    ['mcast_vlan_snooping', 0],
    ['mcast_router', 1],
    ['mcast_query_use_ifaddr', 0],
    ['mcast_querier', 0],
    ['mcast_hash_elasticity', 16],
    ['mcast_hash_max', 4096],
    ['mcast_last_member_count', 2, 'mcast_last_member_cnt'],
    ['mcast_startup_query_count', 2, 'mcast_startup_query_cnt'],
    ['mcast_last_member_interval', 100, 'mcast_last_member_intvl'],
    ['mcast_membership_interval', 26_000, 'mcast_membership_intvl'],
    ['mcast_querier_interval', 25_500, 'mcast_querier_intvl'],
    ['mcast_query_interval', 12_500, 'mcast_query_intvl'],
    ['mcast_query_response_interval', 1000, 'mcast_query_response_intvl'],
    ['mcast_startup_query_interval', 3125, 'mcast_startup_query_intvl'],
    ['mcast_stats_enabled', 0],
    ['mcast_igmp_version', 2],
    ['mcast_mld_version', 1],
    ...['nf_call_iptables', 'nf_call_ip6tables', 'nf_call_arptables'].map((word) => [word, 0] as const),
  ];
}

/** Docker gives its bridges their addresses itself. */
const isDockers = ({ name }: KernelLink): boolean => /^(?:docker\d+|br-[0-9a-f]{12})$/.test(name);

const BOND: readonly Field[] = [
  ...['miimon', 'updelay', 'downdelay', 'peer_notify_delay'].map((word) => [word, 0] as const),
  ['use_carrier', 1],
  ['arp_interval', 0],
  ['arp_missed_max', 2],
  ['arp_validate', 'none', 'arp_validate', null],
  ['arp_all_targets', 'any'],
  ['primary_reselect', 'always'],
  ['fail_over_mac', 'none'],
  ['xmit_hash_policy', 'layer2'],
  ['resend_igmp', 1],
  ['num_grat_arp', 1, 'num_peer_notif'],
  ['all_slaves_active', 0],
  ['min_links', 0],
  ['lp_interval', 1],
  ['packets_per_slave', 1],
  ['lacp_active', 'on', 'ad_lacp_active'],
  ['lacp_rate', 'slow', 'ad_lacp_rate'],
  ['ad_select', 'stable'],
  ['tlb_dynamic_lb', 1],
];

/** Until a port that is new has been forwarding for as long as the tree would have taken. */
const FORWARDS_AFTER = 15;

function portFields({ links }: KernelState, link: KernelLink): readonly Field[] {
  const bridge = links.find(({ name }) => name === link.master);
  const ports = links.filter(({ master }) => master === link.master);
  const number = ports.findIndex(({ name }) => name === link.name) + 1;
  const id = bridgeId(bridge?.mac ?? '', { ...USUAL_BRIDGE, ...bridge?.bridge }.priority);
  const off = (word: string, name = word): Field => [word, 'off', name, false];
  const on = (word: string, name = word): Field => [word, 'on', name, true];
  const priority = portPriority(link);
  return [
    ['state', link.carrier ? 'forwarding' : 'disabled'],
    ['priority', priority],
    ['cost', portCost(link)],
    ...['hairpin', 'guard', 'root_block', 'fastleave'].map((word) => off(word)),
    ...['learning', 'flood'].map((word) => on(word)),
    ['port_id', `0x${((priority << 10) | number).toString(16)}`, 'id'],
    ['port_no', `0x${number.toString(16)}`, 'no'],
    ['designated_port', (priority << 10) | number],
    ['designated_cost', 0],
    ['designated_bridge', id, 'bridge_id'],
    ['designated_root', id, 'root_id'],
    timer('hold_timer'),
    timer('message_age_timer'),
    timer('forward_delay_timer', link.carrier ? FORWARDS_AFTER : 0),
    ['topology_change_ack', 0],
    ['config_pending', 0],
    ...['proxy_arp', 'proxy_arp_wifi'].map((word) => off(word)),
    ['mcast_router', 1, 'multicast_router'],
    ['mcast_fast_leave', 'off', ''],
    ...['mcast_flood', 'bcast_flood'].map((word) => on(word)),
    ...['mcast_to_unicast', 'neigh_suppress'].map((word) => off(word)),
    ['group_fwd_mask', 0, 'group_fwd_mask', '0'],
    ['group_fwd_mask_str', '0x0'],
    ...['vlan_tunnel', 'isolated', 'locked'].map((word) => off(word)),
  ];
}

function dataOf(kernel: KernelState, link: KernelLink): Data | undefined {
  const { kind, mode = '', vlan = 0, serviceTag = false } = link;
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
      return { kind, ...told(bridgeFields(kernel, link)) };
    case 'bond':
      return { kind, ...told([['mode', mode], ...BOND]) };
    case 'veth':
    case 'dummy':
      return { kind, text: '', json: undefined };
    case 'nic':
    case 'loopback':
    case 'other':
      return undefined;
  }
}
