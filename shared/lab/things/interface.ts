import { interfaceFault } from '../names.ts';
import { type Nic, nic } from './nic.ts';
import { either, named } from './shapes.ts';
import { type ShimInterface, shim } from './shim.ts';
import { type VlanInterface, vlanInterface } from './vlan-interface.ts';

export type Interface = Nic | VlanInterface | ShimInterface;

const INTERFACE_NAME_HINT = 'Use at most 15 letters, digits, _, . and -.';

export const interfaces = named(
  'interfaces',
  interfaceFault,
  INTERFACE_NAME_HINT,
  either(
    [nic, vlanInterface, shim],
    'an interface',
    'Write { segment: … } for a network card, { parent: …, vlan: … } for a sub-interface, { parent: …, shim: bridge } for a shim.',
  ),
  { thing: { kind: 'interface', fault: interfaceFault } },
);
