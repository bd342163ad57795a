/** What `predictLab` gives: a verdict for every pair, made from classes of alike endpoints, and the way of any one pair on demand. */
import type { Endpoints, Pair, PingTarget, Source, States } from './endpoints.ts';
import type { ReasonCode } from './reason-codes.ts';
import type { Verdict, VerdictKind } from './verdict.ts';

export interface Outcome {
  readonly verdict: VerdictKind;
  readonly code: ReasonCode;
}

/** Pairs that no trace can tell apart, and one of them. */
export interface PairClass {
  readonly size: number;
  readonly pair: Pair;
}

export interface Prediction {
  readonly endpoints: Endpoints;
  /** The states that were traced: those of the drawing's things in place on each host. */
  readonly states: States;
  /** How many pairs have which verdict. */
  readonly counts: Readonly<Record<VerdictKind, number>>;
  /** Pairs that no trace can tell apart, by the number of their class. */
  readonly classes: ReadonlyMap<number, PairClass>;
  /** The number of its class. */
  classOf(source: Source, target: PingTarget): number;
  /** Looked up, in constant time. The source and target must be of `endpoints`. */
  outcome(source: Source, target: PingTarget): Outcome;
  /** Traced anew, with a sentence and all hops: a millisecond at most, so ask for one pair at a time. */
  explain(source: Source, target: PingTarget): Verdict;
  /** As `explain` decides, without words and hops. The matrix says the same sooner; this is what it is measured against. */
  trace(source: Source, target: PingTarget): Outcome;
}
