import { useReactFlow, useStore } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useDocument } from '../store/document/document-store.ts';
import { useUi } from '../store/ui.ts';
import { FIT, FIT_PRESENTING } from './fit.ts';

/** How the whole lab was shown last. */
interface Fitted {
  readonly name: string;
  readonly fit: object;
  readonly room: string;
  /** Where that was; somewhere else now: somebody has moved since. */
  readonly at: string;
}

/** Shows the whole lab when another one is opened, and again when window or panels change, until somebody looks closer. */
export function Fitting({ size }: { readonly size: string }) {
  const { fitView, getViewport } = useReactFlow();
  const name = useDocument(({ lab }) => lab?.name);
  const room = useStore(({ width, height }) => `${width} ${height} ${size}`);
  const fit = useUi(({ presenting }) => (presenting ? FIT_PRESENTING : FIT));
  const last = useRef<Fitted | undefined>(undefined);
  useEffect(() => {
    if (name === undefined) return;
    const before = last.current;
    const moved = before?.name === name && before.at !== JSON.stringify(getViewport());
    if (moved || (before?.name === name && before.fit === fit && before.room === room)) return;
    const frame = requestAnimationFrame(() => {
      void fitView(fit).then(() => {
        last.current = { name, fit, room, at: JSON.stringify(getViewport()) };
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [name, fit, room, fitView, getViewport]);
  return null;
}
