/** Gestures done to the open lab: what shared/draw makes of them becomes one named step. */
import { draw } from '../../../shared/draw/draw.ts';
import { drawJoin, type Join } from '../../../shared/draw/joining.ts';
import { type DropPlace, type Outcome, placeOf, type Tool } from '../../../shared/draw/tools.ts';
import { type Edit, pathOf, rename as renameEdit } from '../../../shared/lab/edit.ts';
import { thingNamed } from '../../../shared/lab/lookup.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import { editDocument, useDocument } from '../document/document-store.ts';
import { CANNOT_DRAW, forgetRefusals, notifyWhile } from '../flow/notice.ts';
import { selectedIds, selectedThing, selectThing, selectThings, useSelection } from '../selection.ts';
import { defaultsNow } from './defaults.ts';
import { setCount, startRenaming, useDraw } from './draw-store.ts';

/** Why nothing can be drawn or edited now; undefined: it can. */
export function notEditable(): string | undefined {
  const { text, lab, document } = useDocument.getState();
  if (text === '') return 'no lab is open';
  return lab === undefined || document.lab === undefined ? 'the file has an error: mend it first' : undefined;
}

export const selectedPlace = (): DropPlace => {
  const { lab } = useDocument.getState();
  const { selection } = useSelection.getState();
  const id = selection?.kind === 'pair' ? selection.from : selectedThing({ selection });
  return lab === undefined ? { kind: 'lab' } : placeOf(lab, id);
};

/** From the palette by click or key: put down where it makes sense, selected, its name ready to be typed over. */
export function addThing(tool: Tool): void {
  const { lab } = useDocument.getState();
  if (lab === undefined) return;
  const ids = [...selectedIds(useSelection.getState())];
  const several = ids.length > 1 && tool === 'note';
  finish(
    tool,
    draw(lab, {
      tool,
      at: selectedPlace(),
      count: useDraw.getState().count,
      defaults: defaultsNow(),
      // A note on several things has one frame around all of them.
      ...(several && { frame: ids.filter((id) => thingNamed(lab, id)?.kind !== 'note') }),
    }),
  );
}

/** Of the chosen cards, or on the chosen host: what stood on the cards stands on it. */
export function addJoin(kind: Join): void {
  const { lab } = useDocument.getState();
  if (lab === undefined) return;
  const places = [...selectedIds(useSelection.getState())].map((id) => placeOf(lab, id));
  const outcome = drawJoin(lab, kind, places, defaultsNow());
  finishEdit(outcome);
  if (outcome.ok) startRenaming(outcome.select);
}

export const finish = (tool: Tool, outcome: Outcome): void => {
  if (!outcome.ok) {
    refuse(cannot(tool, outcome.why));
    return;
  }
  if (!applied(outcome.edits, outcome.says)) return;
  // Said for this one time: hosts that nobody meant came five by five.
  setCount(1);
  selectThing(outcome.select);
  startRenaming(outcome.select);
};

/** What was made of a thing that was there: chosen, or why it could not be made. */
export function finishEdit(outcome: Outcome): void {
  if (!outcome.ok) {
    refuse(
      problem({
        severity: 'warning',
        code: CANNOT_DRAW,
        message: `Not possible: ${clause(outcome.why)}.`,
        hint: 'Nothing was changed.',
      }),
    );
    return;
  }
  const before = useDocument.getState().lab;
  if (!applied(outcome.edits, outcome.says)) return;
  const { text } = useDocument.getState();
  useDraw.setState({ last: before && { before, made: outcome, text } });
  if (outcome.select !== '') selectThings([outcome.select, ...(outcome.others ?? [])]);
}

/** True: it was done; else why not was told. */
export function applied(edits: readonly Edit[], says: string): boolean {
  const found = editDocument(edits, says);
  refuse(...found);
  return found.length === 0;
}

/** Tells why a gesture was not possible: until the next one, and no longer than the drawing is as it was then. */
export function refuse(...problems: readonly Problem[]): void {
  forgetRefusals();
  const { text } = useDocument.getState();
  notifyWhile(() => useDocument.getState().text === text, ...problems);
}

/** What comes after a colon has none of its own. */
const clause = (why: string): string => why.replace(': ', '; ');

const cannot = (tool: Tool, why: string): Problem =>
  problem({
    severity: 'warning',
    code: CANNOT_DRAW,
    message: `No ${TOOL_WORDS[tool]} here: ${clause(why)}.`,
    hint: 'Choose another place on the drawing first, or drag it there.',
  });

export const TOOL_WORDS: Readonly<Record<Tool, string>> = {
  segment: 'segment',
  host: 'host',
  router: 'router',
  vlan: 'VLAN',
  network: 'network',
  container: 'container',
  note: 'note',
};

/** The thing gets another name, and everything that names it follows. What is wrong with the name comes back. */
export function rename(id: string, to: string): readonly Problem[] {
  const { lab } = useDocument.getState();
  const thing = lab && thingNamed(lab, id);
  if (thing === undefined || thing.name === to) return [];
  const found = editDocument([renameEdit(pathOf(thing), to)], `rename ${thing.name} to ${to}`);
  if (found.length === 0) {
    const now = `${id.slice(0, id.length - thing.name.length)}${to}`;
    renamed = { from: id, to: now };
    if (selectedThing(useSelection.getState()) === id) selectThing(now);
  }
  return found;
}

let renamed: { readonly from: string; readonly to: string } | undefined;

/** Whether these are the ids of one thing, before and after what was renamed last. */
export const isNowCalled = (before: string, now: string): boolean => renamed?.from === before && renamed.to === now;
