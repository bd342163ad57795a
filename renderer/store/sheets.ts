import { create } from 'zustand';

/** What lies over the window and is asked for by a key: nothing of it is kept. */
export type Sheet = 'commands' | 'keys' | 'export' | 'connect' | 'move-to' | 'connect-many' | 'renumber';

interface Sheets {
  readonly sheet: Sheet | undefined;
  /** What is looked for by name. */
  readonly query: string;
  /** Keys that were pressed before there was a field to press them in, but for those that are in the query already. */
  readonly ahead: readonly string[];
}

export const useSheets = create<Sheets>()(() => ({ sheet: undefined, query: '', ahead: [] }));

export const showSheet = (sheet: Sheet | undefined): void => useSheets.setState({ sheet, query: '', ahead: [] });

export const setQuery = (query: string): void => useSheets.setState({ query });
