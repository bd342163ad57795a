/** Practice hosts of a lab that was run on them before tell how they are as soon as it is open, not only when something changes. */
import { shownPlace, shownRun } from '../../derived/shown-run.ts';
import { useConnection } from '../connection/connection-store.ts';
import { useDocument } from '../document/document-store.ts';
import { useRuns } from '../run/run-store.ts';

/** Returns how to stop. */
export function askPracticeHosts(): () => void {
  const asked = new Set<string>();
  const ask = (): void => {
    const { backend, status, target } = useConnection.getState();
    const place = shownPlace();
    // After a lost connection it may be another program, whose hosts have told nothing yet.
    if (status !== 'ready') asked.clear();
    if (!backend || status !== 'ready' || target !== 'practice' || place === undefined || asked.has(place)) return;
    const { activities, now } = shownRun();
    if (activities.length === 0 || now.size > 0) return;
    asked.add(place);
    // What is wrong with them is told to whoever wants something of them.
    void backend.practiceNow({ text: useDocument.getState().text }).catch(() => undefined);
  };
  const stops = [useDocument.subscribe(ask), useConnection.subscribe(ask), useRuns.subscribe(ask)];
  ask();
  return () => {
    for (const stop of stops) stop();
  };
}
