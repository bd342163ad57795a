/**
 * What stands on what inside one host, before anything has a position: each NIC with the columns above it,
 * each column with its parent interface, its networks and what hangs on them.
 */
import type { Container, Host, Interface, Lab, Network, Nic, ShimInterface } from '../lab/lab.ts';
import { interfaceNamed } from '../lab/lab.ts';
import { chainOf } from './tags.ts';

/** A network on its parent, with the containers and the host's own shims that hang on it. */
export interface Block {
  readonly network: Network | undefined;
  readonly hanging: readonly Hanging[];
}

export type Hanging =
  | { readonly kind: 'container'; readonly container: Container; readonly address: string | undefined }
  | { readonly kind: 'shim'; readonly shim: ShimInterface };

export interface Column {
  /** Undefined: things that stand on nothing that exists; they are drawn all the same. */
  readonly parent: Interface | undefined;
  readonly blocks: readonly Block[];
}

export interface NicGroup {
  readonly nic: Nic | undefined;
  readonly columns: readonly Column[];
}

/** What is drawn above a card: all that is neither a card nor hangs on a parent. */
export const isSub = (item: Interface | undefined): item is Exclude<Interface, Nic | ShimInterface> =>
  item !== undefined && item.kind !== 'nic' && item.kind !== 'shim';

export function columnsOf(lab: Lab, host: Host): readonly NicGroup[] {
  const networks = lab.networks.flatMap((network) =>
    network.parents
      .filter((parent) => parent.host === host.name)
      .map((parent) => ({ network, parent: parent.interface })),
  );
  const here = new Set(networks.map(({ network }) => network.name));
  const homeOf = (container: Container): string | undefined =>
    container.attachments.find((attachment) => here.has(attachment.network))?.network;

  const hangingOn = (network: Network): readonly Hanging[] =>
    host.containers
      .filter((container) => homeOf(container) === network.name)
      .map((container) => ({
        kind: 'container',
        container,
        address: container.attachments.find((attachment) => attachment.network === network.name)?.address,
      }));

  const column = (parent: Interface): Column => {
    const blocks: Block[] = networks
      .filter((entry) => entry.parent === parent.name)
      .map(({ network }) => ({ network, hanging: hangingOn(network) }));
    const shims: readonly Hanging[] = host.interfaces
      .filter((item) => item.kind === 'shim' && item.parent === parent.name)
      .map((shim) => ({ kind: 'shim', shim: shim as ShimInterface }));
    if (shims.length > 0) {
      const first = blocks[0];
      if (first) blocks[0] = { ...first, hanging: [...shims, ...first.hanging] };
      else blocks.push({ network: undefined, hanging: shims });
    }
    return { parent, blocks };
  };

  const groups: NicGroup[] = [];
  const placed = new Set<Interface>();
  for (const nic of host.interfaces) {
    if (nic.kind !== 'nic') continue;
    const own = column(nic);
    const subs = host.interfaces.filter((item) => isSub(item) && chainOf(host, item).at(-1) === nic);
    for (const item of [nic, ...subs]) placed.add(item);
    groups.push({ nic, columns: [...(own.blocks.length > 0 ? [own] : []), ...subs.map(column)] });
  }

  const loose: Column[] = host.interfaces.filter((item) => isSub(item) && !placed.has(item)).map(column);
  const stranded: Block[] = networks
    .filter(({ parent }) => !interfaceNamed(host, parent))
    .map(({ network }) => ({ network, hanging: hangingOn(network) }));
  const homeless: Hanging[] = host.containers
    .filter((container) => homeOf(container) === undefined)
    .map((container) => ({ kind: 'container', container, address: undefined }));
  if (homeless.length > 0) stranded.push({ network: undefined, hanging: homeless });
  const lost = host.interfaces.filter((item) => item.kind === 'shim' && !interfaceNamed(host, item.parent));
  if (lost.length > 0) {
    stranded.push({ network: undefined, hanging: lost.map((shim) => ({ kind: 'shim', shim: shim as ShimInterface })) });
  }
  if (stranded.length > 0) loose.push({ parent: undefined, blocks: stranded });
  if (loose.length > 0) groups.push({ nic: undefined, columns: loose });
  return groups;
}
