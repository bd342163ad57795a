import { create } from 'zustand';

/** What lies over the window and is asked for by a key: nothing of it is kept. */
export type Sheet = 'commands' | 'keys' | 'export' | 'connect' | 'move-to' | 'connect-many' | 'renumber';

interface Sheets {
  readonly sheet: Sheet | undefined;
  /** Keys that were pressed before there was a field to press them in. */
  readonly ahead: readonly string[];
}

export const useSheets = create<Sheets>()(() => ({ sheet: undefined, ahead: [] }));

export const showSheet = (sheet: Sheet | undefined): void => useSheets.setState({ sheet, ahead: [] });
