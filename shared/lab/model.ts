/** From a file that has its shape to the drawing: short forms written out, defaults filled in, the file's order kept. */
import { parseMac } from '../net/mac.ts';
import type { Attachment, Container, Host, Interface, Lab, Network, NetworkDriver, Routing } from './lab.ts';
import { DEFAULT_REGISTRY_PORT, DEFAULT_SSH_PORT, DEFAULT_SSH_USER, type LabFile, MODES } from './schema.ts';
import type { SourceMap, SourceNode } from './source.ts';
import { splitWords } from './words.ts';

type FileHost = NonNullable<LabFile['hosts']>[string];
type FileInterface = NonNullable<FileHost['interfaces']>[string];
type FileContainer = NonNullable<FileHost['containers']>[string];
type FileNetwork = NonNullable<LabFile['networks']>[string];

/** `root` is what `file` was read from: plain objects put keys like `10` first, and only the source knows the order. */
export function toLab(file: LabFile, root: SourceMap): Lab {
  return {
    name: file.name,
    segments: inOrder(file.segments, at(root, 'segments')).map(([name, value]) => ({
      name,
      vlans: value?.vlans ?? 'all',
    })),
    hosts: inOrder(file.hosts, at(root, 'hosts')).map(([name, value, node]) => toHost(name, value, node)),
    networks: inOrder(file.networks, at(root, 'networks')).map(([name, value, node]) => toNetwork(name, value, node)),
    registry: file.registry
      ? {
          host: file.registry.host,
          port: file.registry.port ?? DEFAULT_REGISTRY_PORT,
          images: file.registry.images ?? [],
        }
      : undefined,
    expect: file.expect ?? [],
    layout: { positions: inOrder(file.layout, at(root, 'layout')).map(([id, { x, y }]) => ({ id, x, y })) },
  };
}

function toHost(name: string, file: FileHost, node: SourceNode | undefined): Host {
  return {
    name,
    ssh: {
      address: file.ssh.address,
      port: file.ssh.port ?? DEFAULT_SSH_PORT,
      user: file.ssh.user ?? DEFAULT_SSH_USER,
      key: file.ssh.key ?? undefined,
    },
    interfaces: inOrder(file.interfaces, at(node, 'interfaces')).map(([key, value]) => toInterface(key, value)),
    containers: inOrder(file.containers, at(node, 'containers')).map(([key, value, inner]) =>
      toContainer(key, value, inner),
    ),
    routing: file.routing ? toRouting(file.routing) : undefined,
  };
}

function toInterface(name: string, file: FileInterface): Interface {
  const address = file.address ?? undefined;
  if ('segment' in file)
    return { kind: 'nic', name, segment: file.segment, address, promiscuous: file.promiscuous ?? false };
  if ('shim' in file)
    return { kind: 'shim', name, parent: file.parent, mode: file.shim, address, reaches: file.reaches ?? [] };
  return { kind: 'vlan', name, parent: file.parent, vlan: file.vlan, address };
}

function toContainer(name: string, file: FileContainer, node: SourceNode | undefined): Container {
  return {
    name,
    image: file.image,
    command: toWords(file.command),
    attachments: inOrder(file.networks, at(node, 'networks')).map(([network, value]): Attachment => {
      if (typeof value === 'string') return { network, address: value, mac: undefined };
      return { network, address: value?.address ?? undefined, mac: value?.mac ? parseMac(value.mac) : undefined };
    }),
  };
}

function toWords(command: FileContainer['command']): readonly string[] {
  if (typeof command !== 'string') return command ?? [];
  const split = splitWords(command);
  return split.ok ? split.words : [];
}

function toRouting(file: NonNullable<FileHost['routing']>): Routing {
  return {
    forward: file.forward ?? false,
    allow: file.allow ?? 'none',
    routes: (file.routes ?? []).map(({ to, via }) => ({ to: to === 'default' ? '0.0.0.0/0' : to, via })),
    masquerade: file.masquerade ?? [],
  };
}

function toNetwork(name: string, file: FileNetwork, node: SourceNode | undefined): Network {
  const driver = { driver: file.driver, mode: file.mode ?? MODES[file.driver][0] } as NetworkDriver;
  return {
    ...driver,
    name,
    subnet: file.subnet,
    gateway: file.gateway ?? undefined,
    range: file.range ?? undefined,
    reserved: inOrder(file.reserved, at(node, 'reserved')).map(([key, address]) => ({ name: key, address })),
    parents: inOrder(file.parents, at(node, 'parents')).map(([host, parent]) => ({ host, interface: parent })),
  };
}

function at(node: SourceNode | undefined, key: string): SourceNode | undefined {
  return node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
}

/** The entries of a record in the order of the file, each with its source. */
function inOrder<V>(
  record: Readonly<Record<string, V>> | null | undefined,
  node: SourceNode | undefined,
): readonly (readonly [string, V, SourceNode])[] {
  if (!record || node?.kind !== 'map') return [];
  return [...node.entries.values()].flatMap(({ key, value }) =>
    Object.hasOwn(record, key) ? [[key, record[key] as V, value] as const] : [],
  );
}
