/** Other addresses for a network, or for all of a lab: everything that says one of them follows. */
import type { Lab } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import { readdress } from '../lab/readdress.ts';
import { addressPart } from '../net/ip.ts';
import {
  type Cidr,
  containsAddress,
  containsCidr,
  formatCidr,
  formatIpv4,
  isSubnet,
  maskOf,
  networkOf,
  overlaps,
  parseCidr,
  parseIpv4,
  sizeOf,
  subnetOf,
} from '../net/ipv4.ts';
import { draftOf, isRefusal, type Refusal, refuse } from './draft.ts';
import { setSsh } from './draft-moves.ts';
import { newFault } from './draw.ts';
import type { Outcome } from './tools.ts';

interface Shift {
  readonly from: Cidr;
  readonly to: Cidr;
}

/**
 * `10.20.0.0/16`: each subnet keeps what it has in the rest of its number, as far as that is free.
 * @param network undefined: all subnets of the lab but those by whose addresses its hosts are reached
 */
export function renumber(lab: Lab, network: string | undefined, to: string): Outcome {
  const pool = parseCidr(to.trim());
  if (pool === undefined || !isUsable(pool))
    return { ok: false, why: `${to.trim() || 'this'} is no subnet: write one such as 10.20.0.0/16` };
  if (!isSubnet(pool)) return { ok: false, why: `it has host bits set: its subnet is ${formatCidr(subnetOf(pool))}` };
  const blocks = network === undefined ? blocksOf(lab) : ownBlock(lab, network);
  if (isRefusal(blocks)) return { ok: false, why: blocks.why };
  const shifts = shiftsOf(lab, blocks, pool);
  if (isRefusal(shifts)) return { ok: false, why: shifts.why };
  const [only] = shifts;
  if (only === undefined || shifts.every(({ from, to: next }) => formatCidr(from) === formatCidr(next)))
    return { ok: false, why: 'it is there now' };
  return applied(lab, shifts, network, network === undefined ? formatCidr(pool) : formatCidr(only.to));
}

/** Neither of this network, nor of loopback, nor of multicast. */
function isUsable({ address }: Cidr): boolean {
  const first = address >>> 24;
  return first !== 0 && first !== 127 && first < 224;
}

function ownBlock(lab: Lab, network: string): readonly Cidr[] | Refusal {
  const block = parseCidr(indexOf(lab).network(network)?.subnet ?? '');
  return block === undefined ? refuse(`${network} has no subnet`) : [block];
}

/** Subnets of networks and interfaces, the outermost of those within each other. */
function allBlocks(lab: Lab): readonly Cidr[] {
  const texts = [
    ...lab.networks.map(({ subnet }) => subnet),
    ...lab.hosts.flatMap((host) => host.interfaces.flatMap(({ address }) => address ?? [])),
  ];
  const found = texts.flatMap((text) => {
    const block = parseCidr(text);
    return block === undefined || block.prefix > 30 ? [] : [subnetOf(block)];
  });
  const outer = found.filter(
    (block) => !found.some((other) => other.prefix < block.prefix && containsCidr(other, block)),
  );
  return [...new Map(outer.map((block) => [formatCidr(block), block])).values()];
}

/** Whether somebody is reached by an address in it. */
const isForSsh = (lab: Lab, block: Cidr): boolean =>
  lab.hosts.some(({ ssh }) => {
    const address = parseIpv4(ssh.address);
    return address !== undefined && containsAddress(block, address);
  });

function blocksOf(lab: Lab): readonly Cidr[] | Refusal {
  const blocks = allBlocks(lab).filter((block) => !isForSsh(lab, block));
  return blocks.length === 0 ? refuse('nothing has addresses but those by which hosts are reached') : blocks;
}

/** Subnets that `renumber` of the whole lab leaves as they are: hosts are reached there. */
export const staying = (lab: Lab): readonly string[] =>
  allBlocks(lab)
    .filter((block) => isForSsh(lab, block))
    .map(formatCidr);

function shiftsOf(lab: Lab, blocks: readonly Cidr[], pool: Cidr): readonly Shift[] | Refusal {
  const moved = new Set(blocks.map(formatCidr));
  const kept = allBlocks(lab).filter((block) => !moved.has(formatCidr(block)));
  const shifts: Shift[] = [];
  for (const from of blocks) {
    const prefix = Math.max(from.prefix, pool.prefix);
    if (prefix > from.prefix && blocks.length > 1)
      return refuse(`${formatCidr(pool)} is smaller than ${formatCidr(from)}`);
    const taken = [...kept, ...shifts.map(({ to }) => to)];
    const to = freeIn(pool, prefix, networkOf(from), taken);
    if (to === undefined) {
      const other = kept.find((block) => containsCidr(block, pool));
      if (other !== undefined) return refuse(`${formatCidr(other)} is there already`);
      return refuse(`${formatCidr(pool)} is too small for ${blocks.length} subnets`);
    }
    shifts.push({ from, to });
  }
  return shifts;
}

/** The block whose number in the pool is as before, else the next one that is free. */
function freeIn(pool: Cidr, prefix: number, wish: number, taken: readonly Cidr[]): Cidr | undefined {
  const size = sizeOf({ address: 0, prefix });
  const count = sizeOf(pool) / size;
  const first = Math.floor(((wish & ~maskOf(pool.prefix)) >>> 0) / size);
  for (let step = 0; step < Math.min(count, 65536); step += 1) {
    const block = { address: networkOf(pool) + ((first + step) % count) * size, prefix };
    if (!taken.some((other) => overlaps(other, block))) return block;
  }
  return undefined;
}

function applied(lab: Lab, shifts: readonly Shift[], network: string | undefined, to: string): Outcome {
  const lost: string[] = [];
  const next = readdress(lab, (text) => shiftedBy(shifts, text, lost));
  const [left] = lost;
  if (left !== undefined) return { ok: false, why: `${left} does not fit into ${to}` };
  let draft = { ...draftOf(next.lab), edits: next.edits };
  for (const host of lab.hosts) {
    const own = host.interfaces.find(
      ({ address }) => address !== undefined && addressPart(address) === host.ssh.address,
    );
    const after = own && indexOf(next.lab).interface(host.name, own.name)?.address;
    if (after !== undefined && addressPart(after) !== host.ssh.address)
      draft = setSsh(draft, host.name, addressPart(after));
  }
  const fault = newFault(lab, draft.lab);
  if (fault !== undefined) return { ok: false, why: fault };
  const select = network ?? '';
  return {
    ok: true,
    lab: draft.lab,
    edits: draft.edits,
    made: network === undefined ? [] : [network],
    select,
    says: `move ${network ?? 'the lab'} to ${to}`,
  };
}

function shiftedBy(shifts: readonly Shift[], text: string, lost: string[]): string | undefined {
  const alone = parseIpv4(text);
  const block = alone === undefined ? parseCidr(text) : { address: alone, prefix: 32 };
  if (block === undefined) return undefined;
  const shift = shifts.find(({ from }) => containsCidr(from, block));
  if (shift === undefined) return undefined;
  const { from, to } = shift;
  const moved = networkOf(to) + (block.address - networkOf(from));
  if (moved >= networkOf(to) + sizeOf(to)) {
    lost.push(text);
    return undefined;
  }
  const prefix = block.prefix === from.prefix ? to.prefix : block.prefix;
  return alone === undefined ? `${formatIpv4(moved)}/${prefix}` : formatIpv4(moved);
}
