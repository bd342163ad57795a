import { interfaceAddress, vlan } from './leaves.ts';
import { type KeysOf, key, map, optional } from './shapes.ts';
import { parent } from './standing.ts';

/** An 802.1Q sub-interface. */
export interface VlanInterface {
  readonly kind: 'vlan';
  readonly name: string;
  /** The parent interface's name on the same host. */
  readonly parent: string;
  /** The tag, 1 to 4094. */
  readonly vlan: number;
  readonly address: string | undefined;
}

export const vlanInterface = map(
  'a VLAN sub-interface',
  {
    parent,
    vlan: key(vlan, { label: 'Tag', example: '10' }),
    address: optional(interfaceAddress, { label: 'Address', example: '192.168.10.11/24' }),
  } satisfies KeysOf<VlanInterface>,
  { form: 'vlan' },
);
