import { type TemporalState, temporal } from 'zundo';
import { create, useStore } from 'zustand';
import { type Edit, editLab, type LabDocument, openLab } from '../../../shared/lab/edit.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import type { Problem } from '../../../shared/problem.ts';
import { newName } from '../new-name.ts';

/** The open lab: its text, which is the truth, and what was read from it. */
export interface DocumentState {
  readonly text: string;
  /** What was done last to make it this text, for undo: `add docker02`. Undefined: it was opened so. */
  readonly step: string | undefined;
  /** The text as it is on the disk; undefined: never saved. */
  readonly saved: string | undefined;
  readonly path: string | undefined;
  /** Of the file as it was opened or saved last: whoever changed it since is not overwritten. */
  readonly version: string | undefined;
  /** Under which name it is kept while it is not saved, and the text that is nothing to keep: a template as it was opened. */
  readonly draft: { readonly id: string; readonly untouched: string | undefined };
  /** What was read from the text; while it cannot be read, what was read last. Undefined: nothing is open. */
  readonly lab: Lab | undefined;
  /** What the reader found. */
  readonly problems: readonly Problem[];
  /** The text as it was read, for editing. */
  readonly document: LabDocument;
}

const NOTHING: LabDocument = { text: '', source: undefined, lab: undefined, problems: [] };
const CLOSED: DocumentState = {
  text: '',
  step: undefined,
  saved: undefined,
  path: undefined,
  version: undefined,
  draft: { id: '', untouched: '' },
  lab: undefined,
  problems: [],
  document: NOTHING,
};
const UNDO_STEPS = 200;

export const useDocument = create<DocumentState>()(
  temporal(() => CLOSED, {
    partialize: ({ text, step }) => ({ text, step }),
    equality: (before, after) => before.text === after.text,
    limit: UNDO_STEPS,
  }),
);

const shown = (document: LabDocument, before: Lab | undefined): Partial<DocumentState> => ({
  document,
  text: document.text,
  lab: document.lab ?? before,
  problems: document.problems,
});

export interface OpenedText {
  readonly text: string;
  readonly path?: string;
  readonly version?: string;
}

/** A lab that was not saved when its window ended. */
export interface OpenedDraft extends OpenedText {
  readonly id: string;
  readonly saved?: string | undefined;
}

const open = (file: OpenedText, more: Pick<DocumentState, 'saved' | 'draft'>): void => {
  const { path, version } = file;
  useDocument.setState({ ...CLOSED, ...shown(openLab(file.text), undefined), ...more, path, version });
  useDocument.temporal.getState().clear();
};

/** Opens a lab: from a file, or from a template that has no path yet. Nothing of the one before can be undone into it. */
export function openDocument(file: OpenedText): void {
  const saved = file.path === undefined ? undefined : file.text;
  open(file, { saved, draft: { id: newName(), untouched: file.text } });
}

/** Opens a lab as it was left; it is not saved. */
export const openDraft = ({ id, saved, ...file }: OpenedDraft): void =>
  open(file, { saved, draft: { id, untouched: undefined } });

/** Another text for the same lab, as one step that undo takes back. */
export const replaceText = (
  text: string,
  step: string,
  onDisk: Pick<DocumentState, 'saved' | 'version'> | undefined = undefined,
): void => useDocument.setState((state) => ({ ...shown(openLab(text, state.document), state.lab), step, ...onDisk }));

/** There is something that would be lost. */
export const isUnsaved = (state: DocumentState): boolean => isDirty(state) && state.text !== state.draft.untouched;

/**
 * One step of editing, which undo takes back. What would bring an error into the file is not done: its problems come back,
 * and the lab stays as it was.
 */
export function editDocument(edits: readonly Edit[], step = 'change'): readonly Problem[] {
  const { document } = useDocument.getState();
  const edited = editLab(document, edits);
  if (!edited.ok) return edited.problems;
  const known = new Set(document.problems.map(identity));
  const added = edited.value.problems.filter(
    (problem) => problem.severity === 'error' && !known.has(identity(problem)),
  );
  if (added.length > 0) return added;
  if (edited.value.text !== document.text)
    useDocument.setState((state) => ({ ...shown(edited.value, state.lab), step }));
  return [];
}

/**
 * The text as a person types it, right or wrong: while it cannot be read, the lab that was read last stays.
 * @param goesOn it belongs to the step of the keys before it
 */
export function typeDocument(text: string, step: string, goesOn: boolean): void {
  if (text === useDocument.getState().text) return;
  const history = useDocument.temporal.getState();
  if (goesOn) history.pause();
  useDocument.setState((state) => ({ ...shown(openLab(text, state.document), state.lab), step }));
  if (goesOn) history.resume();
}

/** Lines move when text is edited; a problem stays the same one. */
const identity = ({ code, path, subject }: Problem): string => JSON.stringify([code, subject, path]);

export const markSaved = (
  { path, version }: Omit<OpenedText, 'text'> & { readonly path: string },
  text: string,
): void => useDocument.setState({ path, version, saved: text });

export const undo = (steps = 1): void => travel('undo', steps);
export const redo = (steps = 1): void => travel('redo', steps);

function travel(way: 'undo' | 'redo', steps = 1): void {
  const history = useDocument.temporal.getState();
  history[way](steps);
  // Only the text was kept: what follows from it is read again, which is no step of its own.
  history.pause();
  useDocument.setState((state) => shown(openLab(state.text, state.document), state.lab));
  history.resume();
}

/** Steps that can be undone and redone. */
export const useHistory = <T>(select: (state: TemporalState<Past>) => T): T => useStore(useDocument.temporal, select);

type Past = Pick<DocumentState, 'text' | 'step'>;

/** What undo would take back, the newest first; and what redo would do again. */
export const stepsBack = (): readonly string[] => {
  const { pastStates } = useDocument.temporal.getState();
  const { step } = useDocument.getState();
  return [
    step,
    ...pastStates
      .slice(1)
      .map((past) => past.step)
      .reverse(),
  ]
    .slice(0, pastStates.length)
    .map(named);
};
export const stepsAhead = (): readonly string[] =>
  [...useDocument.temporal.getState().futureStates].reverse().map(({ step }) => named(step));

const named = (step: string | undefined): string => step ?? 'change';

export const isDirty = ({ text, saved }: DocumentState): boolean => text !== '' && text !== saved;
export const isOpen = ({ text }: DocumentState): boolean => text !== '';
