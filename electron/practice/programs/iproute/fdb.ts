/** `bridge fdb`: whose frames a bridge knows where to send, and the groups that each link listens to. Not recorded: as seen on 6.18, and by br_fdb.c. */
import { findLink, type KernelState } from '../../../../shared/machine/kernel/kernel.ts';
import type { KernelLink } from '../../../../shared/machine/kernel/kernel-link.ts';

export interface FdbEntry {
  readonly mac: string;
  readonly dev: string;
  readonly vlan?: number;
  readonly master?: string;
  readonly state: 'permanent' | '';
}

const ALL_NODES = '33:33:00:00:00:01';
const ALL_HOSTS = '01:00:5e:00:00:01';
/** Bridges listen to who tells of groups (RFC 4286). */
const ALL_SNOOPERS = ['01:00:5e:00:00:6a', '33:33:00:00:00:6a'];

/** Of who tells of VLANs (MVRP): a card listens to it for those that stand on it (net/8021q, IEEE 802.1Q). */
const ALL_MVRP = '01:80:c2:00:00:21';

/** As each kind of link comes to listen to them. */
function groupsOf({ links }: KernelState, { name, kind, up, addresses }: KernelLink): readonly string[] {
  if (kind === 'loopback') return [];
  const own = addresses.find(({ family, scope }) => family === 6 && scope === 'link')?.address;
  const tail = own === undefined ? undefined : tailOf(own);
  const first = kind === 'nic' && up ? [ALL_HOSTS, ALL_NODES] : [ALL_NODES];
  return [
    ...first,
    ...(kind === 'bridge' && up ? ALL_SNOOPERS : []),
    ...(up && !first.includes(ALL_HOSTS) ? [ALL_HOSTS] : []),
    ...(up && tail !== undefined && kind !== 'dummy' ? [`33:33:ff:${tail}`] : []),
    ...(links.some((link) => link.kind === 'vlan' && link.parent === name && link.up) ? [ALL_MVRP] : []),
  ];
}

/** The last three bytes of an IPv6 address. */
function tailOf(address: string): string {
  const [high = '', low = ''] = address.split(':').slice(-2);
  return [high.padStart(4, '0').slice(2), low.padStart(4, '0').slice(0, 2), low.padStart(4, '0').slice(2)].join(':');
}

/** The newest first, as the bridge keeps them. */
function known({ links }: KernelState, port: KernelLink): readonly FdbEntry[] {
  const { name: dev, mac, portVlans = [], peer } = port;
  const master = port.kind === 'bridge' ? dev : (port.master ?? '');
  const local = { mac, dev, master, state: 'permanent' } as const;
  const taken = port.kind === 'bridge' && links.some((link) => link.master === dev && link.mac === mac);
  const own =
    taken || mac === '00:00:00:00:00:00' ? [] : [...[...portVlans].reverse(), 1].map((vlan) => ({ ...local, vlan }));
  const far = peer === undefined || peer.elsewhere ? undefined : links.find(({ index }) => index === peer.index);
  // The other end has told of itself as it came up.
  const learnt =
    far?.up === true && port.up && far.master === undefined ? [{ ...local, mac: far.mac, state: '' as const }] : [];
  return [...learnt, ...own, ...(own.length > 0 ? [local] : [])];
}

/** Of all links, of one, or of a bridge and its ports. */
export function fdbOf(
  kernel: KernelState,
  only: { readonly bridge?: string; readonly dev?: string },
): readonly FdbEntry[] {
  const chosen = kernel.links.filter(({ name, master }) => {
    if (only.dev !== undefined) return name === only.dev;
    return only.bridge === undefined || name === only.bridge || master === only.bridge;
  });
  return chosen.flatMap((link): readonly FdbEntry[] => {
    const self = groupsOf(kernel, link).map((mac): FdbEntry => ({ mac, dev: link.name, state: 'permanent' }));
    const isPort = link.master !== undefined && findLink(kernel, link.master)?.kind === 'bridge';
    if (link.kind === 'bridge') return [...self, ...known(kernel, link)];
    return isPort ? [...known(kernel, link), ...self] : self;
  });
}

export const fdbLine = ({ mac, dev, vlan, master, state }: FdbEntry, withDev: boolean): string =>
  [
    mac,
    withDev ? `dev ${dev}` : '',
    vlan === undefined ? '' : `vlan ${vlan}`,
    master === undefined ? 'self' : `master ${master}`,
    state,
  ]
    .filter((word, at) => word !== '' || at === 4)
    .join(' ');

export const fdbJson = ({ mac, dev, vlan, master, state }: FdbEntry, withDev: boolean) => ({
  mac,
  ...(withDev && { ifname: dev }),
  ...(vlan !== undefined && { vlan }),
  flags: master === undefined ? ['self'] : [],
  ...(master !== undefined && { master }),
  state,
});
