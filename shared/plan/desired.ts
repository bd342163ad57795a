import type { HostState } from '../host/state.ts';
import type { Host, Lab } from '../lab/lab.ts';
import { kinds } from '../resources/kinds.ts';
import { persistence } from '../resources/persistence.ts';
import type { Standing, Wanted } from '../resources/resource.ts';
import { NO_SUPPLIES, type Supplies } from '../resources/supply.ts';
import { inOrder } from './order.ts';

/** Everything that the drawing wants on one host, in the order of making it. */
export function desired(lab: Lab, host: Host, supplies: Supplies = NO_SUPPLIES): readonly Wanted[] {
  const made = inOrder(kinds.flatMap((kind) => kind.desired(lab, host, supplies)));
  return lab.persist ? [...made, persistence(lab, host, made)] : made;
}

/** Everything on a host that carries a lab's mark, in the order in which it was made. */
export const owned = (state: HostState, lab: string, host: string): readonly Standing[] =>
  inOrder(kinds.flatMap((kind) => kind.owned(state, lab, host)));
