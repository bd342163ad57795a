import type { Target } from '../../../shared/api.ts';
import { runningActivity, useRun } from '../../derived/shown-run.ts';
import { useConnection } from '../../store/connection/connection-store.ts';

/** Why the lab cannot be put there to run now; undefined: it can. */
export function useWhyNotThere(place: Target): string | undefined {
  const isThere = useConnection(({ target }) => target === place);
  const practice = useConnection(({ hello }) => hello?.practice === true);
  const running = useRun((state) => runningActivity(state) !== undefined);
  if (isThere) return 'it runs there now';
  if (place === 'practice' && !practice) return 'practice hosts are not part of this version';
  return running ? 'something is under way: wait for its end, or cancel it' : undefined;
}
