import { useId, useMemo } from 'react';
import { PACKET } from '../../shared/drawing/measures.ts';
import { packetPlace, wordBoxes } from '../../shared/drawing/packet-place.ts';
import { length, toSvg } from '../../shared/drawing/path.ts';
import type { RoutePath } from '../../shared/drawing/route.ts';
import type { Drawing, Point, Rect } from '../../shared/drawing/types.ts';
import { useWalk } from '../store/walk.ts';
import classes from './Packet.module.css';
import { STEP_MS } from './walk-time.ts';

interface Props {
  readonly drawing: Drawing;
  readonly whole: RoutePath;
  readonly passed: RoutePath | undefined;
  /** Where it is lost on this way. */
  readonly stop: Point | undefined;
}

/** The packet of a walk, in the hue of the tag that it carries where it is; its code is fetched when somebody walks first. */
export function Packet({ drawing, whole, passed, stop }: Props) {
  const speed = useWalk((state) => state.speed);
  const boxes = useMemo(() => wordBoxes(drawing, whole), [drawing, whole]);
  const clip = useId();
  const far = passed ? Math.min(length(passed.whole), length(whole.whole)) : 0;
  const tag = passed?.lit.at(-1)?.tag ?? whole.lit.find((piece) => piece.tag !== undefined)?.tag;
  return (
    <>
      <clipPath id={clip}>
        <path clipRule="evenodd" d={beside(drawing.bounds, boxes)} />
      </clipPath>
      <g className={classes.packet} data-vlan={tag} clipPath={`url(#${clip})`}>
        <circle
          r={PACKET}
          style={{
            offsetPath: `path('${toSvg(whole.whole)}')`,
            offsetDistance: `${packetPlace(whole.whole, far, boxes, stop)}px`,
            transitionDuration: `${STEP_MS / speed / 2}ms`,
          }}
        />
      </g>
    </>
  );
}

/** All of the drawing but these: a packet that passes them goes below their words. */
const beside = (bounds: Rect, boxes: readonly Rect[]): string =>
  [bounds, ...boxes].map(({ x, y, width, height }) => `M${x},${y}h${width}v${height}h${-width}z`).join('');
