import { vlan } from './leaves.ts';
import { type LinkOf, linkKeys } from './link.ts';
import { type KeysOf, key, map } from './shapes.ts';
import { parent } from './standing.ts';

/** An 802.1Q sub-interface. */
export interface VlanInterface extends LinkOf {
  readonly kind: 'vlan';
  /** The parent interface's name on the same host. */
  readonly parent: string;
  /** The tag, 1 to 4094. */
  readonly vlan: number;
}

export const vlanInterface = map(
  'a VLAN sub-interface',
  {
    parent,
    vlan: key(vlan, { label: 'Tag', example: '10' }),
    ...linkKeys('192.168.10.11/24'),
  } satisfies KeysOf<VlanInterface>,
  { form: 'vlan' },
);
