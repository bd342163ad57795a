/** What Docker does to its host's links: bridges, the host's ends of veth pairs, sub-interfaces and dummies for parents. */
import { plainLink } from '../../../../shared/host/fresh-host.ts';
import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import {
  editLink,
  findLink,
  Refusal as KernelRefusal,
  type KernelState,
  macFor,
} from '../../../../shared/machine/kernel/kernel.ts';
import {
  addLink as addPlainLink,
  deleteLink,
  type LinkAsked,
  nextIndex,
  setUp,
  withNewLink,
} from '../../../../shared/machine/kernel/links.ts';

export const hasLink = (kernel: KernelState, name: string): boolean => findLink(kernel, name) !== undefined;

/** With all that stands on it and the routes through it; nothing where there is none. */
export const removeLink = (kernel: KernelState, name: string): KernelState =>
  hasLink(kernel, name) ? deleteLink(kernel, name) : kernel;

/** Docker makes its links without a transmit queue. */
const addLink = (kernel: KernelState, asked: LinkAsked & { readonly name: string }): KernelState =>
  editLink(addPlainLink(kernel, asked), asked.name, { queue: 0 });

/** Netlink's errors as Docker passes them on: in small letters behind what it was about to do. */
function orRefuse(what: string, action: () => KernelState): KernelState {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof KernelRefusal)) throw error;
    throw new Refusal(`${what}: ${error.message.toLowerCase()}`);
  }
}

export function addVlan(kernel: KernelState, parent: string, vlan: number, name: string): KernelState {
  const made = orRefuse(`failed to create ${name} vlan link`, () =>
    addLink(kernel, { name, kind: 'vlan', parent, vlan }),
  );
  return orRefuse(`failed to enable ${name} the macvlan parent link`, () => setUp(made, name));
}

export const addDummy = (kernel: KernelState, name: string): KernelState =>
  orRefuse(`failed to add ${name}`, () => setUp(addLink(kernel, { name, kind: 'dummy' }), name));

/** The host's end of a container's pair, as a port of its bridge, which has a carrier from then on. */
export const addVeth = (kernel: KernelState, name: string, bridge: string): KernelState =>
  withNewLink(kernel, {
    ...plainLink,
    name,
    // The container's end was made first.
    index: nextIndex(kernel) + 1,
    kind: 'veth',
    mac: macFor(`${kernel.hostname} ${name}`),
    master: bridge,
    addresses: [],
    peer: { index: nextIndex(kernel), elsewhere: true },
    queue: 0,
  });
