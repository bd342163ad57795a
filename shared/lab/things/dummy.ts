import { z } from 'zod';
import { described, say } from './leaves.ts';
import { type LinkOf, linkKeys } from './link.ts';
import { type KeysOf, key, map } from './shapes.ts';

/** An interface without a wire: what stands on it stays on its host. */
export interface Dummy extends LinkOf {
  readonly kind: 'dummy';
  readonly dummy: true;
}

const [EXPECTED, HINT] = ['true', 'Write dummy: true, or leave the interface out.'] as const;

export const dummy = map(
  'a dummy interface',
  {
    dummy: key(described(z.literal(true, { error: say(EXPECTED, HINT) }), EXPECTED, HINT), { label: 'Dummy' }),
    ...linkKeys('10.9.0.1/24'),
  } satisfies KeysOf<Dummy>,
  { form: 'dummy' },
);
