import { block, oneOf } from './leaves.ts';
import { type LinkOf, linkKeys } from './link.ts';
import { type KeysOf, key, list, map, optional } from './shapes.ts';
import { parent } from './standing.ts';

/**
 * A macvlan child for the host itself, so that it can reach its own containers
 * (a host never reaches macvlan children through their parent interface).
 * In the file: `{ parent: ens33.10, shim: bridge, address: 172.16.10.250/32, reaches: [172.16.10.0/24] }`.
 */
export interface ShimInterface extends LinkOf {
  readonly kind: 'shim';
  readonly parent: string;
  readonly mode: 'bridge';
  /** Subnets or addresses that the host reaches through the shim. */
  readonly reaches: readonly string[];
}

export const shim = map(
  'a shim',
  {
    parent,
    shim: key(oneOf('bridge'), { label: 'Mode' }, { as: 'mode' }),
    ...linkKeys('172.16.10.250/32'),
    reaches: optional(list('a list of subnets', block), { label: 'Reaches', example: '[172.16.10.0/24]' }),
  } satisfies KeysOf<ShimInterface, 'mode', 'shim'>,
  { form: 'shim' },
);
