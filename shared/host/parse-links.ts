import { isVlanId } from '../net/vlan.ts';
import type { Address, Link, LinkKind } from './state.ts';
import { asList, asNumber, asRecord, asText, textOrNone, type Unknown } from './untrusted.ts';

/**
 * The JSON of `ip -j -d address show`.
 * @param tags that of `bridge -j vlan show`, where a bridge tells VLANs apart
 */
export function parseLinks(parsed: unknown, tags?: unknown): readonly Link[] {
  const portVlans = new Map(
    asList(tags)
      .map(asRecord)
      .map((item) => [asText(item.ifname), taggedIn(item)]),
  );
  return asList(parsed)
    .map(asRecord)
    .filter((item) => asText(item.ifname) !== '')
    .map(linkOf)
    .map((link) => {
      const own = portVlans.get(link.name) ?? [];
      return own.length === 0 ? link : { ...link, portVlans: own };
    });
}

/** Each VLAN, or from the first to the last of several. */
function taggedIn({ vlans }: Unknown): readonly number[] {
  const found = asList(vlans)
    .map(asRecord)
    .filter(({ flags }) => !asList(flags).includes('Egress Untagged'))
    .flatMap((item) => {
      const [first, last] = [asNumber(item.vlan), asNumber(item.vlanEnd) || asNumber(item.vlan)];
      return isVlanId(first) && isVlanId(last) && first <= last
        ? Array.from({ length: last - first + 1 }, (_, at) => first + at)
        : [];
    });
  return [...new Set(found)].sort((a, b) => a - b);
}

/** The kernel's is an int (include/linux/netdevice.h); whoever counts on from a larger one never comes to the next. */
function indexOf({ ifindex }: Unknown): number {
  const index = asNumber(ifindex);
  return index <= 2 ** 31 - 1 ? index : 0;
}

function linkOf(item: Unknown): Link {
  const info = asRecord(item.linkinfo);
  const data = asRecord(info.info_data);
  const kind = kindOf(item, asText(info.info_kind));
  const flags = asList(item.flags);
  const stands = kind === 'vlan' || kind === 'macvlan' || kind === 'ipvlan';
  const tag = data.protocol === '802.1ad' ? 0 : asNumber(data.id);
  return {
    name: asText(item.ifname),
    index: indexOf(item),
    kind,
    mac: asText(item.address),
    mtu: asNumber(item.mtu),
    ...maxMtuOf(item),
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

/** 0: its driver states none (net/core/dev.c, dev_validate_mtu). */
function maxMtuOf({ max_mtu }: Unknown): Pick<Link, 'maxMtu'> {
  const most = asNumber(max_mtu);
  return most > 0 && most < 65_535 ? { maxMtu: most } : {};
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
