/** What the drop of a dragged tool would make besides if Shift were held: on all hosts of the segment, not on one. */
import { draw } from '../../shared/draw/draw.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { defaultsNow } from '../store/draw/defaults.ts';
import type { DraggedTool } from '../store/draw/draw-store.ts';

const WIDE: readonly DraggedTool['tool'][] = ['vlan', 'network', 'container'];

/** @returns the ids of what would be new, without what is made anyway */
export function withShift(
  lab: Lab,
  { tool, at, digits, everywhere, outcome }: DraggedTool,
  count: number,
): readonly string[] {
  if (!at || everywhere || !outcome?.ok || !WIDE.includes(tool)) return [];
  const wide = draw(lab, {
    tool,
    at,
    exact: true,
    everywhere: true,
    count,
    defaults: defaultsNow(),
    ...(digits !== '' && { vlan: Number(digits) }),
  });
  return wide.ok ? wide.made.filter((id) => !outcome.made.includes(id)) : [];
}
