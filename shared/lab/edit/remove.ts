/** Taking a thing away with everything that stands on it or names it. */
import { type Host, interfaceId, type Lab } from '../lab.ts';
import { indexOf, type Thing, thingNamed } from '../lookup.ts';
import { thingAt } from '../path.ts';
import type { Path } from '../source.ts';
import type { Patch } from './data.ts';
import { attachmentPath, hostPath, interfacePath, networkPath } from './edits.ts';
import { type Ground, idsOf, remove } from './ground.ts';

export function removePatches({ lab }: Ground, path: Path): readonly Patch[] {
  const thing = thingAt(path);
  switch (thing?.kind) {
    case undefined:
      return [remove(path)];
    case 'container':
      return [remove(path), ...mentions(lab, thing, idsOf(lab, thing))];
    case 'network':
      return [
        ...detached(lab, (_, network) => network === thing.name),
        remove(path),
        ...mentions(lab, thing, idsOf(lab, thing)),
      ];
    case 'host':
      return [
        ...lab.networks.flatMap((network) =>
          network.parents.some((parent) => parent.host === thing.name)
            ? [remove([...networkPath(network.name), 'parents', thing.name])]
            : [],
        ),
        remove(path),
        ...(lab.registry?.host === thing.name ? [remove(['registry'])] : []),
        ...mentions(lab, thing, idsOf(lab, thing)),
      ];
    case 'interface':
      return interfaces(lab, thing.host, [thing.name]);
    case 'segment':
      return [
        ...lab.hosts.flatMap((host) =>
          interfaces(
            lab,
            host.name,
            host.interfaces.flatMap((item) => (item.kind === 'nic' && item.segment === thing.name ? [item.name] : [])),
          ),
        ),
        remove(path),
        ...mentions(lab, thing, [thing.name]),
      ];
  }
}

/** Interfaces with those that stand on them, the networks' parents there, and the containers' places on those networks. */
function interfaces(lab: Lab, hostName: string, names: readonly string[]): readonly Patch[] {
  const host = indexOf(lab).host(hostName);
  if (host === undefined || names.length === 0) return [];
  const gone = withChildren(host, names);
  const lost = lab.networks.filter((network) =>
    network.parents.some((parent) => parent.host === hostName && gone.has(parent.interface)),
  );
  const masquerade = host.routing?.masquerade ?? [];
  return [
    ...detached(lab, (on, network) => on === hostName && lost.some((item) => item.name === network)),
    ...lost.map((network) => remove([...networkPath(network.name), 'parents', hostName])),
    ...masquerade
      .flatMap((item, at) => (gone.has(item.out) ? [remove([...hostPath(hostName), 'routing', 'masquerade', at])] : []))
      .reverse(),
    ...[...gone].map((name) => remove(interfacePath(hostName, name))),
    ...mentions(
      lab,
      { kind: 'interface', host: hostName, name: names[0] ?? '' },
      [...gone].map((name) => interfaceId(hostName, name)),
    ),
  ];
}

function withChildren(host: Host, names: readonly string[]): ReadonlySet<string> {
  const gone = new Set(names);
  for (let before = -1; before !== gone.size; ) {
    before = gone.size;
    for (const item of host.interfaces) if (item.kind !== 'nic' && gone.has(item.parent)) gone.add(item.name);
  }
  return gone;
}

function detached(lab: Lab, from: (host: string, network: string) => boolean): readonly Patch[] {
  return lab.hosts.flatMap((host) =>
    host.containers.flatMap((container) =>
      container.attachments
        .filter((item) => from(host.name, item.network))
        .map((item) => remove(attachmentPath(host.name, container.name, item.network))),
    ),
  );
}

/** Expectations from the last to the first, so that the places of the others stay; then positions. */
function mentions(lab: Lab, thing: Thing, gone: readonly string[]): readonly Patch[] {
  const ids = new Set(gone);
  const expectations = lab.expect.flatMap((item, at) =>
    ids.has(item.from) || ids.has(item.to) ? [remove(['expect', at])] : [],
  );
  const positions = lab.layout.positions.filter(({ id }) => ids.has(id) && isOf(lab, thing, id));
  return [...expectations.reverse(), ...positions.map(({ id }) => remove(['layout', id]))];
}

/** A segment, a host and a network may share a name; a position is that of the first of them. */
const isOf = (lab: Lab, thing: Thing, id: string): boolean =>
  /[/:]/.test(id) || thingNamed(lab, id)?.kind === thing.kind;
