import { create } from 'zustand';

/** One selection drives canvas, matrix, panel and inspector: a thing by its id, or a pair whose packet is followed. */
export type Selection =
  | { readonly kind: 'thing'; readonly id: string }
  | { readonly kind: 'pair'; readonly from: string; readonly to: string };

interface SelectionState {
  readonly selection: Selection | undefined;
  select(selection: Selection | undefined): void;
}

export const useSelection = create<SelectionState>()((set) => ({
  selection: undefined,
  select: (selection) => set({ selection }),
}));

export const selectThing = (id: string): void => useSelection.getState().select({ kind: 'thing', id });
export const selectPair = (from: string, to: string): void =>
  useSelection.getState().select({ kind: 'pair', from, to });

export const useIsSelected = (id: string): boolean =>
  useSelection(({ selection }) => selection?.kind === 'thing' && selection.id === id);

export const useSelectedThing = (): string | undefined =>
  useSelection(({ selection }) => (selection?.kind === 'thing' ? selection.id : undefined));
