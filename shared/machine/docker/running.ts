/**
 * What the containers of a host have, looked up instead of searched for: of ten thousand that are put on hosts one after the
 * other, each would look at all others. An index belongs to one list of containers and moves on to the list that follows it.
 */
import type { DockerContainer, DockerEndpoint, DockerState } from '../../host/state.ts';
import { type Ipv4, parseIpv4 } from '../../net/ipv4.ts';

type ReadyDocker = Extract<DockerState, { readonly kind: 'ready' }>;
type Containers = ReadyDocker['containers'];

/** Addresses and MAC addresses of a network's endpoints whose containers run, with their containers. */
export interface InUse {
  readonly addresses: Map<Ipv4, string>;
  readonly macs: Map<string, string>;
  readonly containers: Set<string>;
}

const NOTHING: InUse = { addresses: new Map(), macs: new Map(), containers: new Set() };

const runs = ({ status }: DockerContainer): boolean =>
  status === 'running' || status === 'paused' || status === 'restarting';

export class Running {
  private static readonly known = new WeakMap<Containers, Running>();
  private readonly places = new Map<string, number>();
  private readonly networks = new Map<string, InUse>();

  static of({ containers }: ReadyDocker): Running {
    const known = Running.known.get(containers);
    if (known !== undefined) return known;
    const made = new Running();
    for (const [at, item] of containers.entries()) made.put(item, at);
    Running.known.set(containers, made);
    return made;
  }

  at(name: string): number | undefined {
    return this.places.get(name);
  }

  on(network: string): InUse {
    return this.networks.get(network) ?? NOTHING;
  }

  /** With one container more, or one in place of that of its name. */
  with(docker: ReadyDocker, item: DockerContainer): ReadyDocker {
    const before = docker.containers;
    const at = this.places.get(item.name);
    const old = at === undefined ? undefined : before[at];
    const containers = at === undefined ? [...before, item] : before.with(at, item);
    if (old !== undefined && runs(old)) this.forget(old);
    this.put(item, at ?? before.length);
    Running.known.delete(before);
    Running.known.set(containers, this);
    return { ...docker, containers };
  }

  private put(item: DockerContainer, at: number): void {
    this.places.set(item.name, at);
    if (!runs(item)) return;
    for (const end of item.endpoints) {
      const use = this.networks.get(end.network) ?? { addresses: new Map(), macs: new Map(), containers: new Set() };
      this.networks.set(end.network, use);
      use.containers.add(item.name);
      const address = addressOf(end);
      if (address !== undefined) use.addresses.set(address, item.name);
      if (end.mac !== undefined) use.macs.set(end.mac.toLowerCase(), item.name);
    }
  }

  private forget(item: DockerContainer): void {
    for (const end of item.endpoints) {
      const use = this.on(end.network);
      use.containers.delete(item.name);
      const address = addressOf(end);
      if (address !== undefined && use.addresses.get(address) === item.name) use.addresses.delete(address);
      if (end.mac !== undefined) use.macs.delete(end.mac.toLowerCase());
    }
  }
}

const addressOf = ({ address }: DockerEndpoint): Ipv4 | undefined =>
  address === undefined ? undefined : parseIpv4(address);
