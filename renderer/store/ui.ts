import { create } from 'zustand';
import type { Guide } from '../../shared/drawing/snap.ts';
import type { Point } from '../../shared/drawing/types.ts';

interface UiState {
  /** Positions of what is being dragged; the file has them when the drag ends. */
  readonly held: ReadonlyMap<string, Point>;
  /** Hosts shown whole in a lab that folds. */
  readonly unfolded: ReadonlySet<string>;
  /** The drawing fills the window, in large type, for those who sit further back. */
  readonly presenting: boolean;
  /** Lines that say what they line up with. */
  readonly guides: readonly Guide[];
  hold(positions: ReadonlyMap<string, Point>, guides: readonly Guide[]): void;
  release(): void;
  toggleFold(host: string): void;
}

export const useUi = create<UiState>()((set) => ({
  held: new Map(),
  unfolded: new Set(),
  presenting: false,
  guides: [],
  hold: (held, guides) =>
    set((state) => {
      const same = [...held].every(([id, { x, y }]) => state.held.get(id)?.x === x && state.held.get(id)?.y === y);
      // The pointer moves more often than the place on the grid.
      return same && state.held.size === held.size ? state : { held, guides };
    }),
  release: () => set({ held: new Map(), guides: [] }),
  toggleFold: (host) =>
    set(({ unfolded }) => {
      const next = new Set(unfolded);
      if (!next.delete(host)) next.add(host);
      return { unfolded: next };
    }),
}));

export const present = (presenting: boolean): void => useUi.setState({ presenting });
