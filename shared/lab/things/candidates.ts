/** Which names could stand at a place of the lab file that names something. */
import type { Path } from '../data.ts';
import { containerId, interfaceId, type Lab } from '../lab.ts';
import { indexOf } from '../lookup.ts';
import type { Naming } from './notes.ts';

/** The names that could stand at `path`, which belongs to the host `hostName` ('': to none). */
export function candidatesOf(lab: Lab, naming: Naming, hostName: string, path: Path): readonly string[] {
  const names = (things: readonly { readonly name: string }[]): readonly string[] => things.map((thing) => thing.name);
  switch (naming.kind) {
    case 'segment':
      return names(lab.segments);
    case 'host':
      return names(lab.hosts);
    case 'network':
      return names(lab.networks);
    case 'interface': {
      // Nothing stands on itself.
      const own = path[2] === 'interfaces' ? path[3] : undefined;
      return names(indexOf(lab).host(hostName)?.interfaces ?? []).filter((name) => name !== own);
    }
    case 'id':
      return lab.hosts.flatMap((host) => [
        host.name,
        ...host.containers.map((container) => containerId(host.name, container.name)),
        ...(naming.of?.kinds.includes('interface')
          ? host.interfaces.map((item) => interfaceId(host.name, item.name))
          : []),
      ]);
  }
}
