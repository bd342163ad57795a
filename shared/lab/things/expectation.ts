import { reference, truth } from './leaves.ts';
import { type KeysOf, key, map } from './shapes.ts';

export interface Expectation {
  readonly from: string;
  readonly to: string;
  readonly reachable: boolean;
}

const END_HINT = 'Name a container as docker01/bbox10, a host as docker01, or an interface as router:ens33.10.';

export const expectation = map('an expectation', {
  from: key(
    reference('a container or a host', END_HINT),
    { label: 'From', example: 'docker01/bbox10' },
    {
      names: {
        kind: 'id',
        code: 'unknown-thing',
        of: { kinds: ['container', 'host'], what: 'container or host' },
      },
    },
  ),
  to: key(
    reference('a container, a host, an interface or an address', `${END_HINT} Or write an address, such as 8.8.8.8.`),
    { label: 'To', example: 'docker02/bbox11' },
    {
      names: {
        kind: 'id',
        code: 'unknown-thing',
        of: { kinds: ['container', 'host', 'interface'], what: 'container, host or interface' },
        orAddress: true,
      },
    },
  ),
  reachable: key(truth, { label: 'Reachable' }),
} satisfies KeysOf<Expectation>);
