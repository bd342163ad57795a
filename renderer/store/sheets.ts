import { create } from 'zustand';

/** What lies over the window and is asked for by a key: nothing of it is kept. */
export type Sheet = 'commands' | 'keys' | 'export' | 'connect' | 'move-to' | 'connect-many' | 'renumber';

export const useSheets = create<{ readonly sheet: Sheet | undefined }>()(() => ({ sheet: undefined }));

export const showSheet = (sheet: Sheet | undefined): void => useSheets.setState({ sheet });
