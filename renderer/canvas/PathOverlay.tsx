import { ViewportPortal } from '@xyflow/react';
import { useMemo } from 'react';
import { useRoute } from '../store/route.ts';
import { length, reversed, start, toSvg } from './geometry/path.ts';
import { type LitPiece, type RoutePath, routeThrough } from './geometry/route.ts';
import type { Drawing, Path, Point } from './geometry/types.ts';
import classes from './PathOverlay.module.css';

/** Pixels a second; a walk across the article's lab takes about three seconds each way. */
const PACKET_SPEED = 420;

/** The lit path of the selected pair with its last round-trip time, and the packet that travels along it and back. */
export function PathOverlay({ drawing }: { readonly drawing: Drawing }) {
  const route = useRoute((state) => state.route);
  const walks = useRoute((state) => state.walks);
  const there = useMemo(() => (route ? routeThrough(drawing, route.request) : undefined), [drawing, route]);
  const back = useMemo(
    () => (route && route.reply.length > 1 ? routeThrough(drawing, route.reply) : undefined),
    [drawing, route],
  );
  if (!route || !there) return null;
  const { x, y, width, height } = drawing.bounds;
  const label = labelPoint(there);
  return (
    <ViewportPortal>
      <svg
        className={classes.overlay}
        style={{ left: x, top: y }}
        width={width}
        height={height}
        viewBox={`${x} ${y} ${width} ${height}`}
        aria-hidden="true"
      >
        {there.lit.map((piece, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place on the path
          <path key={index} className={classes.glow} data-vlan={piece.tag} d={toSvg(piece.path)} />
        ))}
        {walks > 0 ? <Packet key={walks} there={there} back={back} returns={route.verdict !== 'unreachable'} /> : null}
      </svg>
      {route.words ? (
        <div
          className={classes.words}
          data-verdict={route.verdict}
          style={{ transform: `translate(${label.x}px, ${label.y}px) translate(-50%, -50%)` }}
        >
          {route.words}
        </div>
      ) : null}
    </ViewportPortal>
  );
}

/** A packet in the colour of the VLAN that it is in; at its destination for those who want no movement. */
function Packet(props: { readonly there: RoutePath; readonly back: RoutePath | undefined; readonly returns: boolean }) {
  const { there, back, returns } = props;
  const whole: Path = returns ? [...there.whole, ...(back?.whole ?? reversed(there.whole))] : there.whole;
  const seconds = Math.max(1, length(whole) / PACKET_SPEED);
  const first = there.lit.find((piece) => piece.tag !== undefined);
  const end = there.whole.at(-1)?.at(-1);
  return (
    <g className={classes.packet} data-vlan={first?.tag}>
      <circle
        className={classes.moving}
        r={9}
        style={{ offsetPath: `path('${toSvg(whole)}')`, animationDuration: `${seconds}s` }}
      />
      {end ? <circle className={classes.still} r={9} cx={end.x} cy={end.y} /> : null}
    </g>
  );
}

/** Above the middle of the longest run on a segment, else beside the middle of the path. */
function labelPoint(route: RoutePath): Point {
  const longest = [...route.lit].filter(({ onStripe }) => onStripe).sort((a, b) => length(b.path) - length(a.path))[0];
  const path = longest ? longest.path : (middlePiece(route.lit)?.path ?? route.whole);
  const [a, b] = [start(path), path.at(-1)?.at(-1)];
  if (!a || !b) return { x: 0, y: 0 };
  return longest ? { x: (a.x + b.x) / 2, y: a.y - 62 } : { x: (a.x + b.x) / 2 + 56, y: (a.y + b.y) / 2 };
}

const middlePiece = (lit: readonly LitPiece[]): LitPiece | undefined => lit[Math.floor(lit.length / 2)];
