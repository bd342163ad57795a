/** Things that are copied leave as lab YAML, and whatever comes back as text is read as a part of a lab, or told why it is none. */
import { copiedText } from '../../shared/draw/clip/copy.ts';
import type { Pasted } from '../../shared/draw/clip/paste.ts';
import type { NotMade } from '../../shared/draw/tools.ts';
import { problem } from '../../shared/problem.ts';
import { useDocument } from '../store/document/document-store.ts';
import { askToDelete } from '../store/draw/deleting.ts';
import { applied, notEditable, refuse, selectedPlace } from '../store/draw/gestures.ts';
import { open } from '../store/flow/commands.ts';
import { leaveThen } from '../store/flow/leaving.ts';
import { selectedIds, selectThings, useSelection } from '../store/selection.ts';

/** Undefined: nothing is chosen that could be copied. */
export function copyChosen(): string | undefined {
  const { lab, source } = useDocument.getState().document;
  if (lab === undefined || source === undefined) return undefined;
  return copiedText({ lab, root: source.root }, selectedIds(useSelection.getState()));
}

/** What was copied before goes; what hangs on it is told first. */
export const cutChosen = (): void => askToDelete(selectedIds(useSelection.getState()), 'cut');

export function pasteText(text: string): void {
  const { text: now } = useDocument.getState();
  if (now === '' && /^trunkline\s*:/m.test(text)) {
    leaveThen(() => open({ text }));
    return;
  }
  const why = notEditable();
  if (why !== undefined) {
    notPasted(why);
    return;
  }
  put(text, 'paste');
}

/** What is chosen once more, beside itself; nothing of the clipboard changes. */
export function duplicateChosen(): void {
  const text = copyChosen();
  if (text !== undefined) put(text, 'duplicate');
}

/** What renames and renumbers is fetched when it is first needed: most windows are looked at and never pasted into. */
function put(text: string, verb: string): void {
  const at = selectedPlace();
  import('../../shared/draw/clip/paste.ts').then(
    ({ paste }) => finish(paste(useDocument.getState().document, text, at, verb)),
    () => notPasted('the program does not answer'),
  );
}

function finish(made: Pasted | NotMade): void {
  if (!made.ok) notPasted(made.why);
  else if (applied(made.edits, made.says)) selectThings(made.made);
}

export const notPasted = (why: string): void =>
  refuse(
    problem({
      severity: 'warning',
      code: 'cannot-paste',
      message: `Not pasted: ${why}.`,
      hint: 'Nothing was changed.',
    }),
  );
