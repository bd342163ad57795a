import { ViewportPortal } from '@xyflow/react';
import { memo, useEffect, useMemo } from 'react';
import { labelPoint } from '../../shared/drawing/label-point.ts';
import { sansWidth } from '../../shared/drawing/measures.ts';
import { length, toSvg } from '../../shared/drawing/path.ts';
import { type LitPiece, type RoutePath, routeThrough } from '../../shared/drawing/route.ts';
import type { Drawing, Path, Point } from '../../shared/drawing/types.ts';
import { useLitRoute } from '../derived/lit-route.ts';
import type { PairVerdict } from '../derived/pairs.ts';
import { useWalking, type Walking } from '../derived/walking.ts';
import { endFlash, type Flash, useFlashing } from '../store/flashes.ts';
import { useWalk } from '../store/walk.ts';
import classes from './PathOverlay.module.css';
import { usePassed } from './use-passed.ts';
import { STEP_MS } from './walk-time.ts';

/** As large as the words of a lit way get, from further away. */
const LETTERS = 16;

/** The lit path of the selected pair with its last round-trip time, the packet that walks along it, and pings as they come. */
export function PathOverlay({ drawing }: { readonly drawing: Drawing }) {
  const route = useLitRoute();
  const flashes = useFlashing((state) => state.flashes);
  const walking = useWalking();
  const there = useMemo(() => (route ? routeThrough(drawing, route.request) : undefined), [drawing, route]);
  const back = useMemo(
    () => (route && route.reply.length > 0 ? routeThrough(drawing, route.reply) : undefined),
    [drawing, route],
  );
  const label = there && route ? labelPoint(there, drawing, sansWidth(route.words, LETTERS) + 28) : undefined;
  // What gets lost on the way back was delivered before.
  const lost = route?.dies === 'reply' ? (back ?? there) : there;
  const stop = lost && markPoint(lost.whole, drawing);
  return (
    <ViewportPortal>
      <svg className={classes.overlay} aria-hidden="true">
        {flashes.map((item) => (
          <FlashPath key={item.key} flash={item} drawing={drawing} />
        ))}
        {route && walking ? (
          <WalkedPath drawing={drawing} walking={walking} verdict={route.verdict} there={there} back={back} />
        ) : null}
        {there && route && !walking ? <Glow lit={there.lit} verdict={route.verdict} /> : null}
        {route?.dies !== undefined && route.verdict !== 'uncertain' && stop ? (
          <path
            className={classes.stop}
            data-verdict={route.verdict}
            d={`M${stop.x - 6},${stop.y - 6}l12,12M${stop.x + 6},${stop.y - 6}l-12,12`}
          />
        ) : null}
      </svg>
      {route?.words && label && !walking ? (
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

/** Half a mark before the end: it lies on the wire there, not on the words of the box. On a segment's line it is the end. */
function markPoint(path: Path, { segments }: Drawing): Point | undefined {
  const [from, to] = path.at(-1)?.slice(-2) ?? [];
  if (!from || !to || segments.some(({ rect }) => to.y >= rect.y && to.y <= rect.y + rect.height)) return to;
  const far = Math.hypot(to.x - from.x, to.y - from.y);
  const back = Math.min(far, 8) / (far || 1);
  return { x: to.x + (from.x - to.x) * back, y: to.y + (from.y - to.y) * back };
}

interface WalkedPathProps {
  readonly drawing: Drawing;
  readonly walking: Walking;
  readonly verdict: PairVerdict;
  readonly there: RoutePath | undefined;
  readonly back: RoutePath | undefined;
}

/** Three strengths of light: what the packet has passed, what is to come, and nothing where it never gets. */
function WalkedPath({ drawing, walking: { steps, step }, verdict, there, back }: WalkedPathProps) {
  const leg = steps[step]?.leg ?? 'request';
  const whole = leg === 'request' ? there : back;
  const passed = usePassed(drawing, { steps, step });
  const speed = useWalk((state) => state.speed);
  if (!whole) return null;
  const path = toSvg(whole.whole);
  const at = passed ? Math.min(length(passed.whole), length(whole.whole)) : 0;
  const tag = passed?.lit.at(-1)?.tag ?? whole.lit.find((piece) => piece.tag !== undefined)?.tag;
  return (
    <>
      <g className={classes.ahead}>
        <Glow lit={whole.lit} verdict={verdict} />
      </g>
      <g className={classes.passed}>
        <Glow lit={passed?.lit ?? []} verdict={verdict} />
      </g>
      <g className={classes.packet} data-vlan={tag}>
        <circle
          key={leg}
          r={9}
          style={{
            offsetPath: `path('${path}')`,
            offsetDistance: `${at}px`,
            transitionDuration: `${STEP_MS / speed / 2}ms`,
          }}
        />
      </g>
    </>
  );
}

function Glow({ lit, verdict }: { readonly lit: readonly LitPiece[]; readonly verdict: PairVerdict }) {
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
