/** A lab is its name to the hosts: under another one it is another lab, and what stands there stays behind. */
import type { Target } from '../../../shared/api.ts';
import { set } from '../../../shared/lab/edit.ts';
import { problem } from '../../../shared/problem.ts';
import { isStarting } from '../../derived/shown-run.ts';
import { useConnection } from '../connection/connection-store.ts';
import { editDocument, useDocument } from '../document/document-store.ts';
import { isStanding } from '../run/marks.ts';
import { placeKey, useRuns } from '../run/run-store.ts';
import { askToRun } from './commands.ts';
import { useFlow } from './flow-store.ts';
import { forget, notifyWith } from './notice.ts';

const RENAMED = 'lab-renamed';

/** Tells when the name of a lab is changed whose things stand on its hosts, and offers to take them off first. Returns how to stop. */
export function tellOfRenames(): () => void {
  return useDocument.subscribe((state, before) => {
    const [name, old] = [state.lab?.name, before.lab?.name];
    if (name === undefined || old === undefined || name === old) return;
    forget(RENAMED);
    const { target } = useConnection.getState();
    if (state.draft.id !== before.draft.id || !stands(old, target)) return;
    notifyWith(
      () => useDocument.getState().draft.id === state.draft.id && stands(old, target),
      {
        ...problem({
          code: RENAMED,
          subject: name,
          message: `${old} is still on its hosts: under the name ${name} this is another lab to them.`,
          hint: `What was deployed as ${old} stays there, beside ${name}, until it is destroyed under that name.`,
        }),
        severity: 'warning',
      },
      { label: `Destroy ${old} first`, accept: () => void destroyFirst(old, name) },
    );
  });
}

function stands(lab: string, target: Target): boolean {
  const marks = useRuns.getState().places.get(placeKey(lab, target))?.marks;
  return [...(marks?.values() ?? [])].some(isStanding);
}

/** The lab has its old name while it is destroyed, so that all the window shows is of it; then, or if nobody wants that, the new one. */
async function destroyFirst(old: string, name: string): Promise<void> {
  if (!call(old)) return;
  await askToRun('destroy');
  const stops: (() => void)[] = [];
  let over = false;
  const end = (): void => {
    if (over || isUnderWay(old)) return;
    over = true;
    for (const stop of stops) stop();
    if (useDocument.getState().lab?.name === old) call(name);
  };
  // Who says yes is asked no more, and in the same breath it begins.
  const look = (): void => queueMicrotask(end);
  stops.push(useFlow.subscribe(look), useRuns.subscribe(look), useDocument.subscribe(look));
  look();
}

const call = (name: string): boolean => editDocument([set(['name'], name)], `call the lab ${name}`).length === 0;

/** Somebody is asked, or it begins or runs; and it is still the lab in the window. */
function isUnderWay(lab: string): boolean {
  const { asked } = useFlow.getState();
  const run = useRuns.getState().places.get(placeKey(lab, useConnection.getState().target));
  const runs = run?.activities.some(({ ended }) => ended === undefined) ?? false;
  return useDocument.getState().lab?.name === lab && (asked?.intent === 'destroy' || isStarting() || runs);
}
