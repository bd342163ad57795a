/** What a drop would make, in the words of the chip at the pointer. */
import type { Made, Tool } from '../../../shared/draw/tools.ts';
import { thingById } from '../../store/document/thing.ts';

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
