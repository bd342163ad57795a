import { create } from 'zustand';

/** Where the lab file is shown: below the drawing in its tab, or at its right beside everything else. */
export const useYaml = create<{ readonly beside: boolean }>()(() => ({ beside: false }));

export const showBeside = (beside: boolean): void => useYaml.setState({ beside });
