import { interfaceFault } from '../names.ts';
import { type Bond, bond } from './bond.ts';
import { type Bridge, bridge } from './bridge.ts';
import { type Dummy, dummy } from './dummy.ts';
import { type Nic, nic } from './nic.ts';
import { either, named } from './shapes.ts';
import { type ShimInterface, shim } from './shim.ts';
import { type VlanInterface, vlanInterface } from './vlan-interface.ts';

export type Interface = Nic | VlanInterface | ShimInterface | Bond | Bridge | Dummy;

/** The interfaces of its host that one stands on: its parent, or the cards and ports that it joins. */
export function standsOn(item: Interface): readonly string[] {
  switch (item.kind) {
    case 'vlan':
    case 'shim':
      return [item.parent];
    case 'bond':
    case 'bridge':
      return item.members;
    default:
      return [];
  }
}

const INTERFACE_NAME_HINT = 'Use at most 15 letters, digits, _, . and -.';

export const interfaces = named(
  'interfaces',
  interfaceFault,
  INTERFACE_NAME_HINT,
  either(
    [nic, vlanInterface, shim, bond, bridge, dummy],
    'an interface',
    'Write { segment: … } for a network card, { parent: …, vlan: … } for a sub-interface, { parent: …, shim: bridge } for a shim, { bond: […] }, { bridge: […] } or { dummy: true }.',
  ),
  { thing: { kind: 'interface', fault: interfaceFault } },
);
