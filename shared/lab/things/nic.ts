import { interfaceAddress, reference, truth } from './leaves.ts';
import { type KeysOf, key, map, optional } from './shapes.ts';

/** A network card that the host has: Trunkline never creates or deletes it. */
export interface Nic {
  readonly kind: 'nic';
  readonly name: string;
  readonly segment: string;
  /** `192.168.1.11/24`. */
  readonly address: string | undefined;
  readonly promiscuous: boolean;
}

export const nic = map(
  'a network card',
  {
    segment: key(
      reference('the name of a segment', 'Name a segment that is under segments.'),
      { label: 'Plugged into', example: 'lan' },
      { names: { kind: 'segment', code: 'unknown-segment' } },
    ),
    address: optional(interfaceAddress, { label: 'Address', example: '192.168.1.11/24' }),
    promiscuous: optional(truth, { label: 'Promiscuous' }, { absent: false }),
  } satisfies KeysOf<Nic>,
  { form: 'nic' },
);
