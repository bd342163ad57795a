/** What each edit means for the drawing, written down a second time and without any text: the judge of the edits of files. */
import type { Edit } from '../edit.ts';
import { type Container, containerId, type Host, type Interface, interfaceId, type Lab, type Network } from '../lab.ts';
import type { Thing } from '../lookup.ts';

type Named = { readonly name: string };

const at = <T extends Named>(things: readonly T[], name: string, change: (thing: T) => T): readonly T[] =>
  things.map((thing) => (thing.name === name ? change(thing) : thing));
const without = <T extends Named>(things: readonly T[], name: string): readonly T[] =>
  things.filter((thing) => thing.name !== name);

const onHost = (lab: Lab, name: string, change: (host: Host) => Host): Lab => ({
  ...lab,
  hosts: at(lab.hosts, name, change),
});
const onContainer = (lab: Lab, host: string, name: string, change: (item: Container) => Container): Lab =>
  onHost(lab, host, (item) => ({ ...item, containers: at(item.containers, name, change) }));
const onNetwork = (lab: Lab, name: string, change: (item: Network) => Network): Lab => ({
  ...lab,
  networks: at(lab.networks, name, change),
});

/** Keys of `change` over `thing`; null takes away. */
function over<T>(thing: T, change: object): T {
  const entries = Object.entries(change).filter(([, value]) => value !== undefined);
  return { ...thing, ...Object.fromEntries(entries.map(([key, value]) => [key, value === null ? undefined : value])) };
}

export function editModel(lab: Lab, edit: Edit): Lab {
  switch (edit.kind) {
    case 'rename-lab':
      return { ...lab, name: edit.name };
    case 'add-segment':
      return { ...lab, segments: [...lab.segments, edit.segment] };
    case 'change-segment':
      return { ...lab, segments: at(lab.segments, edit.name, (item) => ({ ...item, vlans: edit.vlans })) };
    case 'add-host':
      return { ...lab, hosts: [...lab.hosts, edit.host] };
    case 'change-ssh':
      return onHost(lab, edit.host, (host) => ({ ...host, ssh: over(host.ssh, edit.change) }));
    case 'add-interface':
      return onHost(lab, edit.host, (host) => ({ ...host, interfaces: [...host.interfaces, edit.interface] }));
    case 'change-interface':
      return onHost(lab, edit.host, (host) => ({
        ...host,
        interfaces: at(host.interfaces, edit.name, (item) => over(item, edit.change)),
      }));
    case 'add-container':
      return onHost(lab, edit.host, (host) => ({ ...host, containers: [...host.containers, edit.container] }));
    case 'change-container':
      return onContainer(lab, edit.host, edit.name, (item) => over(item, edit.change));
    case 'attach':
      return onContainer(lab, edit.host, edit.container, (item) => ({
        ...item,
        attachments: [...item.attachments, edit.attachment],
      }));
    case 'change-attachment':
      return onContainer(lab, edit.host, edit.container, (item) => ({
        ...item,
        attachments: item.attachments.map((place) =>
          place.network === edit.network ? over(place, edit.change) : place,
        ),
      }));
    case 'detach':
      return onContainer(lab, edit.host, edit.container, (item) => ({
        ...item,
        attachments: item.attachments.filter((place) => place.network !== edit.network),
      }));
    case 'add-network':
      return { ...lab, networks: [...lab.networks, edit.network] };
    case 'change-network':
      return onNetwork(lab, edit.name, (item) => over(item, edit.change));
    case 'set-network-parent':
      return onNetwork(lab, edit.network, (item) => {
        const { interface: parent } = edit;
        if (parent === null) return { ...item, parents: item.parents.filter((other) => other.host !== edit.host) };
        const known = item.parents.some((other) => other.host === edit.host);
        const next = { host: edit.host, interface: parent };
        return {
          ...item,
          parents: known
            ? item.parents.map((other) => (other.host === edit.host ? next : other))
            : [...item.parents, next],
        };
      });
    case 'set-reserved':
      return onNetwork(lab, edit.network, (item) => {
        if (edit.address === null) return { ...item, reserved: without(item.reserved, edit.name) };
        const next = { name: edit.name, address: edit.address };
        const known = item.reserved.some((other) => other.name === edit.name);
        return { ...item, reserved: known ? at(item.reserved, edit.name, () => next) : [...item.reserved, next] };
      });
    case 'set-routing':
      return onHost(lab, edit.host, (host) => ({ ...host, routing: edit.routing ?? undefined }));
    case 'set-registry':
      return { ...lab, registry: edit.registry ?? undefined };
    case 'set-expectation': {
      const same = (item: { readonly from: string; readonly to: string }): boolean =>
        item.from === edit.from && item.to === edit.to;
      const { from, to, reachable } = edit;
      if (reachable === null) return { ...lab, expect: lab.expect.filter((item) => !same(item)) };
      if (!lab.expect.some(same)) return { ...lab, expect: [...lab.expect, { from, to, reachable }] };
      return { ...lab, expect: lab.expect.map((item) => (same(item) ? { from, to, reachable } : item)) };
    }
    case 'set-position': {
      const { positions } = lab.layout;
      if (edit.position === null)
        return { ...lab, layout: { positions: positions.filter((item) => item.id !== edit.id) } };
      const next = { id: edit.id, ...edit.position };
      const known = positions.some((item) => item.id === edit.id);
      return {
        ...lab,
        layout: {
          positions: known ? positions.map((item) => (item.id === edit.id ? next : item)) : [...positions, next],
        },
      };
    }
    case 'rename':
      return renamed(lab, edit.thing, edit.to);
    case 'remove':
      return removed(lab, edit.thing);
  }
}

