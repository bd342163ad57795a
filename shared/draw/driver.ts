/** Another driver for a network, with what goes along: its mode, what it stands on, and addresses that cannot stay. */
import { attachmentPath, networkPath, set, setOrUnset, unset } from '../lab/edit/edits.ts';
import type { Edit } from '../lab/edit/language.ts';
import { withoutMacs } from '../lab/ipvlan-instead.ts';
import type { Lab, Network, NetworkDriver } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import { firstMode, NO_PARENT } from '../lab/things/network.ts';
import { type Cidr, firstUsable, formatCidr, formatIpv4, networkOf, overlaps, parseCidr } from '../net/ipv4.ts';
import { type Draft, draftOf, isRefusal, type Refusal, refuse, step } from './draft.ts';
import { newFault } from './draw.ts';
import { freeSubnet, knownBlocks, nextFree, usedAddresses } from './free.ts';
import { firstOf, noNetworkOn } from './networks.ts';
import { onNetwork, onPlacesOf } from './parts.ts';
import { DEFAULTS, type Defaults, type Outcome } from './tools.ts';

type Driver = NetworkDriver['driver'];

/** The third number of the first subnet that Docker's own bridge networks get here. */
const BRIDGES_FROM = 30;

/**
 * The network with this driver, on the hosts that have it.
 * From macvlan or ipvlan to bridge it leaves its parents, and where its subnet is that of a wire it gets one of its own; from bridge it
 * stands on the first card of each host that has none yet. Without MAC addresses under ipvlan, whose containers have the parent's.
 */
export function changeDriver(lab: Lab, name: string, driver: Driver, defaults: Defaults = DEFAULTS): Outcome {
  const network = indexOf(lab).network(name);
  if (network === undefined) return { ok: false, why: `there is no ${name}` };
  if (network.driver === driver) return { ok: false, why: `${name} is ${driver} now` };
  const placed = onItsHosts(lab, network, driver);
  if (isRefusal(placed)) return { ok: false, why: placed.why };
  const readdressed = driver === 'bridge' ? withOwnSubnet(placed, name, defaults) : placed;
  if (isRefusal(readdressed)) return { ok: false, why: readdressed.why };
  const draft =
    driver === 'ipvlan'
      ? step(
          readdressed,
          onPlacesOf(readdressed.lab, name, (place) => ({ ...place, mac: undefined })),
          ...withoutMacs(readdressed.lab, name),
        )
      : readdressed;
  const fault = newFault(lab, draft.lab);
  if (fault !== undefined) return { ok: false, why: fault };
  return { ok: true, lab: draft.lab, edits: draft.edits, made: [], select: '', says: `make ${name} ${driver}` };
}

/** The network says this instead, by these edits. */
const saying = (draft: Draft, name: string, change: Partial<Network>, ...edits: readonly Edit[]): Draft =>
  step(
    draft,
    onNetwork(draft.lab, name, (item) => ({ ...item, ...change }) as Network),
    ...edits,
  );

function onItsHosts(lab: Lab, network: Network, driver: Driver): Draft | Refusal {
  const { name } = network;
  const path = networkPath(name);
  const kind = [set([...path, 'driver'], driver), unset([...path, 'mode'])];
  const what = { driver, mode: firstMode(driver) } as Partial<Network>;
  if (driver === 'bridge') {
    const hosts = network.parents.map(({ host }) => host);
    const parents = hosts.map((host) => ({ host, interface: NO_PARENT }));
    return saying(
      draftOf(lab),
      name,
      { ...what, hosts, parents },
      unset([...path, 'parents']),
      ...kind,
      set([...path, 'hosts'], hosts),
    );
  }
  if (network.driver !== 'bridge') return saying(draftOf(lab), name, what, ...kind);
  const parents: { readonly host: string; readonly interface: string }[] = [];
  for (const { host: on } of network.parents) {
    const host = indexOf(lab).host(on);
    const card = host?.interfaces.find((item) => item.kind === 'nic' && noNetworkOn(lab, host, item) === undefined);
    if (card === undefined) return refuse(`${on} has no card that is free for ${name}`);
    parents.push({ host: on, interface: card.name });
  }
  const file = Object.fromEntries(parents.map(({ host, interface: card }) => [host, card]));
  return saying(
    draftOf(lab),
    name,
    { ...what, parents, hosts: undefined },
    unset([...path, 'hosts']),
    ...kind,
    set([...path, 'parents'], file as never),
  );
}

/** Docker's bridge would take the addresses of the wire from whoever has them: where they are in use outside, all of it gets others. */
function withOwnSubnet(draft: Draft, name: string, { pool }: Defaults): Draft | Refusal {
  const network = indexOf(draft.lab).network(name);
  const own = parseCidr(network?.subnet ?? '');
  if (network === undefined || own === undefined) return draft;
  const others = { ...draft.lab, networks: draft.lab.networks.filter((item) => item !== network) };
  if (!knownBlocks(others).some((block) => overlaps(block, own))) return draft;
  const from = parseCidr(pool);
  const block = from && freeSubnet(draft.lab, from, BRIDGES_FROM);
  if (block === undefined) return refuse(`no subnet is left in ${pool}`);
  return addressedAnew(draft, network, block);
}

function addressedAnew(draft: Draft, network: Network, block: Cidr): Draft {
  const { name } = network;
  const path = networkPath(name);
  const [subnet, gateway] = [formatCidr(block), formatIpv4(firstUsable(block))];
  const next = saying(
    draft,
    name,
    { subnet, gateway, range: undefined, ranges: undefined, reserved: [] },
    set([...path, 'subnet'], subnet),
    set([...path, 'gateway'], gateway),
    ...(['range', 'ranges', 'reserved'] as const).map((key) => unset([...path, key])),
  );
  const used = new Set(usedAddresses(next.lab));
  const from = networkOf(block) + firstOf(next.lab, { ...network, subnet });
  const edits: Edit[] = [];
  const lab = onPlacesOf(next.lab, name, (place, host, box) => {
    if (place.address === undefined) return place;
    const free = nextFree(used, block, from);
    if (free !== undefined) used.add(free);
    const address = free === undefined ? undefined : formatIpv4(free);
    edits.push(setOrUnset([...attachmentPath(host, box, name), 'address'], address));
    return { ...place, address };
  });
  return step(next, lab, ...edits);
}
