/** Which pings a gesture gains and which it loses: by the prediction of the lab as it is, and as it would be. */
import type { Made } from '../../shared/draw/tools.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { pairs } from '../../shared/reach/endpoints.ts';
import { predictLab } from '../../shared/reach/predict.ts';
import { useDocument } from '../store/document/document-store.ts';
import { useDraw, wouldBe } from '../store/draw/draw-store.ts';

/** Larger labs are not predicted with every move of the pointer. */
const PREDICTED = 40;

export interface PingChanges {
  /** `docker01/bbox10 → docker02/bbox11`. */
  readonly gained: ReadonlySet<string>;
  readonly lost: ReadonlySet<string>;
}

const pingInWords = (from: string, to: string): string => `${from} → ${to}`;

/** The drawing stays while the pointer moves: what its pings do is computed once for a drag. */
const known = new WeakMap<Lab, ReadonlySet<string>>();

function reached(lab: Lab): ReadonlySet<string> {
  const found = known.get(lab);
  if (found !== undefined) return found;
  const prediction = predictLab(lab);
  const made = new Set(
    pairs(prediction.endpoints)
      .filter(({ source, target }) => prediction.outcome(source, target).verdict === 'reachable')
      .map(({ source, target }) => pingInWords(source.id, target.id)),
  );
  known.set(lab, made);
  return made;
}

const changes = new WeakMap<Lab, { readonly before: Lab; readonly changes: PingChanges }>();

/**
 * @param moved ids that are others afterwards: their pings are the same ones
 * Undefined: the lab is too large to be predicted while somebody waits for it.
 */
export function pingChanges(before: Lab, after: Lab, moved?: Made['moved']): PingChanges | undefined {
  if (before.hosts.length > PREDICTED) return undefined;
  const last = changes.get(after);
  if (last?.before === before) return last.changes;
  const was = new Set([...reached(before)].map((pair) => renamed(pair, moved)));
  const is = reached(after);
  const found = {
    gained: new Set([...is].filter((pair) => !was.has(pair))),
    lost: new Set([...was].filter((pair) => !is.has(pair))),
  };
  changes.set(after, { before, changes: found });
  return found;
}

function renamed(pair: string, moved: Made['moved']): string {
  if (moved === undefined) return pair;
  const ids = new Map(moved);
  return pair
    .split(' → ')
    .map((end) => ids.get(end) ?? end)
    .join(' → ');
}

/** Of what is dragged or thought about now. */
export function usePingChanges(): PingChanges | undefined {
  const lab = useDocument((state) => state.lab);
  const made = useDraw(wouldBe);
  return lab && made && pingChanges(lab, made.lab, made.moved);
}

/** `gained` or `lost` by what is dragged or thought about now. */
export const usePingFate = (from: string | undefined, to: string | undefined): 'gained' | 'lost' | undefined =>
  useDraw((state) => {
    const made = wouldBe(state);
    const { lab } = useDocument.getState();
    if (made === undefined || lab === undefined || from === undefined || to === undefined) return undefined;
    const changes = pingChanges(lab, made.lab, made.moved);
    const pair = renamed(pingInWords(from, to), made.moved);
    return changes?.gained.has(pair) ? 'gained' : changes?.lost.has(pair) ? 'lost' : undefined;
  });
