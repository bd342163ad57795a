/** Which pings a plan would gain and lose: the hosts as they are beside the drawing in place on them. */
import { managed } from '../../shared/lab/lab.ts';
import { isSelf } from '../../shared/reach/endpoints.ts';
import { mendOf } from '../../shared/reach/mends.ts';
import { predictFrom, predictLab } from '../../shared/reach/predict.ts';
import type { KeptPlan } from './planner.ts';

export interface PingNames {
  readonly from: string;
  readonly to: string;
}

export interface SomePings {
  readonly count: number;
  /** The first of them. */
  readonly pairs: readonly PingNames[];
}

export interface PingChanges {
  readonly gained: SomePings;
  readonly lost: SomePings;
  /** What would be open where it did not come back before; `why`: of the first of them. */
  readonly open: SomePings & { readonly why?: string };
}

/** A lab may have a million pairs, and nobody reads them. */
const MOST_NAMED = 1_000;

/** Undefined: there is no drawing to deploy, or a host was not seen. What is uncertain is neither gained nor lost. */
export function pingChanges({ wish: { drawing, intent }, hosts }: KeptPlan): PingChanges | undefined {
  if (drawing === undefined || intent !== 'deploy' || hosts.size < managed(drawing).length) return undefined;
  const states = new Map([...hosts].map(([host, { state }]) => [host, state]));
  const before = predictFrom(drawing, states);
  const after = predictLab(drawing, states);
  const gained = { count: 0, pairs: [] as PingNames[] };
  const lost = { count: 0, pairs: [] as PingNames[] };
  const open: { count: number; pairs: PingNames[]; why?: string } = { count: 0, pairs: [] };
  // Both have the endpoints of one drawing in its order; only an address that Docker picks may differ.
  for (const [row, source] of after.endpoints.sources.entries()) {
    for (const [column, target] of after.endpoints.targets.entries()) {
      const [oldSource, oldTarget] = [before.endpoints.sources[row], before.endpoints.targets[column]];
      if (isSelf(source, target) || oldSource === undefined || oldTarget === undefined) continue;
      const was = before.outcome(oldSource, oldTarget).verdict;
      const will = after.outcome(source, target).verdict;
      const some =
        was === 'unreachable' && will === 'reachable'
          ? gained
          : was === 'reachable' && will === 'unreachable'
            ? lost
            : was === 'unreachable' && will === 'uncertain'
              ? open
              : undefined;
      if (some === undefined) continue;
      if (some === open && open.count === 0) {
        const { reason } = after.explain(source, target);
        open.why = `${reason.text} ${mendOf(reason) ?? ''}`.trim();
      }
      some.count += 1;
      if (some.pairs.length < MOST_NAMED) some.pairs.push({ from: source.id, to: target.id });
    }
  }
  return { gained, lost, open };
}
