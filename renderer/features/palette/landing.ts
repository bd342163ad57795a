/** What a drop would make, in the words of the chip at the pointer. */
import type { Made, Tool } from '../../../shared/draw/tools.ts';
import { hostOfId } from '../../../shared/lab/ids.ts';
import { thingById } from '../../store/document/thing.ts';

/** The first few by name. */
const inSentence = (names: readonly string[]): string =>
  names.length > 3
    ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more hosts`
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

export interface Landing {
  readonly what: string;
  readonly where: string;
  readonly details: readonly string[];
}

export function landing({ lab, made, select }: Made, tool: Tool): Landing {
  const more = made.length > 1 ? ` and ${made.length - 1} more` : '';
  const thing = thingById(lab, select);
  switch (thing?.kind) {
    case 'container': {
      const [place] = thing.container.attachments;
      return {
        what: thing.container.name + more,
        where: `to ${place?.network ?? 'nothing'} on ${thing.host.name}`,
        details: [place?.address ?? 'automatic'],
      };
    }
    case 'interface': {
      const { iface, host } = thing;
      const hosts = made.map(hostOfId);
      if (iface.kind === 'vlan' && hosts.length > 1 && made.every((id) => id.endsWith(`:${iface.name}`))) {
        return { what: `VLAN ${iface.vlan}`, where: `on ${inSentence(hosts)}`, details: [iface.name] };
      }
      const tag = iface.kind === 'vlan' ? `VLAN ${iface.vlan}` : iface.name;
      const parent = iface.kind === 'vlan' ? `on ${iface.parent} of ${host.name}` : `on ${host.name}`;
      return { what: tag + more, where: parent, details: [iface.name] };
    }
    case 'network': {
      const { name, subnet, gateway, parents } = thing.network;
      const at = parents.at(-1);
      return {
        what: name,
        where: at ? `on ${at.interface} of ${at.host}` : '',
        details: [subnet, ...(gateway === undefined ? [] : [`gateway ${gateway}`])],
      };
    }
    case 'host': {
      const { name, interfaces } = thing.host;
      const cards = interfaces.filter((item) => item.kind === 'nic');
      const segments = cards.flatMap((item) => (item.kind === 'nic' ? [item.segment] : []));
      return {
        what: name + more,
        where: `into ${segments.join(' and ')}`,
        details: interfaces.flatMap((item) => (item.address === undefined ? [] : [`${item.name} ${item.address}`])),
      };
    }
    case 'note': {
      const { frame } = thing.note;
      const where = frame.length > 0 ? `around ${frame.join(', ')}` : 'here';
      return { what: `a note${more}`, where, details: [] };
    }
    case 'segment':
      return { what: thing.segment.name + more, where: 'carries untagged frames and every tag', details: [] };
    default:
      return { what: tool, where: '', details: [] };
  }
}
