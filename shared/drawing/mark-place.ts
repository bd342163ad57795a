import { PACKET } from './measures.ts';
import type { Drawing, Path, Point } from './types.ts';

/** Where a packet is lost. It lies on the wire there, not on the words of the box; on a segment's line it is the end. */
export function markPlace(path: Path, { segments }: Drawing): Point | undefined {
  const [from, to] = path.at(-1)?.slice(-2) ?? [];
  if (!from || !to || segments.some(({ rect }) => to.y >= rect.y && to.y <= rect.y + rect.height)) return to;
  const far = Math.hypot(to.x - from.x, to.y - from.y);
  const back = Math.min(far, PACKET + 1) / (far || 1);
  return { x: to.x + (from.x - to.x) * back, y: to.y + (from.y - to.y) * back };
}
