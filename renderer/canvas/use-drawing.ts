import { useMemo } from 'react';
import { drawLab } from '../../shared/drawing/drawing.ts';
import { PRESENT, STANDARD } from '../../shared/drawing/measures.ts';
import type { Drawing } from '../../shared/drawing/types.ts';
import { useDocument } from '../store/document/document-store.ts';
import { useUi } from '../store/ui.ts';

const EMPTY: Drawing = { hosts: [], segments: [], cables: [], bounds: { x: 0, y: 0, width: 0, height: 0 } };

/** The drawing of the open lab, with what is being dragged where the pointer has it. */
export function useDrawing(): Drawing {
  const lab = useDocument((state) => state.lab);
  const held = useUi((state) => state.held);
  const unfolded = useUi((state) => state.unfolded);
  const measures = useUi(({ presenting }) => (presenting ? PRESENT : STANDARD));
  return useMemo(() => (lab ? drawLab(lab, { held, unfolded, measures }) : EMPTY), [lab, held, unfolded, measures]);
}
