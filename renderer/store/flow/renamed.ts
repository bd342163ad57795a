/** A lab is its name to the hosts: under another one it is another lab, and what stands there stays behind. */
import { problem } from '../../../shared/problem.ts';
import { useConnection } from '../connection/connection-store.ts';
import { useDocument } from '../document/document-store.ts';
import { placeKey, useRuns } from '../run/run-store.ts';
import { notify } from './notice.ts';

/** Tells when the name of a lab is changed whose things stand on its hosts. Returns how to stop. */
export function tellOfRenames(): () => void {
  return useDocument.subscribe((state, before) => {
    const [name, old] = [state.lab?.name, before.lab?.name];
    if (name === undefined || old === undefined || name === old || state.draft.id !== before.draft.id) return;
    const { target } = useConnection.getState();
    const marks = useRuns.getState().places.get(placeKey(old, target))?.marks;
    if (![...(marks?.values() ?? [])].includes('present')) return;
    notify({
      ...problem({
        code: 'lab-renamed',
        subject: name,
        message: `${old} is still on its hosts: under the name ${name} this is another lab to them.`,
        hint: `To take ${old} off first, undo the new name, press Destroy, and give the name again.`,
      }),
      severity: 'warning',
    });
  });
}
