import { isVlanId } from '../net/vlan.ts';
import type { Address, Link, LinkKind } from './state.ts';
import { asList, asNumber, asRecord, asText, textOrNone, type Unknown } from './untrusted.ts';

/** The JSON of `ip -j -d address show`. */
export const parseLinks = (parsed: unknown): readonly Link[] =>
  asList(parsed)
    .map(asRecord)
    .filter((item) => asText(item.ifname) !== '')
    .map(linkOf);

function linkOf(item: Unknown): Link {
  const info = asRecord(item.linkinfo);
  const data = asRecord(info.info_data);
  const kind = kindOf(item, asText(info.info_kind));
  const flags = asList(item.flags);
  const stands = kind === 'vlan' || kind === 'macvlan' || kind === 'ipvlan';
  const tag = data.protocol === '802.1ad' ? 0 : asNumber(data.id);
  return {
    name: asText(item.ifname),
    index: asNumber(item.ifindex),
    kind,
    mac: asText(item.address),
    mtu: asNumber(item.mtu),
    up: flags.includes('UP'),
    carrier: flags.includes('LOWER_UP'),
    promiscuous: flags.includes('PROMISC'),
    alias: textOrNone(item.ifalias),
    // A parent in another network namespace has an index only.
    parent: stands ? textOrNone(item.link) : undefined,
    master: textOrNone(item.master),
    vlan: kind === 'vlan' && isVlanId(tag) ? tag : undefined,
    mode: kind === 'macvlan' || kind === 'ipvlan' || kind === 'bond' ? textOrNone(data.mode) : undefined,
    ...(kind === 'bridge' && data.vlan_filtering === 1 && { filters: true as const }),
    addresses: asList(item.addr_info).map(asRecord).flatMap(addressOf),
  };
}

function addressOf(item: Unknown): Address[] {
  const family = item.family === 'inet' ? 4 : item.family === 'inet6' ? 6 : undefined;
  const address = asText(item.local);
  if (family === undefined || address === '') return [];
  const dynamic = item.dynamic === true || item.mngtmpaddr === true || item.temporary === true;
  const base = { family, address, prefix: asNumber(item.prefixlen), scope: asText(item.scope) } as const;
  return [dynamic ? { ...base, dynamic } : base];
}

function kindOf(item: Unknown, info: string): LinkKind {
  switch (info) {
    case 'vlan':
    case 'macvlan':
    case 'ipvlan':
    case 'bridge':
    case 'bond':
    case 'veth':
    case 'dummy':
      return info;
    case '':
      if (item.link_type === 'loopback') return 'loopback';
      return item.link_type === 'ether' ? 'nic' : 'other';
    default:
      return 'other';
  }
}
