/** What the page knows: every pair with its verdict, its reason and its way, each text and each line once. */
import { toSvg } from '../../drawing/path.ts';
import { routeThrough } from '../../drawing/route.ts';
import type { Drawing } from '../../drawing/types.ts';
import { isSelf } from '../../reach/endpoints.ts';
import { mendOf } from '../../reach/mends.ts';
import type { Prediction } from '../../reach/prediction.ts';
import type { Hop, Leg, VerdictKind } from '../../reach/verdict.ts';

/** More pairs make a file that no browser likes to open. */
export const MOST_PAIRS = 10_000;
/** The walks of more pairs take longer to write down than a person waits. */
export const MOST_WALKS = 2_500;

export interface PageData {
  readonly sources: readonly string[];
  readonly targets: readonly { readonly id: string; readonly address: string }[];
  readonly texts: readonly string[];
  /** A hop: leg, place, outcome, rule and sentence as numbers of texts, and what it touches. */
  readonly hops: readonly PageHop[];
  /** Lit lines: the tag, and the `d` of a path. */
  readonly lines: readonly (readonly [tag: string, path: string])[];
  /** By the numbers of source and target: `3 7`. */
  readonly pairs: Readonly<Record<string, PagePair>>;
}

export type PageHop = readonly [
  leg: number,
  at: number,
  outcome: number,
  rule: number,
  text: number,
  things: readonly string[],
];

export interface PagePair {
  readonly verdict: VerdictKind;
  /** Without it and what follows, the walk of this pair was left out. */
  readonly why?: number;
  readonly mend?: number;
  readonly hops?: readonly number[];
  readonly request?: readonly number[];
  readonly reply?: readonly number[];
}

export function pageData(
  prediction: Prediction,
  drawing: Drawing,
): { readonly data: PageData; readonly unsaid: readonly string[] } {
  const { sources, targets } = prediction.endpoints;
  const texts = numbered<string>((text) => text);
  const hops = numbered<PageHop>((hop) => JSON.stringify(hop));
  const lines = numbered<readonly [string, string]>((line) => line.join(' '));
  const routes = new Map<string, readonly number[]>();
  const pairs: Record<string, PagePair> = {};
  let count = 0;
  let all = 0;

  const lit = (of: readonly Hop[], leg: Leg): readonly number[] => {
    const mine = of.filter((hop) => hop.leg === leg).map(({ things, tags }) => ({ things, ...(tags && { tags }) }));
    const key = JSON.stringify(mine);
    const known = routes.get(key);
    if (known) return known;
    const route = mine.length === 0 ? undefined : routeThrough(drawing, mine);
    const found = (route?.lit ?? []).map(({ tag, path }) => lines.of([String(tag ?? 'untagged'), toSvg(path)]));
    routes.set(key, found);
    return found;
  };
  const hopOf = ({ leg, at, outcome, rule, text, things }: Hop): number =>
    hops.of([texts.of(leg), texts.of(at), texts.of(outcome), texts.of(rule), texts.of(text), things]);

  for (const [row, source] of sources.entries()) {
    for (const [column, target] of targets.entries()) {
      if (isSelf(source, target)) continue;
      all += 1;
      if (count >= MOST_PAIRS) continue;
      count += 1;
      const key = `${row} ${column}`;
      if (count > MOST_WALKS) {
        pairs[key] = { verdict: prediction.outcome(source, target).verdict };
        continue;
      }
      const { verdict, reason, hops: way } = prediction.explain(source, target);
      const cure = verdict === 'reachable' ? undefined : mendOf(reason);
      pairs[key] = {
        verdict,
        why: texts.of(reason.text),
        ...(cure === undefined ? {} : { mend: texts.of(cure) }),
        hops: way.map(hopOf),
        request: lit(way, 'request'),
        reply: lit(way, 'reply'),
      };
    }
  }
  return {
    data: {
      sources: sources.map(({ id }) => id),
      targets: targets.map(({ id, address }) => ({ id, address: address ?? '' })),
      texts: texts.all,
      hops: hops.all,
      lines: lines.all,
      pairs,
    },
    unsaid: [
      ...(all > count ? [`Of ${all} pings only the first ${count} are in this page.`] : []),
      ...(count > MOST_WALKS
        ? [`Of ${count} pings only the first ${MOST_WALKS} can be walked: the others have their verdict alone.`]
        : []),
    ],
  };
}

function numbered<T>(keyOf: (value: T) => string) {
  const numbers = new Map<string, number>();
  const all: T[] = [];
  return {
    all: all as readonly T[],
    of(value: T): number {
      const key = keyOf(value);
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, all.length);
      return all.push(value) - 1;
    },
  };
}
