import { reference, truth } from './leaves.ts';
import { type LinkOf, linkKeys } from './link.ts';
import { type Port, switchPort } from './port.ts';
import { type KeysOf, key, map, optional } from './shapes.ts';

/** A network card that the host has: Trunkline never creates or deletes it. */
export interface Nic extends LinkOf {
  readonly kind: 'nic';
  readonly segment: string;
  readonly promiscuous: boolean;
  readonly port?: Port | undefined;
}

export const nic = map(
  'a network card',
  {
    segment: key(
      reference('the name of a segment', 'Name a segment that is under segments.'),
      { label: 'Plugged into', example: 'lan' },
      { names: { kind: 'segment', code: 'unknown-segment' } },
    ),
    ...linkKeys('192.168.1.11/24'),
    port: optional(switchPort, { label: 'Switch port', example: '{ access: 10 }' }),
    promiscuous: optional(truth, { label: 'Promiscuous' }, { absent: false }),
  } satisfies KeysOf<Nic>,
  { form: 'nic' },
);
