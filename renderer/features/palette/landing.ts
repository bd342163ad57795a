/** What a drop would make, in the words of the chip at the pointer. */
import type { Made, Tool } from '../../../shared/draw/tools.ts';
import { hostOfId } from '../../../shared/lab/ids.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { thingById } from '../../store/document/thing.ts';

/** So many are told one by one. */
const MOST = 3;

const inSentence = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** The first few by name. */
function hostsInSentence(all: readonly string[]): string {
  const names = [...new Set(all)];
  return names.length > MOST ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more hosts` : inSentence(names);
}

const containersIn = (lab: Lab, made: readonly string[]) =>
  made.flatMap((id) => {
    const thing = thingById(lab, id);
    if (thing?.kind !== 'container') return [];
    const { name, attachments } = thing.container;
    return { name, host: thing.host.name, address: attachments[0]?.address ?? 'automatic' };
  });

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
      const { network = 'nothing' } = thing.container.attachments[0] ?? {};
      const boxes = containersIn(lab, made);
      return {
        what: boxes.length > MOST ? `${boxes.length} containers` : inSentence(boxes.map(({ name }) => name)),
        where: `to ${network} on ${hostsInSentence(boxes.map(({ host }) => host))}`,
        details: [
          boxes
            .slice(0, MOST)
            .map(({ address }) => address)
            .join(', '),
        ],
      };
    }
    case 'interface': {
      const { iface, host } = thing;
      const hosts = made.map(hostOfId);
      if (iface.kind === 'vlan' && hosts.length > 1 && made.every((id) => id.endsWith(`:${iface.name}`))) {
        return { what: `VLAN ${iface.vlan}`, where: `on ${hostsInSentence(hosts)}`, details: [iface.name] };
      }
      const tag = iface.kind === 'vlan' ? `VLAN ${iface.vlan}` : iface.name;
      const parent = iface.kind === 'vlan' ? `on ${iface.parent} of ${host.name}` : `on ${host.name}`;
      return { what: tag + more, where: parent, details: [iface.name] };
    }
    case 'network': {
      const { name, subnet, gateway, parents } = thing.network;
      const on = new Set(parents.map((parent) => parent.interface));
      const hosts = hostsInSentence(parents.map(({ host }) => host));
      return {
        what: name,
        where: parents.length === 0 ? '' : on.size === 1 ? `on ${[...on].join()} of ${hosts}` : `on ${hosts}`,
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
