import { create } from 'zustand';
import type { Point } from '../../shared/drawing/types.ts';

interface UiState {
  /** Positions of what is being dragged; the file has them when the drag ends. */
  readonly held: ReadonlyMap<string, Point>;
  /** Hosts shown whole in a lab that folds. */
  readonly unfolded: ReadonlySet<string>;
  /** The drawing fills the window, in large type, for those who sit further back. */
  readonly presenting: boolean;
  hold(id: string, at: Point): void;
  release(): void;
  toggleFold(host: string): void;
}

export const useUi = create<UiState>()((set) => ({
  held: new Map(),
  unfolded: new Set(),
  presenting: false,
  hold: (id, at) =>
    set((state) => {
      const before = state.held.get(id);
      // The pointer moves more often than the place on the grid.
      return before?.x === at.x && before.y === at.y ? state : { held: new Map(state.held).set(id, at) };
    }),
  release: () => set({ held: new Map() }),
  toggleFold: (host) =>
    set(({ unfolded }) => {
      const next = new Set(unfolded);
      if (!next.delete(host)) next.add(host);
      return { unfolded: next };
    }),
}));

export const present = (presenting: boolean): void => useUi.setState({ presenting });
