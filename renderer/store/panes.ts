/** How a person has arranged the window: kept in this browser or program, for all labs. */
import { create } from 'zustand';

export interface Panes {
  readonly inspector: boolean;
  /** The drawing as a tree, beside it. */
  readonly outline: boolean;
  readonly panels: boolean;
  /** Of the panels below the drawing, in pixels; undefined: as fits the window. */
  readonly height: number | undefined;
  /** Of the window: the panels have a part of it while nobody has said how much. */
  readonly window: number;
}

/** The tabs alone. */
export const FOLDED_PANELS = 40;
/** Dragged lower than this, panels fold. */
const LEAST = 96;
const MOST = 720;
const NARROW = 760;
const LOW = 480;
const KEY = 'trunkline.panes';

/** How it was left in a window with room for all of it. */
let kept = remembered();
let room = roomNow();

export const usePanes = create<Panes>()(() => ({ ...kept, ...fitting() }));

export const showInspector = (inspector: boolean): void => arrange({ inspector });
export const showOutline = (outline: boolean): void => arrange({ outline });
export const showPanels = (panels: boolean): void => arrange({ panels });

/** @param height as it was dragged to */
export const sizePanels = (height: number): void =>
  arrange(height < LEAST ? { panels: false } : { panels: true, height: Math.min(Math.round(height), MOST) });

/** The drawing comes first: in a low window the panels have little more than a third of it. */
export const panelsHeight = ({ panels, height, window }: Panes): number =>
  panels ? (height ?? Math.min(312, Math.round(window * 0.36))) : FOLDED_PANELS;

/** In a small window, as at 200 % zoom, the drawing has the room. One that is not shown yet has no size. */
function roomNow(): { readonly inspector: boolean; readonly panels: boolean } {
  const { innerWidth = 0, innerHeight = 0 } = globalThis;
  return { inspector: innerWidth === 0 || innerWidth > NARROW, panels: innerHeight === 0 || innerHeight > LOW };
}

function fitting(): Pick<Panes, 'inspector' | 'panels'> {
  return { inspector: kept.inspector && room.inspector, panels: kept.panels && room.panels };
}

/** What a small window shows or not is no wish for a large one. */
function arrange(change: Partial<Panes>): void {
  const { inspector, panels, ...rest } = change;
  kept = {
    ...kept,
    ...rest,
    ...(inspector !== undefined && room.inspector && { inspector }),
    ...(panels !== undefined && room.panels && { panels }),
  };
  usePanes.setState(change);
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Without a place to keep it, the window opens as it is made.
  }
}

// Tests have no window.
globalThis.addEventListener?.('resize', () => {
  const now = roomNow();
  const window = innerHeight;
  if (now.inspector === room.inspector && now.panels === room.panels) {
    usePanes.setState({ window });
    return;
  }
  room = now;
  usePanes.setState({ ...fitting(), window });
});

function remembered(): Panes {
  const { innerHeight: window = 0 } = globalThis;
  const standard: Panes = { inspector: true, outline: false, panels: true, height: undefined, window };
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof found !== 'object' || found === null) return standard;
    const { inspector, outline, panels, height } = found as Record<string, unknown>;
    return {
      inspector: inspector !== false,
      outline: outline === true,
      panels: panels !== false,
      height: typeof height === 'number' && height >= LEAST && height <= MOST ? height : undefined,
      window,
    };
  } catch {
    return standard;
  }
}
