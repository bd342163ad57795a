import { create } from 'zustand';

/** What is pinged: a container on several networks is a target once for each of its addresses. */
export interface PairEnd {
  readonly id: string;
  /** Empty: Docker picks one when the container is made. */
  readonly address: string;
}

/** One selection drives canvas, matrix, panel and inspector: a thing by its id, two or more of them, or a pair whose packet is followed. */
export type Selection =
  | { readonly kind: 'thing'; readonly id: string }
  | { readonly kind: 'things'; readonly ids: ReadonlySet<string> }
  | { readonly kind: 'pair'; readonly from: string; readonly to: PairEnd };

interface SelectionState {
  readonly selection: Selection | undefined;
  select(selection: Selection | undefined): void;
}

export const useSelection = create<SelectionState>()((set) => ({
  selection: undefined,
  select: (selection) => set({ selection }),
}));

export const selectThing = (id: string): void => useSelection.getState().select({ kind: 'thing', id });
export const selectPair = (from: string, to: PairEnd): void =>
  useSelection.getState().select({ kind: 'pair', from, to });

/** A VLAN is no thing of the lab file; it can be chosen all the same. */
export const vlanThing = (tag: number | 'untagged'): string => `#${tag}`;
export function chosenVlan(id: string | undefined): number | 'untagged' | undefined {
  const tag = /^#(\d+|untagged)$/.exec(id ?? '')?.[1];
  return tag === undefined || tag === 'untagged' ? tag : Number(tag);
}

export const useIsSelected = (id: string): boolean =>
  useSelection(({ selection }) =>
    selection?.kind === 'things' ? selection.ids.has(id) : selection?.kind === 'thing' && selection.id === id,
  );

export const selectedThing = ({ selection }: Pick<SelectionState, 'selection'>): string | undefined =>
  selection?.kind === 'thing' ? selection.id : undefined;
const NOBODY: ReadonlySet<string> = new Set();
let one: ReadonlySet<string> = NOBODY;

/** All things that are chosen, a VLAN is none of them; the same set for the same choice. */
export function selectedIds({ selection }: Pick<SelectionState, 'selection'>): ReadonlySet<string> {
  if (selection?.kind === 'things') return selection.ids;
  if (selection?.kind !== 'thing' || chosenVlan(selection.id) !== undefined) return NOBODY;
  if (!(one.size === 1 && one.has(selection.id))) one = new Set([selection.id]);
  return one;
}

/** Several at once; of none and of one the selection is what it would be without others. */
export function selectThings(ids: Iterable<string>): void {
  const all = new Set(ids);
  const [first] = all;
  useSelection
    .getState()
    .select(
      first === undefined ? undefined : all.size === 1 ? { kind: 'thing', id: first } : { kind: 'things', ids: all },
    );
}

/** One more, or one less. */
export function toggleThing(id: string): void {
  const ids = new Set(selectedIds(useSelection.getState()));
  if (!ids.delete(id)) ids.add(id);
  selectThings(ids);
}

export const useSelectedThing = (): string | undefined => useSelection(selectedThing);

export const isPair = (selection: Selection | undefined, from: string, to: PairEnd): boolean =>
  selection?.kind === 'pair' &&
  selection.from === from &&
  selection.to.id === to.id &&
  selection.to.address === to.address;
