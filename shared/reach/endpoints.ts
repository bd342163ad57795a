/**
 * What pings, and what is pinged. Sources are containers and hosts; targets are containers by each of their addresses, and
 * every interface of a host or router that has an address.
 */
import type { HostState } from '../host/state.ts';
import { containerId, type Host, interfaceId, type Lab } from '../lab/lab.ts';
import { addressPart } from '../net/ip.ts';
import { parseIpv4 } from '../net/ipv4.ts';

export type Source =
  | { readonly kind: 'container'; readonly id: string; readonly host: string; readonly container: string }
  | { readonly kind: 'host'; readonly id: string; readonly host: string };

export type PingTarget = {
  /** `docker01/bbox10` or `router:ens33.10`. */
  readonly id: string;
  readonly host: string;
  /** Without prefix. Undefined: Docker picks one when the container is made, and its host's state is not at hand. */
  readonly address: string | undefined;
} & (
  | { readonly kind: 'container'; readonly container: string; readonly network: string }
  | { readonly kind: 'interface'; readonly interface: string }
  /** One that an expectation names and nothing in the drawing has; its host is ''. */
  | { readonly kind: 'address' }
);

export interface Endpoints {
  readonly sources: readonly Source[];
  readonly targets: readonly PingTarget[];
}

export interface Pair {
  readonly source: Source;
  readonly target: PingTarget;
}

/** By the name of the host on the drawing. */
export type States = ReadonlyMap<string, HostState>;

/**
 * The endpoints of a lab in the order of its file. With host states, probed or predicted, containers without a fixed address
 * have the one that Docker gave them. A container on several networks is a target once for each.
 */
export const endpoints = (lab: Lab, states?: States): Endpoints => {
  const targets = lab.hosts.flatMap((host) => targetsOf(host, states?.get(host.name)));
  return {
    sources: lab.hosts.flatMap((host) => (host.unmanaged ? [] : sourcesOf(host))),
    targets: [...targets, ...addressesExpected(lab, targets)],
  };
};

/** Addresses that expectations name and nothing in the drawing has. */
function addressesExpected({ expect }: Lab, targets: readonly PingTarget[]): readonly PingTarget[] {
  const known = new Set(targets.map(({ address }) => address));
  const named = new Set(expect.flatMap(({ to }) => (parseIpv4(to) === undefined || known.has(to) ? [] : [to])));
  return [...named].map((address) => ({ kind: 'address', id: address, host: '', address }));
}

/** All pairs but those of a thing with itself: a container's own address, a host's own interfaces. */
export function pairs({ sources, targets }: Endpoints): readonly Pair[] {
  return sources.flatMap((source) =>
    targets.filter((target) => !isSelf(source, target)).map((target) => ({ source, target })),
  );
}

export function isSelf(source: Source, target: PingTarget): boolean {
  if (source.host !== target.host) return false;
  if (source.kind === 'host') return target.kind === 'interface';
  return target.kind === 'container' && source.container === target.container;
}

function sourcesOf(host: Host): readonly Source[] {
  return [
    ...host.containers.map(
      ({ name }): Source => ({
        kind: 'container',
        id: containerId(host.name, name),
        host: host.name,
        container: name,
      }),
    ),
    { kind: 'host', id: host.name, host: host.name },
  ];
}

function targetsOf(host: Host, state: HostState | undefined): readonly PingTarget[] {
  const given = addressesGiven(state);
  return [
    ...host.containers.flatMap(({ name, attachments }) =>
      attachments.map(
        ({ network, address }): PingTarget => ({
          kind: 'container',
          id: containerId(host.name, name),
          host: host.name,
          address: address ?? given.get(name)?.get(network),
          container: name,
          network,
        }),
      ),
    ),
    ...host.interfaces.flatMap(({ name, address }): readonly PingTarget[] =>
      address === undefined
        ? []
        : [
            {
              kind: 'interface',
              id: interfaceId(host.name, name),
              host: host.name,
              address: addressPart(address),
              interface: name,
            },
          ],
    ),
  ];
}

/** By container and network. Maps, since a container may be called `constructor`. */
function addressesGiven(state: HostState | undefined): ReadonlyMap<string, ReadonlyMap<string, string>> {
  if (state?.docker.kind !== 'ready') return new Map();
  return new Map(
    state.docker.containers.map(({ name, endpoints: ends }) => [
      name,
      new Map(ends.flatMap((end) => (end.address === undefined ? [] : [[end.network, addressPart(end.address)]]))),
    ]),
  );
}