/** In test labs no two things share an id. */
function withIds(lab: Lab, change: (id: string) => string | undefined): Lab {
  const expect = lab.expect.flatMap((item) => {
    const [from, to] = [change(item.from), change(item.to)];
    return from === undefined || to === undefined ? [] : [{ ...item, from, to }];
  });
  const positions = lab.layout.positions.flatMap((item) => {
    const id = change(item.id);
    return id === undefined ? [] : [{ ...item, id }];
  });
  return { ...lab, expect, layout: { positions } };
}

const parentRenamed = (item: Interface, from: string, to: string): Interface =>
  item.kind !== 'nic' && item.parent === from ? { ...item, parent: to } : item;

function renamed(lab: Lab, thing: Thing, to: string): Lab {
  const name = <T extends Named>(item: T): T => (item.name === thing.name ? { ...item, name: to } : item);
  switch (thing.kind) {
    case 'segment': {
      const hosts = lab.hosts.map((host) => ({
        ...host,
        interfaces: host.interfaces.map((item) =>
          item.kind === 'nic' && item.segment === thing.name ? { ...item, segment: to } : item,
        ),
      }));
      return withIds({ ...lab, segments: lab.segments.map(name), hosts }, (id) => (id === thing.name ? to : id));
    }
    case 'host': {
      const networks = lab.networks.map((network) => ({
        ...network,
        parents: network.parents.map((parent) => (parent.host === thing.name ? { ...parent, host: to } : parent)),
      }));
      const registry = lab.registry?.host === thing.name ? { ...lab.registry, host: to } : lab.registry;
      return withIds({ ...lab, hosts: lab.hosts.map(name), networks, registry }, (id) =>
        id === thing.name ? to : id.replace(/^([^/:]+)(?=[/:])/, (host) => (host === thing.name ? to : host)),
      );
    }
    case 'network': {
      const hosts = lab.hosts.map((host) => ({
        ...host,
        containers: host.containers.map((item) => ({
          ...item,
          attachments: item.attachments.map((place) =>
            place.network === thing.name ? { ...place, network: to } : place,
          ),
        })),
      }));
      return { ...lab, hosts, networks: lab.networks.map(name) };
    }
    case 'interface': {
      const changed = onHost(lab, thing.host, (host) => ({
        ...host,
        interfaces: host.interfaces.map(name).map((item) => parentRenamed(item, thing.name, to)),
        routing: host.routing && {
          ...host.routing,
          masquerade: host.routing.masquerade.map((item) => (item.out === thing.name ? { ...item, out: to } : item)),
        },
      }));
      const networks = lab.networks.map((network) => ({
        ...network,
        parents: network.parents.map((parent) =>
          parent.host === thing.host && parent.interface === thing.name ? { ...parent, interface: to } : parent,
        ),
      }));
      return withIds({ ...changed, networks }, (id) =>
        id === interfaceId(thing.host, thing.name) ? interfaceId(thing.host, to) : id,
      );
    }
    case 'container':
      return withIds(
        onHost(lab, thing.host, (host) => ({ ...host, containers: host.containers.map(name) })),
        (id) => (id === containerId(thing.host, thing.name) ? containerId(thing.host, to) : id),
      );
  }
}

