import { truth } from './leaves.ts';
import { type LinkOf, linkKeys } from './link.ts';
import { type KeysOf, map, optional } from './shapes.ts';
import { members } from './standing.ts';

/** A Linux bridge of the host's own: a switch in software. */
export interface Bridge extends LinkOf {
  readonly kind: 'bridge';
  /** Interfaces of the same host that are its ports. */
  readonly members: readonly string[];
  /** It tells VLANs apart: tags of sub-interfaces on it pass, others are dropped. */
  readonly vlanFiltering: boolean;
}

export const bridge = map(
  'a bridge',
  {
    bridge: members('a list of interfaces', { label: 'Ports', example: '[ens38]' }),
    'vlan-filtering': optional(truth, { label: 'VLAN filtering' }, { absent: false, as: 'vlanFiltering' }),
    ...linkKeys('10.0.0.1/24'),
  } satisfies KeysOf<Bridge, 'members' | 'vlanFiltering', 'bridge' | 'vlan-filtering'>,
  { form: 'bridge' },
);
