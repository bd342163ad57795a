import { ViewportPortal } from '@xyflow/react';
import { memo, useEffect, useMemo } from 'react';
import type { Verdict } from '../store/prediction/pairs.ts';
import { endFlash, type Flash, useRoute } from '../store/route.ts';
import { length, reversed, start, toSvg } from './geometry/path.ts';
import { type LitPiece, type RoutePath, routeThrough } from './geometry/route.ts';
import type { Drawing, Path, Point } from './geometry/types.ts';
import classes from './PathOverlay.module.css';

/** Pixels a second; a walk across the article's lab takes about three seconds each way. */
const PACKET_SPEED = 420;

/** The lit path of the selected pair with its last round-trip time, the packet that travels along it, and pings as they come. */
export function PathOverlay({ drawing }: { readonly drawing: Drawing }) {
  const route = useRoute((state) => state.route);
  const walks = useRoute((state) => state.walks);
  const flashes = useRoute((state) => state.flashes);
  const there = useMemo(() => (route ? routeThrough(drawing, route.request) : undefined), [drawing, route]);
  const back = useMemo(
    () => (route && route.reply.length > 1 ? routeThrough(drawing, route.reply) : undefined),
    [drawing, route],
  );
  const { x, y, width, height } = drawing.bounds;
  const label = there ? labelPoint(there) : undefined;
  const stop = there?.whole.at(-1)?.at(-1);
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
        {flashes.map((item) => (
          <FlashPath key={item.key} flash={item} drawing={drawing} />
        ))}
        {there && route ? <Glow lit={there.lit} verdict={route.verdict} /> : null}
        {route?.verdict === 'unreachable' && stop ? (
          <path className={classes.stop} d={`M${stop.x - 6},${stop.y - 6}l12,12M${stop.x + 6},${stop.y - 6}l-12,12`} />
        ) : null}
        {there && route && walks > 0 ? (
          <Packet key={walks} there={there} back={back} returns={route.verdict !== 'unreachable'} />
        ) : null}
      </svg>
      {route?.words && label ? (
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

function Glow({ lit, verdict }: { readonly lit: readonly LitPiece[]; readonly verdict: Verdict }) {
  return lit.map((piece, index) => (
    <path
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place on the path
      key={index}
      className={classes.glow}
      data-vlan={piece.tag}
      data-verdict={verdict}
      d={toSvg(piece.path)}
    />
  ));
}

const FlashPath = memo(function FlashPath({ flash, drawing }: { readonly flash: Flash; readonly drawing: Drawing }) {
  const route = useMemo(() => routeThrough(drawing, flash.hops), [drawing, flash]);
  const done = (): void => endFlash(flash.key);
  // Also when there is nothing to animate, as for those who want no movement.
  useEffect(() => {
    const timer = setTimeout(() => endFlash(flash.key), 1500);
    return () => clearTimeout(timer);
  }, [flash.key]);
  if (!route) return null;
  return (
    <g className={classes.flash} onAnimationEnd={done}>
      <Glow lit={route.lit} verdict={flash.verdict} />
    </g>
  );
});

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
