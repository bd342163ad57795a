import { useStore, ViewportPortal } from '@xyflow/react';
import { useMemo } from 'react';
import { IS_HERE, PLUGGED_HERE, STANDS_HERE } from '../../shared/draw/carry.ts';
import { type Held, placesOf, refusedAt } from '../../shared/draw/hold.ts';
import { networkOn } from '../../shared/draw/networks.ts';
import { type DropPlace, idOf } from '../../shared/draw/tools.ts';
import { rectOfPlace, tagOfPlace } from '../../shared/drawing/place-under.ts';
import type { Drawing, Rect } from '../../shared/drawing/types.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { useDocument } from '../store/document/document-store.ts';
import { type DraggedThing, useDraw } from '../store/draw/draw-store.ts';
import { Line } from './Line.tsx';
import classes from './Targets.module.css';

/** More would be a drawing of rings; and each is thought about. */
const MOST = 300;
/** Why something stays where it is. */
const HERE: ReadonlySet<string> = new Set([IS_HERE, STANDS_HERE, PLUGGED_HERE]);
/** Longer reasons stand at the pointer only. */
const SHORT = 32;

interface Target {
  readonly place: DropPlace;
  /** Undefined: it takes what is held. */
  readonly why: string | undefined;
}

/** While something is held: what takes it is ringed, and what is of the right kind and does not take it says why. */
export function Targets({ drawing, base }: { readonly drawing: Drawing; readonly base: Drawing }) {
  const dragged = useDraw((state) => (state.dragged?.kind === 'thing' ? state.dragged : undefined));
  const lab = useDocument((state) => state.lab);
  if (!dragged || !lab) return null;
  return <Rings drawing={drawing} base={base} dragged={dragged} lab={lab} />;
}

interface Props {
  readonly drawing: Drawing;
  readonly base: Drawing;
  readonly dragged: DraggedThing;
  readonly lab: Lab;
}

function Rings({ drawing, base, dragged, lab }: Props) {
  const { held } = dragged;
  const zoom = useStore(({ transform }) => transform[2]);
  const { how, what, others } = held;
  const targets = useMemo(() => targetsOf(lab, { how, what, others }, base), [lab, how, what, others, base]);
  const from = rectOfPlace(base, what);
  return (
    <ViewportPortal>
      <div className={classes.targets} aria-hidden="true">
        {targets.map(({ place, why }) => {
          const rect = rectOfTarget(drawing, place);
          if (rect === undefined) return null;
          return (
            <span
              key={keyOf(place)}
              className={classes.target}
              style={around(rect)}
              data-vlan={tagOfPlace(drawing, place)}
              data-fits={why === undefined}
              data-kind={place.kind}
              data-aimed={dragged.at !== undefined && keyOf(dragged.at) === keyOf(place)}
            >
              {why === undefined || why.length > SHORT ? null : (
                <span className={classes.why} style={{ transform: `translateX(-50%) scale(${Math.max(1, 1 / zoom)})` }}>
                  {why}
                </span>
              )}
            </span>
          );
        })}
        {how === 'move' && from ? <span className={classes.origin} style={around(from, 0)} /> : null}
      </div>
      {how === 'connect' && from ? <Line from={from} dragged={dragged} /> : null}
    </ViewportPortal>
  );
}

/** Of a host all of it. */
const rectOfTarget = (drawing: Drawing, place: DropPlace): Rect | undefined =>
  place.kind === 'host' ? drawing.hosts.find(({ id }) => id === place.host)?.rect : rectOfPlace(drawing, place);

const around = ({ x, y, width, height }: Rect, room = 4) => ({
  left: x - room,
  top: y - room,
  width: width + 2 * room,
  height: height + 2 * room,
});

const keyOf = (place: DropPlace): string =>
  `${place.kind} ${idOf(place) ?? ''} ${'host' in place ? place.host : ''} ${'tag' in place ? (place.tag ?? '') : ''}`;

/** Of a large lab only what is drawn whole. */
function targetsOf(lab: Lab, held: Held, drawing: Drawing): readonly Target[] {
  return (
    placesOf(lab)
      .filter((place) => isNear(lab, held, place) && keyOf(place) !== keyOf(held.what) && rectOfPlace(drawing, place))
      .slice(0, MOST)
      .map((place) => ({ place, why: refusedAt(lab, held, place) }))
      // Where it is now nobody looks for a reason, and the reason would lie over its neighbours.
      .filter(({ place, why }) => why === undefined || !(place.kind === 'host' || HERE.has(why)))
  );
}

/** What one would think of first for it is ringed or says why not; everything else says so at the pointer. */
function isNear(lab: Lab, { how, what }: Held, place: DropPlace): boolean {
  const { kind } = place;
  switch (what.kind) {
    case 'container':
      return kind === 'network' || (kind === 'interface' && networkOn(lab, place.host, place.name) === undefined);
    case 'network':
      return how === 'connect' ? kind === 'container' || kind === 'host' : kind === 'interface' || kind === 'host';
    case 'interface':
      return how === 'connect'
        ? kind === 'segment' || kind === 'host' || (kind === 'interface' && place.host === what.host)
        : kind === 'segment' || kind === 'interface';
    default:
      return kind === 'host' || kind === 'interface';
  }
}
