/** Giving a thing another name wherever the file says it. */
import { containerId, interfaceId, type Lab } from '../lab.ts';
import { indexOf, type Thing, thingNamed } from '../lookup.ts';
import { nodeAt, type Path } from '../source.ts';
import type { Patch } from './data.ts';
import { attachmentPath, containerPath, type Ground, hostPath, interfacePath, networkPath, set } from './ground.ts';

const rename = (path: Path, to: string): Patch => ({ kind: 'rename', path, to });

/** The keys on the way come last, so that the paths of the other patches still lead there. */
export function renamePatches(ground: Ground, thing: Thing, to: string): readonly Patch[] {
  if (thing.name === to) return [];
  return [...references(ground.lab, thing, to), ...ids(ground, thing, to), rename(pathOf(thing), to)];
}

export function pathOf(thing: Thing): Path {
  switch (thing.kind) {
    case 'segment':
      return ['segments', thing.name];
    case 'host':
      return hostPath(thing.name);
    case 'network':
      return networkPath(thing.name);
    case 'interface':
      return interfacePath(thing.host, thing.name);
    case 'container':
      return containerPath(thing.host, thing.name);
  }
}

function references(lab: Lab, thing: Thing, to: string): readonly Patch[] {
  switch (thing.kind) {
    case 'segment':
      return lab.hosts.flatMap((host) =>
        host.interfaces.flatMap((item) =>
          item.kind === 'nic' && item.segment === thing.name
            ? [set([...interfacePath(host.name, item.name), 'segment'], to)]
            : [],
        ),
      );
    case 'host':
      return [
        ...lab.networks.flatMap((network) =>
          network.parents
            .filter((parent) => parent.host === thing.name)
            .map(() => rename([...networkPath(network.name), 'parents', thing.name], to)),
        ),
        ...(lab.registry?.host === thing.name ? [set(['registry', 'host'], to)] : []),
      ];
    case 'network':
      return lab.hosts.flatMap((host) =>
        host.containers.flatMap((container) =>
          container.attachments
            .filter((item) => item.network === thing.name)
            .map((item) => rename(attachmentPath(host.name, container.name, item.network), to)),
        ),
      );
    case 'interface': {
      const host = indexOf(lab).host(thing.host);
      return [
        ...(host?.interfaces ?? []).flatMap((item) =>
          item.kind !== 'nic' && item.parent === thing.name
            ? [set([...interfacePath(thing.host, item.name), 'parent'], to)]
            : [],
        ),
        ...lab.networks.flatMap((network) =>
          network.parents
            .filter((parent) => parent.host === thing.host && parent.interface === thing.name)
            .map(() => set([...networkPath(network.name), 'parents', thing.host], to)),
        ),
        ...(host?.routing?.masquerade ?? []).flatMap((item, at) =>
          item.out === thing.name ? [set([...hostPath(thing.host), 'routing', 'masquerade', at, 'out'], to)] : [],
        ),
      ];
    }
    case 'container':
      return [];
  }
}

/** Ids in expectations and positions: those of the thing and, for a host, of all that it holds. */
function ids({ lab, root }: Ground, thing: Thing, to: string): readonly Patch[] {
  const renamed = (id: string): string | undefined => newId(thing, id, to);
  const expectations = lab.expect.flatMap((item, at) =>
    (['from', 'to'] as const).flatMap((end) => {
      const next = renamed(item[end]);
      return next === undefined ? [] : [set(['expect', at, end], next)];
    }),
  );
  const positions = lab.layout.positions.flatMap(({ id }) => {
    const next = renamed(id);
    const same = thing.kind !== 'segment' && thing.kind !== 'network' ? true : thingNamed(lab, id)?.kind === thing.kind;
    const free = next !== undefined && nodeAt(root, ['layout', next]) === undefined;
    return free && same ? [rename(['layout', id], next)] : [];
  });
  return [...expectations, ...positions];
}

function newId(thing: Thing, id: string, to: string): string | undefined {
  switch (thing.kind) {
    case 'container':
      return id === containerId(thing.host, thing.name) ? containerId(thing.host, to) : undefined;
    case 'interface':
      return id === interfaceId(thing.host, thing.name) ? interfaceId(thing.host, to) : undefined;
    case 'host': {
      if (id === thing.name) return to;
      const rest = id.slice(thing.name.length);
      return id.startsWith(thing.name) && /^[/:]/.test(rest) ? to + rest : undefined;
    }
    case 'segment':
    case 'network':
      return id === thing.name ? to : undefined;
  }
}
