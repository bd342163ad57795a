/** Things of the drawing as they are written in a file: short forms where there are any, defaults left out. */
import { unreachable } from '../../problem.ts';
import type {
  Attachment,
  Container,
  Host,
  Interface,
  Lab,
  Network,
  Registry,
  Routing,
  Segment,
  SshTarget,
} from '../lab.ts';
import { commandText } from '../leaves.ts';
import { DEFAULT_REGISTRY_PORT, DEFAULT_SSH_PORT, DEFAULT_SSH_USER, LAB_VERSION } from '../schema.ts';
import type { Data } from './data.ts';

/** A map of the given entries, without those that are undefined. */
export const mapOf = (entries: Readonly<Record<string, Data | undefined>>): ReadonlyMap<string, Data> =>
  new Map(Object.entries(entries).filter((entry): entry is [string, Data] => entry[1] !== undefined));

/** A map from names of things to values, in the order of the things. */
const namedMap = <T>(
  things: readonly T[],
  name: (thing: T) => string,
  value: (thing: T) => Data,
): ReadonlyMap<string, Data> => new Map(things.map((thing) => [name(thing), value(thing)]));

const unlessEmpty = (map: ReadonlyMap<string, Data>): Data | undefined => (map.size === 0 ? undefined : map);
const listUnlessEmpty = (list: readonly Data[]): Data | undefined => (list.length === 0 ? undefined : list);

export const vlansData = (vlans: Segment['vlans']): Data => vlans;
export const segmentData = (segment: Segment): ReadonlyMap<string, Data> => mapOf({ vlans: vlansData(segment.vlans) });

export const sshData = (ssh: SshTarget): ReadonlyMap<string, Data> =>
  mapOf({
    address: ssh.address,
    port: ssh.port === DEFAULT_SSH_PORT ? undefined : ssh.port,
    user: ssh.user === DEFAULT_SSH_USER ? undefined : ssh.user,
    key: ssh.key,
  });

export function interfaceData(item: Interface): ReadonlyMap<string, Data> {
  switch (item.kind) {
    case 'nic':
      return mapOf({ segment: item.segment, address: item.address, promiscuous: item.promiscuous ? true : undefined });
    case 'vlan':
      return mapOf({ parent: item.parent, vlan: item.vlan, address: item.address });
    case 'shim':
      return mapOf({
        parent: item.parent,
        shim: item.mode,
        address: item.address,
        reaches: listUnlessEmpty(item.reaches),
      });
    default:
      return unreachable(item);
  }
}

export function attachmentData({ address, mac }: Attachment): string | ReadonlyMap<string, Data> {
  if (mac !== undefined) return mapOf({ address, mac });
  return address ?? new Map();
}

export const containerData = (container: Container): ReadonlyMap<string, Data> =>
  mapOf({
    image: container.image,
    command: container.command.length === 0 ? undefined : commandText(container.command),
    networks: unlessEmpty(namedMap(container.attachments, (item) => item.network, attachmentData)),
  });

export const ruleData = ({ from, to }: { readonly from: string; readonly to: string }): Data => mapOf({ from, to });
export const routeData = ({ to, via }: { readonly to: string; readonly via: string }): Data => mapOf({ to, via });
export const masqueradeData = ({ source, out }: { readonly source: string; readonly out: string }): Data =>
  mapOf({ source, out });
export const allowData = (allow: Routing['allow']): Data => (typeof allow === 'string' ? allow : allow.map(ruleData));

export const routingData = (routing: Routing): ReadonlyMap<string, Data> =>
  mapOf({
    forward: routing.forward,
    allow: routing.allow === 'none' ? undefined : allowData(routing.allow),
    routes: listUnlessEmpty(routing.routes.map(routeData)),
    masquerade: listUnlessEmpty(routing.masquerade.map(masqueradeData)),
  });

export const hostData = (host: Host): ReadonlyMap<string, Data> =>
  mapOf({
    ssh: sshData(host.ssh),
    interfaces: unlessEmpty(namedMap(host.interfaces, (item) => item.name, interfaceData)),
    containers: unlessEmpty(namedMap(host.containers, (item) => item.name, containerData)),
    routing: host.routing === undefined ? undefined : routingData(host.routing),
  });

export const networkData = (network: Network): ReadonlyMap<string, Data> =>
  mapOf({
    driver: network.driver,
    mode: network.mode,
    subnet: network.subnet,
    gateway: network.gateway,
    range: network.range,
    reserved: unlessEmpty(
      namedMap(
        network.reserved,
        (item) => item.name,
        (item) => item.address,
      ),
    ),
    parents: unlessEmpty(
      namedMap(
        network.parents,
        (item) => item.host,
        (item) => item.interface,
      ),
    ),
  });

export const registryData = (registry: Registry): ReadonlyMap<string, Data> =>
  mapOf({
    host: registry.host,
    port: registry.port === DEFAULT_REGISTRY_PORT ? undefined : registry.port,
    images: listUnlessEmpty(registry.images.map((item) => mapOf({ image: item.image, as: item.as }))),
  });

/** A whole lab as a file has it. */
export const labData = (lab: Lab): ReadonlyMap<string, Data> =>
  mapOf({
    trunkline: LAB_VERSION,
    name: lab.name,
    segments: namedMap(lab.segments, (item) => item.name, segmentData),
    hosts: namedMap(lab.hosts, (item) => item.name, hostData),
    networks: namedMap(lab.networks, (item) => item.name, networkData),
    registry: lab.registry && registryData(lab.registry),
    expect: listUnlessEmpty(
      lab.expect.map((item) => mapOf({ from: item.from, to: item.to, reachable: item.reachable })),
    ),
    layout: unlessEmpty(
      namedMap(
        lab.layout.positions,
        (item) => item.id,
        ({ x, y }) => mapOf({ x, y }),
      ),
    ),
  });
