/** What each edit means for the drawing, written down a second time and without any text: the judge of the edits of files. */
import { type Data, isList, isMap } from '../data.ts';
import { patchData } from '../edit/data.ts';
import { valueData } from '../edit/edit-value.ts';
import type { Edit, Value } from '../edit/language.ts';
import { flowText } from '../edit/render.ts';
import { thingAt } from '../edit/targets.ts';
import { type Container, containerId, type Host, type Interface, interfaceId, type Lab } from '../lab.ts';
import type { Thing } from '../lookup.ts';
import { examineLab } from '../read.ts';
import type { Path } from '../source.ts';
import { labData } from '../things/model.ts';

type Named = { readonly name: string };

const at = <T extends Named>(things: readonly T[], name: string, change: (thing: T) => T): readonly T[] =>
  things.map((thing) => (thing.name === name ? change(thing) : thing));
const without = <T extends Named>(things: readonly T[], name: string): readonly T[] =>
  things.filter((thing) => thing.name !== name);

const onHost = (lab: Lab, name: string, change: (host: Host) => Host): Lab => ({
  ...lab,
  hosts: at(lab.hosts, name, change),
});

export function editModel(lab: Lab, edit: Edit): Lab {
  switch (edit.kind) {
    case 'add':
    case 'set':
      return withValue(lab, edit.path, edit.value, edit.kind === 'add');
    case 'unset':
      return withValue(lab, edit.path, undefined, false);
    case 'rename': {
      const thing = thingAt(edit.path);
      if (thing !== undefined) return renamed(lab, thing, edit.to);
      return anew(patchData(labData(lab), { kind: 'rename', path: edit.path, to: edit.to }));
    }
    case 'remove': {
      const thing = thingAt(edit.path);
      return thing === undefined ? withValue(lab, edit.path, undefined, false) : removed(lab, thing);
    }
    case 'move':
      return moved(lab, edit.path, edit.to);
  }
}

/** A lab as if its file had been written anew with another value. */
function withValue(lab: Lab, path: Path, value: Value, add: boolean): Lab {
  let data: Data = labData(lab);
  const attachment = path.slice(0, 6);
  if (path.length === 7) {
    const short = valueIn(data, attachment);
    if (!isMap(short))
      data = patchData(data, { kind: 'set', path: attachment, value: new Map([['address', short ?? null]]) });
  }
  const now = valueIn(data, path);
  const wanted = valueData(value);
  if (wanted === undefined) return now === undefined ? lab : anew(patchData(data, { kind: 'remove', path }));
  const kind = add && ['expect', 'routes'].includes(String(path.at(-1))) ? 'append' : 'set';
  return anew(patchData(data, { kind, path, value: wanted }));
}

const valueIn = (data: Data, path: Path): Data | undefined =>
  path.reduce<Data | undefined>(
    (inner, step) => (isMap(inner) ? inner.get(String(step)) : isList(inner) ? inner[Number(step)] : undefined),
    data,
  );

function anew(data: Data): Lab {
  const { lab, problems } = examineLab(flowText(data));
  if (lab === undefined) throw new Error(problems.map((item) => item.message).join('\n'));
  return lab;
}

const renamedKey = <T>(items: readonly T[], is: (item: T) => boolean, change: (item: T) => T): readonly T[] =>
  items.map((item) => (is(item) ? change(item) : item));

function moved(lab: Lab, path: Path, to: Path): Lab {
  const [section, name = '', part, inner = '', , network = ''] = path.map(String);
  const [, target = '', , targetInner = ''] = to.map(String);
  if (section === 'registry') return { ...lab, registry: lab.registry && { ...lab.registry, host: target } };
  if (section === 'networks') {
    const parents = (of: Lab['networks'][number]): typeof of => ({
      ...of,
      parents: renamedKey(
        of.parents,
        ({ host }) => host === inner,
        () => ({ host: target, interface: targetInner }),
      ),
    });
    return { ...lab, networks: at(lab.networks, name, parents) };
  }
  if (part === 'interfaces')
    return onHost(lab, name, (host) => ({
      ...host,
      interfaces: at(host.interfaces, inner, (item) =>
        item.kind === 'nic' ? { ...item, segment: target } : { ...item, parent: targetInner },
      ),
    }));
  const box = lab.hosts.find((host) => host.name === name)?.containers.find((item) => item.name === inner);
  if (path.length === 6) {
    const change = (item: Container): Container => ({
      ...item,
      attachments: renamedKey(
        item.attachments,
        (place) => place.network === network,
        (place) => ({ ...place, network: target }),
      ),
    });
    return onHost(lab, name, (host) => ({ ...host, containers: at(host.containers, inner, change) }));
  }
  if (box === undefined || target === name) return lab;
  const off = onHost(lab, name, (host) => ({ ...host, containers: without(host.containers, inner) }));
  const on = onHost(off, target, (host) => ({ ...host, containers: [...host.containers, box] }));
  return withIds(on, (id) => (id === containerId(name, inner) ? containerId(target, inner) : id));
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
  const notes = lab.notes.map((note) => ({ ...note, frame: note.frame.flatMap((id) => change(id) ?? []) }));
  return { ...lab, expect, layout: { positions }, notes };
}

const parentRenamed = (item: Interface, from: string, to: string): Interface =>
  'parent' in item && item.parent === from ? { ...item, parent: to } : item;

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
      const images = lab.images.map((image) => (image.from === thing.name ? { ...image, from: to } : image));
      return withIds({ ...lab, hosts: lab.hosts.map(name), networks, registry, images }, (id) =>
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
    case 'note':
      return { ...lab, notes: lab.notes.map(name) };
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
          images: lab.images.filter(({ from }) => from !== thing.name),
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
    case 'note':
      return { ...lab, notes: without(lab.notes, thing.name) };
    case 'container':
      return withIds(
        onHost(lab, thing.host, (host) => ({ ...host, containers: without(host.containers, thing.name) })),
        (id) => (id === containerId(thing.host, thing.name) ? undefined : id),
      );
    case 'interface': {
      const host = lab.hosts.find((item) => item.name === thing.host);
      const children = (host?.interfaces ?? []).filter((item) => 'parent' in item && item.parent === thing.name);
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
