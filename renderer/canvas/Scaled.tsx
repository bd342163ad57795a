import { useStore } from '@xyflow/react';
import { type CSSProperties, createContext, type ReactNode, useContext, useDeferredValue } from 'react';
import { largestLetters, type Measures, NAMES_FROM, READABLE } from '../../shared/drawing/measures.ts';

/** Nearer than this, containers can be told apart. */
const NEAR = NAMES_FROM;

/** Nearer than this, the name of a container that is drawn whole has room in its box. */
export const NAMED = 0.33;

const Near = createContext(false);

/** Whether containers of a folded host can be told apart. One answer for all hosts: a zoom asks nobody sixty times a second. */
export const useIsNear = (): boolean => useContext(Near);

/** How much is told: all, no further words, only names, only hosts with their state and who is looked at in them, or hosts alone. */
type Detail = 'all' | 'terse' | 'names' | 'looked' | 'hosts';

const detailAt = (zoom: number, measures: Measures): Detail =>
  zoom >= 0.97 && !measures.terse
    ? 'all'
    : zoom >= READABLE / largestLetters(measures)
      ? 'terse'
      : zoom >= NEAR
        ? 'names'
        : zoom >= NAMED
          ? 'looked'
          : 'hosts';

/**
 * Words keep their size on the screen when the drawing gets smaller, as far as their boxes have room; then fewer things
 * are told. By style alone: no node is rendered again while somebody zooms.
 */
export function Scaled({ measures, children }: { readonly measures: Measures; readonly children: ReactNode }) {
  // In steps, so that a pinch does not lay everything out sixty times a second.
  const step = useStore(({ transform }) => Math.floor(transform[2] * 32));
  const zoom = Math.max(step, 1) / 32;
  const least = READABLE / zoom;
  const height = useStore((state) => state.height);
  const text = {
    '--canvas-title': `${Math.max(measures.title, least)}px`,
    '--canvas-body': `${Math.max(measures.body, least)}px`,
    '--canvas-label': `${Math.max(measures.label, least)}px`,
    // Of the window's part, in pixels of the drawing.
    '--canvas-height': `${height / zoom}px`,
  } as CSSProperties;
  // What was zoomed to is seen first, then the containers of the folded hosts around it.
  const near = useDeferredValue(useStore(({ transform }) => transform[2] >= NEAR));
  return (
    <div style={{ ...text, height: '100%' }} data-detail={detailAt(zoom, measures)}>
      <Near value={near}>{children}</Near>
    </div>
  );
}
