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

/** All outcomes as plain numbers: what one thread predicts, another can look up, by `readTable`. */
export interface PredictionTable {
  readonly endpoints: Endpoints;
  /** The class of each source, and of each target. */
  readonly rows: Uint32Array;
  readonly columns: Uint32Array;
  /** How many classes of targets there are. */
  readonly width: number;
  /** Cells, row by row: of pairs on two hosts, and of those on one. A cell is the index of its reason code, plus one. */
  readonly apart: Uint8Array;
  readonly together: Uint8Array;
  /** The address of each source and target that another has too, as a number; 0: it has its own. */
  readonly sharedBySource: Uint32Array;
  readonly sharedByTarget: Uint32Array;
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
  /** All outcomes as plain numbers, to be handed to another thread. Undefined: they make more than `most` cells. */
  table(most: number): PredictionTable | undefined;
  /** Traced anew, with a sentence and all hops: a millisecond at most, so ask for one pair at a time. */
  explain(source: Source, target: PingTarget): Verdict;
  /** As `explain` decides, without words and hops. The matrix says the same sooner; this is what it is measured against. */
  trace(source: Source, target: PingTarget): Outcome;
}
