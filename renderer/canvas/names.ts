/** The accessible names of what is drawn: `Container bbox10 on docker01, 172.16.10.10, VLAN 10, running`. */

import { tagWords } from '../../shared/drawing/tags.ts';
import type { Item } from '../../shared/drawing/types.ts';
import type { Host, Interface, Lab, Segment } from '../../shared/lab/lab.ts';
import { unreachable } from '../../shared/problem.ts';
import { INTERFACE_WORDS } from '../derived/interface-words.ts';
import type { MarkState } from '../store/run/marks.ts';
import { HOST_WORDS, STATE_WORDS } from '../ui/StateMark.tsx';
import { count } from '../ui/words.ts';

export function nameOfItem(host: Host, item: Item, state: MarkState, problem?: 'error' | 'warning'): string {
  const name = plainName(host, item, state);
  return problem ? `${name}, has ${problem === 'error' ? 'an error' : 'a warning'}` : name;
}

/** A card says its segment instead, and a sub-interface its tag. */
const kindWords = ({ kind }: Interface): string =>
  kind === 'nic' || kind === 'vlan' ? '' : INTERFACE_WORDS[kind].short;

/** No frame of a dummy is ever on a wire. */
function wireWords(iface: Interface, tag: string): string {
  if (iface.kind === 'nic') return `on ${iface.segment}`;
  return iface.kind === 'dummy' ? '' : tag;
}

function plainName(host: Host, item: Item, state: MarkState): string {
  const tag = item.tag === undefined ? '' : tagWords(item.tag);
  switch (item.kind) {
    case 'container':
      return list(
        `Container ${item.container.name} on ${host.name}`,
        item.address ?? 'automatic address',
        tag,
        containerWord(state),
      );
    case 'rail': {
      const { network } = item;
      return list(
        `Network ${network.name} on ${host.name}`,
        network.subnet,
        network.mode === undefined ? network.driver : `${network.driver} ${network.mode}`,
        tag,
        said(state),
      );
    }
    case 'interface':
      return list(
        `Interface ${item.iface.name} on ${host.name}`,
        item.iface.address ?? '',
        wireWords(item.iface, tag),
        kindWords(item.iface),
        said(state),
      );
    case 'forwarding':
      return `Forwarding on ${host.name}: ${item.words}`;
    default:
      return unreachable(item);
  }
}

export const nameOfHost = (host: Host, state: MarkState): string =>
  list(`${host.routing?.forward ? 'Router' : 'Host'} ${host.name}`, host.ssh.address, HOST_WORDS[state]);

export function nameOfSegment(segment: Segment, lab: Lab): string {
  const plugged = lab.hosts.filter((host) =>
    host.interfaces.some((item) => item.kind === 'nic' && item.segment === segment.name),
  );
  const carries =
    segment.vlans === 'all'
      ? 'all VLANs'
      : segment.vlans === 'none'
        ? 'untagged only'
        : `VLANs ${segment.vlans.join(', ')}`;
  return list(`Segment ${segment.name}`, carries, count(plugged.length, 'host'));
}

/** A container that is there is one that runs. */
export const containerWord = (state: MarkState): string => (state === 'present' ? 'running' : said(state));

export const said = (state: MarkState): string => (state === 'unknown' ? '' : STATE_WORDS[state]);
const list = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(', ');
