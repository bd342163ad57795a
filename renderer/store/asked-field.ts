/** A field of a thing that somebody has asked for by its name: the inspector shows it, and gives it the focus. */
import { create } from 'zustand';

interface AskedField {
  /** Empty: the lab. */
  readonly id: string;
  readonly steps: string;
}

export const useAskedField = create<{ readonly field: AskedField | undefined }>()(() => ({ field: undefined }));

export const askForField = (field: AskedField | undefined): void => useAskedField.setState({ field });
