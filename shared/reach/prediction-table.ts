/** The verdicts of a prediction as plain numbers: what one thread predicts, another can look up. */
import { type Endpoints, isSelf, type PingTarget, type Source } from './endpoints.ts';
import { verdictOf } from './findings.ts';
import type { Outcome, PredictionTable } from './prediction.ts';
import { reasonCodes } from './reason-codes.ts';

export interface Outcomes {
  readonly endpoints: Endpoints;
  /** As `Prediction.outcome`. */
  outcome(source: Source, target: PingTarget): Outcome;
}

/** What is known of two with one address. */
export const DUPLICATE = reasonCodes.indexOf('duplicate-address') + 1;

const outcomes: readonly Outcome[] = reasonCodes.map((code) => ({ verdict: verdictOf({ code }), code }));
const UNKNOWN: Outcome = { verdict: verdictOf({ code: 'host-unknown' }), code: 'host-unknown' };

export const outcomeOfCell = (cell: number): Outcome => outcomes[cell - 1] ?? UNKNOWN;

/** Sources and targets are known by identity: they must be those of the table's own endpoints. */
export function readTable(table: PredictionTable): Outcomes {
  const { endpoints, rows, columns, width, sharedBySource, sharedByTarget } = table;
  const sources = new Map(endpoints.sources.map((source, index) => [source, index]));
  const targets = new Map(endpoints.targets.map((target, index) => [target, index]));
  return {
    endpoints,
    outcome(source, target) {
      const [from, to] = [sources.get(source), targets.get(target)];
      if (from === undefined || to === undefined) throw new Error('not an endpoint of this prediction');
      const shared = sharedByTarget[to] ?? 0;
      if (shared !== 0 && shared === sharedBySource[from] && !isSelf(source, target)) return outcomeOfCell(DUPLICATE);
      const cells = source.host === target.host ? table.together : table.apart;
      return outcomeOfCell(cells[(rows[from] ?? 0) * width + (columns[to] ?? 0)] ?? 0);
    },
  };
}
