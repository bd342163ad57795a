import { oneOf } from './leaves.ts';
import { type LinkOf, linkKeys } from './link.ts';
import { type KeysOf, map, optional } from './shapes.ts';
import { members } from './standing.ts';

/** The kernel's words (Documentation/networking/bonding.rst); without one it takes balance-rr. */
const BOND_MODES = [
  'balance-rr',
  'active-backup',
  'balance-xor',
  'broadcast',
  '802.3ad',
  'balance-tlb',
  'balance-alb',
] as const;

/** Several cards as one. */
export interface Bond extends LinkOf {
  readonly kind: 'bond';
  /** Cards of the same host. */
  readonly members: readonly string[];
  readonly mode: (typeof BOND_MODES)[number];
}

export const bond = map(
  'a bond',
  {
    bond: members('a list of cards', { label: 'Cards', example: '[ens36, ens37]' }),
    mode: optional(oneOf(...BOND_MODES), { label: 'Mode' }, { absent: BOND_MODES[0] }),
    ...linkKeys('192.168.1.11/24'),
  } satisfies KeysOf<Bond, 'members', 'bond'>,
  { form: 'bond' },
);
