import { create } from 'zustand';
import { isUnsaved, useDocument } from '../document/document-store.ts';

interface LeavingState {
  /** What the person wants to do with another lab, once it is clear what becomes of this one. */
  readonly go: (() => void) | undefined;
}

export const useLeaving = create<LeavingState>()(() => ({ go: undefined }));

export const stay = (): void => useLeaving.setState({ go: undefined });

/** Goes on at once unless there is something to lose; an untouched template is nothing. */
export function leaveThen(go: () => void): void {
  if (hasUnsavedWork()) useLeaving.setState({ go });
  else go();
}

export const hasUnsavedWork = (): boolean => isUnsaved(useDocument.getState());
