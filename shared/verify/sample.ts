/**
 * Which pairs a verify measures. Up to some thousands all; of more, so many that every class of pairs that no trace can tell
 * apart is measured, and that everything pings and is pinged at least once: one thing that is broken by itself is in no class
 * of its own before it is measured.
 */
import { calledBy } from '../lab/expectations.ts';
import type { Expectation } from '../lab/lab.ts';
import { ALL_MEASURED, MOST_MEASURED } from '../lab/limits.ts';
import { type Endpoints, isSelf, type Pair, type PingTarget, pairs, type Source } from '../reach/endpoints.ts';
import type { Prediction } from '../reach/prediction.ts';

export interface Sampled extends Pair {
  /** How many pairs are as this one by all that is predicted, itself among them, divided by how many of them are measured. */
  readonly standsFor: number;
}

export interface Sample {
  readonly pairs: readonly Sampled[];
  /** How many pairs the lab has. */
  readonly total: number;
}

export interface SampleWish {
  readonly expect: readonly Expectation[];
  /** How many are to be measured, where a covering sample is fewer. */
  readonly wanted?: number | undefined;
}

export function sample(prediction: Prediction, { expect, wanted }: SampleWish): Sample {
  const { endpoints } = prediction;
  const total = countOf(endpoints);
  if (total <= Math.max(ALL_MEASURED, wanted ?? 0)) {
    return { pairs: pairs(endpoints).map((pair) => ({ ...pair, standsFor: 1 })), total };
  }
  const choice = new Choice(prediction);
  choice.addStated(expect);
  choice.addEveryClass();
  choice.addEveryEnd();
  choice.fill(Math.min(wanted ?? 0, MOST_MEASURED), total);
  return { pairs: choice.weighed(), total };
}

/** Without listing them: a thousand containers have a million. */
function countOf({ sources, targets }: Endpoints): number {
  const own = new Map<string, number>();
  for (const target of targets) {
    const itself = target.kind === 'interface' ? target.host : target.id;
    own.set(itself, (own.get(itself) ?? 0) + 1);
  }
  return sources.reduce((sum, { id }) => sum + targets.length - (own.get(id) ?? 0), 0);
}

class Choice {
  private readonly prediction: Prediction;
  /** By source, the targets. */
  private readonly chosen = new Map<Source, Set<PingTarget>>();
  private readonly list: Pair[] = [];
  /** What the lab file says of a pair is said of no other. */
  private readonly stated = new Set<Pair>();

  constructor(prediction: Prediction) {
    this.prediction = prediction;
  }

  addStated(expect: readonly Expectation[]): void {
    const { sources, targets } = this.prediction.endpoints;
    const from = new Map(sources.map((source) => [source.id, source]));
    const to = new Map<string, PingTarget[]>();
    for (const target of targets) {
      for (const name of calledBy({ id: target.id, address: target.address ?? '' })) {
        const known = to.get(name);
        if (known) known.push(target);
        else to.set(name, [target]);
      }
    }
    for (const stated of expect) {
      const source = from.get(stated.from);
      for (const target of source ? (to.get(stated.to) ?? []) : []) {
        const pair = source && this.add(source, target);
        if (pair) this.stated.add(pair);
      }
    }
  }

  addEveryClass(): void {
    for (const { pair } of this.prediction.classes.values()) this.add(pair.source, pair.target);
  }

  /** Each with one that is far from it in the file, which is on another host as a rule. */
  addEveryEnd(): void {
    const { sources, targets } = this.prediction.endpoints;
    const most = Math.max(sources.length, targets.length);
    for (let at = 0; at < most; at += 1) {
      const source = sources[at % sources.length];
      for (let by = 0; source && by < targets.length; by += 1) {
        const target = targets[(at + by + (targets.length >> 1)) % targets.length];
        if (!target || isSelf(source, target)) continue;
        this.add(source, target);
        break;
      }
    }
  }

  /** More of all, evenly over the lab. */
  fill(wanted: number, total: number): void {
    const { sources, targets } = this.prediction.endpoints;
    const cells = sources.length * targets.length;
    // Without a divisor in common with the number of cells, every cell comes once.
    let stride = Math.max(1, Math.floor(cells * 0.6180339887));
    while (divisor(stride, cells) > 1) stride += 1;
    for (let step = 0, at = 0; step < cells && this.list.length < Math.min(wanted, total); step += 1) {
      at = (at + stride) % cells;
      const [source, target] = [sources[Math.floor(at / targets.length)], targets[at % targets.length]];
      if (source && target && !isSelf(source, target)) this.add(source, target);
    }
  }

  weighed(): readonly Sampled[] {
    const { classes } = this.prediction;
    const measured = new Map<number, { of: number; left: number }>();
    const classOf = ({ source, target }: Pair): number => this.prediction.classOf(source, target);
    for (const pair of this.list) {
      const number = classOf(pair);
      const known = measured.get(number) ?? { of: 0, left: classes.get(number)?.size ?? 1 };
      if (this.stated.has(pair)) known.left -= 1;
      else known.of += 1;
      measured.set(number, known);
    }
    return this.list.map((pair) => {
      const its = measured.get(classOf(pair));
      if (its === undefined || this.stated.has(pair)) return { ...pair, standsFor: 1 };
      // Whole numbers that add up to the class.
      const share = Math.ceil(its.left / its.of);
      its.left -= share;
      its.of -= 1;
      return { ...pair, standsFor: share };
    });
  }

  /** Undefined: it is chosen already. */
  private add(source: Source, target: PingTarget): Pair | undefined {
    if (isSelf(source, target)) return undefined;
    const known = this.chosen.get(source);
    if (known?.has(target)) return undefined;
    if (known) known.add(target);
    else this.chosen.set(source, new Set([target]));
    const pair = { source, target };
    this.list.push(pair);
    return pair;
  }
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
