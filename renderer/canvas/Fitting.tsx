import { useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { Rect } from '../../shared/drawing/types.ts';
import { useDocument } from '../store/document/document-store.ts';
import { useUi } from '../store/ui.ts';
import { BESIDE, FIT, FIT_PRESENTING, isSeen } from './fit.ts';
import { isOwnView, ownViewIs } from './own-view.ts';

/** How the whole lab was shown last. */
interface Fitted {
  readonly name: string;
  readonly fit: object;
  readonly room: string;
}

interface FittingProps {
  readonly size: string;
  readonly bounds: Rect;
  /** Something is unfolded because it was chosen: that is what is to be seen then. */
  readonly looking: boolean;
}

/** So many pixels nearer are no other view. */
const EDGE = 2;

/** Shows the whole lab when another one is opened, and again when window or panels change or the lab outgrows them, until somebody looks closer. */
export function Fitting({ size, bounds, looking }: FittingProps) {
  const { fitView, getViewport } = useReactFlow();
  const name = useDocument(({ lab }) => lab?.name);
  const room = useStore(({ width, height }) => `${width} ${height} ${size}`);
  const fit = useUi(({ presenting }) => (presenting ? FIT_PRESENTING : FIT));
  // Under a pointer that holds something nothing moves; what that has outgrown is shown when it is let go.
  const holding = useUi(({ held }) => held.size > 0);
  const store = useStoreApi();
  const last = useRef<Fitted | undefined>(undefined);
  useEffect(() => {
    if (name === undefined || holding) return;
    const before = last.current;
    const seen = (rect: Rect): boolean => {
      const { transform, width, height } = store.getState();
      // Nearer to an edge than it is put there, it is as good as outgrown: what is drawn next would push it over the other one.
      return fit === FIT
        ? isSeen(rect, transform, width - BESIDE.right + EDGE, height - BESIDE.bottom + EDGE)
        : isSeen(rect, transform, width, height);
    };
    const moved = before?.name === name && !isOwnView(getViewport());
    if (moved || (before?.name === name && before.fit === fit && before.room === room && (looking || seen(bounds))))
      return;
    const frame = requestAnimationFrame(() => {
      void fitView(fit).then(() => {
        last.current = { name, fit, room };
        ownViewIs(getViewport());
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [name, fit, room, bounds, looking, holding, fitView, getViewport, store]);
  return null;
}
