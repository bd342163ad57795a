import { useStore } from '@xyflow/react';
import type { CSSProperties, ReactNode } from 'react';
import type { Measures } from '../../shared/drawing/measures.ts';

/** No word on the drawing is smaller than this on the screen, in pixels. */
const READABLE = 11;

/** How much is told: all, no further words, only names, or only hosts with their state. */
type Detail = 'all' | 'terse' | 'names' | 'hosts';

const detailAt = (zoom: number, terse: boolean): Detail =>
  zoom >= 0.97 && !terse ? 'all' : zoom >= 0.68 ? 'terse' : zoom >= 0.42 ? 'names' : 'hosts';

/**
 * Words keep their size on the screen when the drawing gets smaller, as far as their boxes have room; then fewer things
 * are told. By style alone: no node is rendered again while somebody zooms.
 */
export function Scaled({ measures, children }: { readonly measures: Measures; readonly children: ReactNode }) {
  // In steps, so that a pinch does not lay everything out sixty times a second.
  const step = useStore(({ transform }) => Math.floor(transform[2] * 32));
  const zoom = Math.max(step, 1) / 32;
  const least = READABLE / zoom;
  const text = {
    '--canvas-title': `${Math.max(measures.title, least)}px`,
    '--canvas-body': `${Math.max(measures.body, least)}px`,
    '--canvas-label': `${Math.max(measures.label, least)}px`,
  } as CSSProperties;
  return (
    <div style={{ ...text, height: '100%' }} data-detail={detailAt(zoom, measures.terse)}>
      {children}
    </div>
  );
}
