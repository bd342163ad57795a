import type { HostState } from '../host/state.ts';
import type { Host, Lab } from '../lab/lab.ts';
import { kinds } from '../resources/kinds.ts';
import type { Standing, Wanted } from '../resources/resource.ts';
import { inOrder } from './order.ts';

/** Everything that the drawing wants on one host, in the order of making it. */
export const desired = (lab: Lab, host: Host): readonly Wanted[] =>
  inOrder(kinds.flatMap((kind) => kind.desired(lab, host)));

/** Everything on a host that carries a lab's mark, in the order in which it was made. */
export const owned = (state: HostState, lab: string, host: string): readonly Standing[] =>
  inOrder(kinds.flatMap((kind) => kind.owned(state, lab, host)));
