import { ViewportPortal } from '@xyflow/react';
import { memo, useEffect, useMemo } from 'react';
import { labelPoint } from '../../shared/drawing/label-point.ts';
import { markPlace } from '../../shared/drawing/mark-place.ts';
import { PACKET, sansWidth } from '../../shared/drawing/measures.ts';
import { toSvg } from '../../shared/drawing/path.ts';
import { type LitPiece, type RoutePath, routeThrough } from '../../shared/drawing/route.ts';
import type { Drawing, Point } from '../../shared/drawing/types.ts';
import { type LitRoute, useLitRoute } from '../derived/lit-route.ts';
import type { PairVerdict } from '../derived/pairs.ts';
import { useWalking, type Walking } from '../derived/walking.ts';
import { endFlash, type Flash, useFlashing } from '../store/flashes.ts';
import { fetched } from '../ui/fetched.ts';
import classes from './PathOverlay.module.css';
import { usePassed } from './use-passed.ts';

const Packet = fetched(async () => (await import('./Packet.tsx')).Packet);

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
  const stop =
    lost && route?.dies !== undefined && route.verdict !== 'uncertain' ? markPlace(lost.whole, drawing) : undefined;
  return (
    <ViewportPortal>
      <svg className={classes.overlay} aria-hidden="true">
        {flashes.map((item) => (
          <FlashPath key={item.key} flash={item} drawing={drawing} />
        ))}
        {route && walking ? (
          <WalkedPath drawing={drawing} walking={walking} route={route} there={there} back={back} stop={stop} />
        ) : null}
        {there && route && !walking ? <Glow lit={there.lit} verdict={route.verdict} /> : null}
        {route && stop ? (
          <g
            className={classes.stop}
            data-verdict={route.verdict}
            data-voice={route.voice}
            transform={`translate(${stop.x} ${stop.y})`}
          >
            <circle r={PACKET} />
            <path d="M-3.5,-3.5l7,7M3.5,-3.5l-7,7" />
          </g>
        ) : null}
      </svg>
      {route?.words && label && !walking ? (
        <div
          className={classes.words}
          data-verdict={route.verdict}
          data-voice={route.voice}
          style={{ transform: `translate(${label.x}px, ${label.y}px) translate(-50%, -50%)` }}
        >
          {route.words}
        </div>
      ) : null}
    </ViewportPortal>
  );
}

interface WalkedPathProps {
  readonly drawing: Drawing;
  readonly walking: Walking;
  readonly route: LitRoute;
  readonly there: RoutePath | undefined;
  readonly back: RoutePath | undefined;
  /** Where it is lost. */
  readonly stop: Point | undefined;
}

/** Three strengths of light: what the packet has passed, what is to come, and nothing where it never gets. */
function WalkedPath({ drawing, walking: { steps, step }, route, there, back, stop }: WalkedPathProps) {
  const { verdict, dies } = route;
  const leg = steps[step]?.leg ?? 'request';
  const whole = leg === 'request' ? there : back;
  const passed = usePassed(drawing, { steps, step });
  if (!whole) return null;
  return (
    <>
      <g className={classes.ahead}>
        <Glow lit={whole.lit} verdict={verdict} />
      </g>
      <g className={classes.passed}>
        <Glow lit={passed?.lit ?? []} verdict={verdict} />
      </g>
      <Packet key={leg} drawing={drawing} whole={whole} passed={passed} stop={leg === dies ? stop : undefined} />
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
