/** Another driver for a network, with what goes along: its mode, what it stands on, and addresses that cannot stay. */
import { attachmentPath, networkPath, set, setOrUnset, unset } from '../lab/edit/edits.ts';
import type { Edit } from '../lab/edit/language.ts';
import type { Lab, Network, NetworkDriver } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import { NO_PARENT } from '../lab/things/network.ts';
import { type Cidr, firstUsable, formatCidr, formatIpv4, overlaps, parseCidr } from '../net/ipv4.ts';
import { type Draft, draftOf, isRefusal, type Refusal, refuse, step } from './draft.ts';
import { newFault } from './draw.ts';
import { freeSubnet, knownBlocks } from './free.ts';
import { freePlaceOn, noNetworkOn } from './networks.ts';
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
  const draft = driver === 'ipvlan' ? withoutMacs(readdressed, name) : readdressed;
  const fault = newFault(lab, draft.lab);
  if (fault !== undefined) return { ok: false, why: fault };
  return { ok: true, lab: draft.lab, edits: draft.edits, made: [], select: '', says: `make ${name} ${driver}` };
}

const changed = ({ lab, edits }: Draft, name: string, change: Partial<Network>, ...made: readonly Edit[]): Draft =>
  step(
    { lab, edits },
    {
      ...lab,
      networks: lab.networks.map((item) => (item.name === name ? ({ ...item, ...change } as Network) : item)),
    },
    ...made,
  );

function onItsHosts(lab: Lab, network: Network, driver: Driver): Draft | Refusal {
  const { name } = network;
  const path = networkPath(name);
  const kind = [set([...path, 'driver'], driver), unset([...path, 'mode'])];
  const mode = ({ macvlan: 'bridge', ipvlan: 'l2', bridge: undefined } as const)[driver];
  const what = { driver, mode } as Partial<Network>;
  if (driver === 'bridge') {
    const hosts = network.parents.map(({ host }) => host);
    const parents = hosts.map((host) => ({ host, interface: NO_PARENT }));
    return changed(
      draftOf(lab),
      name,
      { ...what, hosts, parents },
      unset([...path, 'parents']),
      ...kind,
      set([...path, 'hosts'], hosts),
    );
  }
  if (network.driver !== 'bridge') return changed(draftOf(lab), name, what, ...kind);
  const parents: { readonly host: string; readonly interface: string }[] = [];
  for (const { host: on } of network.parents) {
    const host = indexOf(lab).host(on);
    const card = host?.interfaces.find((item) => item.kind === 'nic' && noNetworkOn(lab, host, item) === undefined);
    if (card === undefined) return refuse(`${on} has no card that is free for ${name}`);
    parents.push({ host: on, interface: card.name });
  }
  const file = Object.fromEntries(parents.map(({ host, interface: card }) => [host, card]));
  return changed(
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

function addressedAnew(draft: Draft, { name }: Network, block: Cidr): Draft {
  const path = networkPath(name);
  const [subnet, gateway] = [formatCidr(block), formatIpv4(firstUsable(block))];
  let next = changed(
    draft,
    name,
    { subnet, gateway, range: undefined, ranges: undefined, reserved: [] },
    set([...path, 'subnet'], subnet),
    set([...path, 'gateway'], gateway),
    ...(['range', 'ranges', 'reserved'] as const).map((key) => unset([...path, key])),
  );
  for (const host of draft.lab.hosts) {
    for (const box of host.containers) {
      for (const item of box.attachments) {
        if (item.network === name && item.address !== undefined) next = placedAnew(next, host.name, box.name, name);
      }
    }
  }
  return next;
}

function placedAnew(draft: Draft, host: string, box: string, name: string): Draft {
  const network = indexOf(draft.lab).network(name);
  const free = network && freePlaceOn(draft.lab, network);
  const address = free === undefined || isRefusal(free) ? undefined : free.address;
  return attached(
    draft,
    host,
    box,
    name,
    { address },
    setOrUnset([...attachmentPath(host, box, name), 'address'], address),
  );
}

function withoutMacs(draft: Draft, name: string): Draft {
  let next = draft;
  for (const host of draft.lab.hosts) {
    for (const box of host.containers) {
      if (box.attachments.some((item) => item.network === name && item.mac !== undefined))
        next = attached(
          next,
          host.name,
          box.name,
          name,
          { mac: undefined },
          unset([...attachmentPath(host.name, box.name, name), 'mac']),
        );
    }
  }
  return next;
}

const attached = (
  draft: Draft,
  on: string,
  box: string,
  network: string,
  change: { readonly address?: string | undefined; readonly mac?: string | undefined },
  edit: Edit,
): Draft =>
  step(
    draft,
    {
      ...draft.lab,
      hosts: draft.lab.hosts.map((host) =>
        host.name !== on
          ? host
          : {
              ...host,
              containers: host.containers.map((item) =>
                item.name !== box
                  ? item
                  : {
                      ...item,
                      attachments: item.attachments.map((place) =>
                        place.network === network ? { ...place, ...change } : place,
                      ),
                    },
              ),
            },
      ),
    },
    edit,
  );