function removed(lab: Lab, thing: Thing): Lab {
  switch (thing.kind) {
    case 'segment': {
      const cards = lab.hosts.flatMap((host) =>
        host.interfaces.flatMap((item) =>
          item.kind === 'nic' && item.segment === thing.name ? [[host.name, item.name] as const] : [],
        ),
      );
      const bare = cards.reduce((rest, [host, name]) => removed(rest, { kind: 'interface', host, name }), lab);
      return withIds({ ...bare, segments: without(bare.segments, thing.name) }, (id) =>
        id === thing.name ? undefined : id,
      );
    }
    case 'host':
      return withIds(
        {
          ...lab,
          hosts: without(lab.hosts, thing.name),
          networks: lab.networks.map((network) => ({
            ...network,
            parents: network.parents.filter((item) => item.host !== thing.name),
          })),
          registry: lab.registry?.host === thing.name ? undefined : lab.registry,
        },
        (id) => (id.split(/[/:]/)[0] === thing.name ? undefined : id),
      );
    case 'network':
      return {
        ...detachedFrom(
          lab,
          lab.hosts.map((host) => host.name),
          [thing.name],
        ),
        networks: without(lab.networks, thing.name),
      };
    case 'container':
      return withIds(
        onHost(lab, thing.host, (host) => ({ ...host, containers: without(host.containers, thing.name) })),
        (id) => (id === containerId(thing.host, thing.name) ? undefined : id),
      );
    case 'interface': {
      const host = lab.hosts.find((item) => item.name === thing.host);
      const children = (host?.interfaces ?? []).filter((item) => item.kind !== 'nic' && item.parent === thing.name);
      const bare = children.reduce(
        (rest, item) => removed(rest, { kind: 'interface', host: thing.host, name: item.name }),
        lab,
      );
      const stands = (parent: { readonly host: string; readonly interface: string }): boolean =>
        parent.host === thing.host && parent.interface === thing.name;
      const lost = bare.networks.filter((network) => network.parents.some(stands)).map((network) => network.name);
      const off = detachedFrom(bare, [thing.host], lost);
      const networks = off.networks.map((network) => ({
        ...network,
        parents: network.parents.filter((parent) => !stands(parent)),
      }));
      return withIds(
        onHost({ ...off, networks }, thing.host, (item) => ({
          ...item,
          interfaces: without(item.interfaces, thing.name),
          routing: item.routing && {
            ...item.routing,
            masquerade: item.routing.masquerade.filter((rule) => rule.out !== thing.name),
          },
        })),
        (id) => (id === interfaceId(thing.host, thing.name) ? undefined : id),
      );
    }
  }
}

const detachedFrom = (lab: Lab, hosts: readonly string[], networks: readonly string[]): Lab =>
  hosts.reduce(
    (rest, name) =>
      onHost(rest, name, (host) => ({
        ...host,
        containers: host.containers.map((item) => ({
          ...item,
          attachments: item.attachments.filter((place) => !networks.includes(place.network)),
        })),
      })),
    lab,
  );
