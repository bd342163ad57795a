import { useStore } from '@xyflow/react';
import { useDeferredValue, useMemo } from 'react';
import { drawLab } from '../../shared/drawing/drawing.ts';
import { COMPACT, type Measures, PRESENT, STANDARD } from '../../shared/drawing/measures.ts';
import { FOLD_FROM } from '../../shared/drawing/place.ts';
import type { Drawing } from '../../shared/drawing/types.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { type Looked, useLooked } from '../derived/looked-at.ts';
import { useDocument } from '../store/document/document-store.ts';
import { useDraw, wouldBe } from '../store/draw/draw-store.ts';
import { useUi } from '../store/ui.ts';
import { BESIDE } from './fit.ts';

const EMPTY: Drawing = { hosts: [], segments: [], cables: [], notes: [], bounds: { x: 0, y: 0, width: 0, height: 0 } };

export interface Shown {
  readonly drawing: Drawing;
  readonly measures: Measures;
  /** What is unfolded in it because somebody looks there. */
  readonly looked: Looked;
}

/** The drawing of the open lab, with what is being dragged where the pointer has it. */
export function useDrawing(): Shown {
  const lab = useDocument((state) => state.lab);
  const held = useUi((state) => state.held);
  const unfolded = useUi((state) => state.unfolded);
  const looked = useLookedSoon(lab);
  const measures = useMeasures(lab);
  const drawing = useMemo(
    () => (lab ? drawLab(lab, { held, unfolded, looked, measures }) : EMPTY),
    [lab, held, unfolded, looked, measures],
  );
  return { drawing, measures, looked };
}

/**
 * Who chooses something sees first that it is chosen, then its host unfold. What was chosen by an edit that has made it is not drawn
 * before its host unfolds: that does not wait.
 */
function useLookedSoon(lab: Lab | undefined): Looked {
  const looked = useLooked();
  const now = useMemo(() => ({ lab, looked }), [lab, looked]);
  const soon = useDeferredValue(now);
  return soon.lab === lab ? soon.looked : looked;
}

/**
 * The drawing as it would be after the drop; undefined: nothing is dragged, or it cannot be dropped there. What is moved between
 * hosts that are there leaves them where they stand: nothing jumps under the pointer.
 */
export function usePreview(measures: Measures, base: Drawing): Drawing | undefined {
  const lab = useDraw((state) => wouldBe(state)?.lab);
  const stays = useDraw(({ dragged }) => dragged?.kind !== 'tool');
  const own = useUi((state) => state.held);
  const unfolded = useUi((state) => state.unfolded);
  return useMemo(() => {
    if (lab === undefined) return undefined;
    const held = stays ? new Map(base.hosts.map(({ id, rect: { x, y } }) => [id, { x, y }])) : own;
    const still = drawLab(lab, { held, unfolded, measures });
    // What grows may come to lie on its neighbour: then they make room for it.
    return stays && overlap(still) ? drawLab(lab, { held: own, unfolded, measures }) : still;
  }, [lab, stays, base, own, unfolded, measures]);
}

const overlap = ({ hosts }: Drawing): boolean =>
  hosts.some(({ rect: a }, index) =>
    hosts
      .slice(index + 1)
      .some(
        ({ rect: b }) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
      ),
  );

/** Narrow gaps where the window would else make the words small: what does not fit at its own size. */
function useMeasures(lab: Lab | undefined): Measures {
  const presenting = useUi((state) => state.presenting);
  const roomy = useMemo(() => (lab && lab.hosts.length < FOLD_FROM ? drawLab(lab).bounds : undefined), [lab]);
  const fits = useStore(
    ({ width, height }) =>
      roomy !== undefined &&
      roomy.width <= width - BESIDE.left - BESIDE.right &&
      roomy.height <= height - BESIDE.top - BESIDE.bottom,
  );
  if (presenting) return PRESENT;
  return fits ? STANDARD : COMPACT;
}
