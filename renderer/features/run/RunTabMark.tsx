import { runningActivity, useRun } from '../../derived/shown-run.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import { shown } from './which-run.ts';

/** Beside the name of the tab: a run changes something, or the last one did not end well. */
export function RunTabMark() {
  const mark = useRun((state) => {
    const running = runningActivity(state);
    if (running)
      return running.activity.kind === 'deploy' || running.activity.kind === 'destroy' ? 'changing' : undefined;
    const outcome = shown(state)?.ended?.outcome;
    return outcome === undefined || outcome === 'done' || outcome === 'cancelled' ? undefined : 'failing';
  });
  return mark ? <StateMark state={mark} /> : null;
}
