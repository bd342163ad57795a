import { segmentNameFault } from '../names.ts';
import { oneOf, truth, vlan } from './leaves.ts';
import { mtuKey } from './link.ts';
import { DOCKER_NAME_HINT, either, type KeysOf, list, map, named, optional } from './shapes.ts';

/** What NICs are plugged into: a switch or a hypervisor's bridge. Untagged frames always pass. */
export interface Segment {
  readonly name: string;
  readonly vlans: 'all' | 'none' | readonly number[];
  /** What lies beyond: it routes, and answers pings for, every address that nothing in the drawing has. */
  readonly internet?: boolean | undefined;
  /** The largest packet that it carries, in bytes. */
  readonly mtu?: number | undefined;
}

const segment = map('a segment', {
  vlans: optional(
    either(
      [oneOf('all', 'none'), list('a list of VLAN ids', vlan)],
      'all, none or a list of VLAN ids',
      'Write all, none, or ids such as [10, 20].',
    ),
    { label: 'VLANs', example: '[10, 20]' },
    { absent: 'all', written: 'always' },
  ),
  internet: optional(truth, { label: 'The internet' }),
  mtu: mtuKey('1500'),
} satisfies KeysOf<Segment>);

export const segments = named('segments', segmentNameFault, DOCKER_NAME_HINT, segment.nullish(), {
  thing: { kind: 'segment', fault: segmentNameFault },
});
