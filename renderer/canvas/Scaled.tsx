import { useStore } from '@xyflow/react';
import {
  type CSSProperties,
  createContext,
  type ReactNode,
  useContext,
  useDeferredValue,
  useLayoutEffect,
  useRef,
} from 'react';
import { largestLetters, type Measures, NAMES_FROM, READABLE } from '../../shared/drawing/measures.ts';

/** Nearer than this, containers can be told apart. */
const NEAR = NAMES_FROM;

/** Nearer than this, the name of a container that is drawn whole has room in its box. */
export const NAMED = 0.33;

const Near = createContext(false);

/** Whether containers of a folded host can be told apart. One answer for all hosts: a zoom asks nobody sixty times a second. */
export const useIsNear = (): boolean => useContext(Near);

/** How words are told on the drawing as it is shown now, for those that may stay so. */
const Told = createContext<{ current: Telling | undefined }>({ current: undefined });

interface Telling {
  readonly style: CSSProperties;
  readonly 'data-detail': Detail;
}

/**
 * For an element whose words nobody sees for a while: they stay as they are, so that a zoom does not lay out all of a large drawing.
 * Undefined: they are seen, and are told as all others.
 */
export function useTellingKept(away: boolean): Telling | undefined {
  const told = useContext(Told);
  const kept = useRef<Telling>(undefined);
  kept.current = away ? (kept.current ?? told.current) : undefined;
  return kept.current;
}

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
  const telling = { style: text, 'data-detail': detailAt(zoom, measures) };
  const told = useRef<Telling>(undefined);
  useLayoutEffect(() => {
    told.current = telling;
  });
  return (
    <div {...telling} style={{ ...text, height: '100%' }}>
      <Told value={told}>
        <Near value={near}>{children}</Near>
      </Told>
    </div>
  );
}
