/** Giving a thing another name wherever the file says it. */
import { containerId, interfaceId, type Lab } from '../lab.ts';
import { indexOf, type Thing, thingNamed } from '../lookup.ts';
import { thingAt } from '../path.ts';
import { nodeAt, type Path } from '../source.ts';
import type { Patch } from './data.ts';
import { attachmentPath, hostPath, interfacePath, networkPath } from './edits.ts';
import { type Ground, rename, set } from './ground.ts';

/** The keys on the way come last, so that the paths of the other patches still lead there. */
export function renamePatches(ground: Ground, path: Path, to: string): readonly Patch[] {
  const thing = thingAt(path);
  if (path.at(-1) === to) return [];
  if (thing === undefined) return [rename(path, to)];
  return [...references(ground.lab, thing, to), ...ids(ground, thing, to), rename(path, to)];
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
function ids(ground: Ground, thing: Thing, to: string): readonly Patch[] {
  const shared = thing.kind === 'segment' || thing.kind === 'network';
  const same = (id: string): boolean => !shared || thingNamed(ground.lab, id)?.kind === thing.kind;
  return idPatches(ground, (id) => newId(thing, id, to), same);
}

/** Other ids in expectations and, where `moves` says so and the place is free, in positions. */
export function idPatches(
  { lab, root }: Ground,
  renamed: (id: string) => string | undefined,
  moves: (id: string) => boolean = () => true,
): readonly Patch[] {
  const expectations = lab.expect.flatMap((item, at) =>
    (['from', 'to'] as const).flatMap((end) => {
      const next = renamed(item[end]);
      return next === undefined ? [] : [set(['expect', at, end], next)];
    }),
  );
  const positions = lab.layout.positions.flatMap(({ id }) => {
    const next = renamed(id);
    const free = next !== undefined && nodeAt(root, ['layout', next]) === undefined;
    return free && moves(id) ? [rename(['layout', id], next)] : [];
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
