import { type TemporalState, temporal } from 'zundo';
import { create, useStore } from 'zustand';
import type { Lab } from '../../../shared/lab/lab.ts';
import { examineLab } from '../../../shared/lab/read.ts';
import type { Problem } from '../../../shared/problem.ts';

/** The open lab: its text, which is the truth, and what was read from it. */
export interface DocumentState {
  readonly text: string;
  /** The text as it is on the disk; undefined: never saved. */
  readonly saved: string | undefined;
  readonly path: string | undefined;
  /** What was read from the text; while the text has errors, what was read last. Undefined: nothing is open. */
  readonly lab: Lab | undefined;
  /** What the reader found. */
  readonly problems: readonly Problem[];
}

const CLOSED: DocumentState = { text: '', saved: undefined, path: undefined, lab: undefined, problems: [] };
const UNDO_STEPS = 200;

export const useDocument = create<DocumentState>()(
  temporal(() => CLOSED, {
    partialize: ({ text }) => ({ text }),
    equality: (before, after) => before.text === after.text,
    limit: UNDO_STEPS,
  }),
);

const read = (text: string, before: Lab | undefined): Pick<DocumentState, 'text' | 'lab' | 'problems'> => {
  const { lab, problems } = examineLab(text);
  return { text, lab: lab ?? before, problems };
};

/** Opens a lab: from a file, or from a template that has no path yet. Nothing of the one before can be undone into it. */
export function openDocument(file: { readonly text: string; readonly path?: string }): void {
  const fromDisk = file.path !== undefined;
  useDocument.setState({
    ...read(file.text, undefined),
    saved: fromDisk ? file.text : undefined,
    path: file.path,
  });
  useDocument.temporal.getState().clear();
}

/** One step of editing, which undo takes back. */
export const editDocument = (change: (text: string) => string): void =>
  useDocument.setState((state) => read(change(state.text), state.lab));

export const markSaved = (path: string, text: string): void => useDocument.setState({ path, saved: text });

export const undo = (): void => {
  useDocument.temporal.getState().undo();
  reread();
};

export const redo = (): void => {
  useDocument.temporal.getState().redo();
  reread();
};

function reread(): void {
  const { pause, resume } = useDocument.temporal.getState();
  pause();
  useDocument.setState((state) => read(state.text, state.lab));
  resume();
}

/** Steps that can be undone and redone. */
export const useHistory = <T>(select: (state: TemporalState<{ readonly text: string }>) => T): T =>
  useStore(useDocument.temporal, select);

export const isDirty = ({ text, saved, lab }: DocumentState): boolean => lab !== undefined && text !== saved;
export const isOpen = ({ text, lab }: DocumentState): boolean => lab !== undefined || text !== '';

/** What an edit would break: the errors that the text has after it and did not have before. */
export function errorsOf(edit: (text: string) => string): readonly Problem[] {
  const { text } = useDocument.getState();
  const known = new Set(examineLab(text).problems.map(({ code, message }) => `${code} ${message}`));
  return examineLab(edit(text)).problems.filter(
    ({ severity, code, message }) => severity === 'error' && !known.has(`${code} ${message}`),
  );
}
