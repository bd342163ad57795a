/** How a person has arranged the window: kept in this browser or program, for all labs. */
import { create } from 'zustand';

export interface Panes {
  readonly inspector: boolean;
  readonly panels: boolean;
  /** Of the panels below the drawing, in pixels; undefined: as fits the window. */
  readonly height: number | undefined;
}

/** The tabs alone. */
export const FOLDED_PANELS = 40;
/** Dragged lower than this, panels fold. */
const LEAST = 96;
const MOST = 720;
const KEY = 'trunkline.panes';

export const usePanes = create<Panes>()(() => remembered());

export const showInspector = (inspector: boolean): void => usePanes.setState({ inspector });
export const showPanels = (panels: boolean): void => usePanes.setState({ panels });

/** @param height as it was dragged to */
export const sizePanels = (height: number): void =>
  usePanes.setState(height < LEAST ? { panels: false } : { panels: true, height: Math.min(Math.round(height), MOST) });

/** The drawing comes first: in a low window the panels have little more than a third of it. */
export const panelsHeight = ({ panels, height }: Panes): number =>
  panels ? (height ?? Math.min(312, Math.round(innerHeight * 0.36))) : FOLDED_PANELS;

function remembered(): Panes {
  const standard: Panes = { inspector: true, panels: true, height: undefined };
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return standard;
    const { inspector, panels, height } = kept as Record<string, unknown>;
    return {
      inspector: inspector !== false,
      panels: panels !== false,
      height: typeof height === 'number' && height >= LEAST && height <= MOST ? height : undefined,
    };
  } catch {
    return standard;
  }
}

usePanes.subscribe((panes) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(panes));
  } catch {
    // Without a place to keep it, the window opens as it is made.
  }
});
