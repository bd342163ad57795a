/** The drawing as a tree beside it: what of it is open. */
import { create } from 'zustand';

interface OutlineState {
  /** Rows that somebody has opened or closed; the others are as they are at first. */
  readonly turned: ReadonlyMap<string, boolean>;
}

export const useOutline = create<OutlineState>()(() => ({ turned: new Map() }));

export const turnRow = (key: string, open: boolean): void =>
  useOutline.setState(({ turned }) => ({ turned: new Map(turned).set(key, open) }));
