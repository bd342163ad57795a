/**
 * Predictions for hosts whose Docker is of a version that nobody has learned from: unreadable, or newer than all known ones. It is taken
 * to do what the newest known one does, and a verdict that another known version would make otherwise is uncertain.
 */
import type { HostState } from '../host/state.ts';
import { eraOf, eras, erasInWords } from '../machine/docker/eras.ts';
import { isKnownDocker } from '../machine/docker/facts.ts';
import { parseVersion } from '../machine/version.ts';
import { type PingTarget, pairs, type Source, type States } from './endpoints.ts';
import type { Outcome, Prediction } from './prediction.ts';
import type { Reason, Verdict, VerdictKind } from './verdict.ts';

/** What comes of it if one host's Docker does as those of some known versions. */
interface Otherwise {
  readonly host: string;
  readonly version: string;
  readonly eras: readonly string[];
  readonly prediction: Prediction;
}

/** What it makes of one pair. */
interface OtherVerdict extends Otherwise {
  readonly verdict: VerdictKind;
}

/**
 * @param probed what is on the hosts
 * @param predict what will be, from such states
 */
export function withUnknownDocker(probed: States, predict: (states: States) => Prediction): Prediction {
  const newest = predict(probed);
  const others = [...probed].flatMap(([host, state]) => othersOf(host, state, probed, newest, predict));
  return others.length === 0 ? newest : new VersionedPrediction(newest, others);
}

/** One for each way in which the host would end up otherwise. */
function othersOf(
  host: string,
  state: HostState,
  probed: States,
  newest: Prediction,
  predict: (states: States) => Prediction,
): readonly Otherwise[] {
  const { docker } = state;
  if (docker.kind !== 'ready' || isKnownDocker(docker.version)) return [];
  const known = new Map<string, Otherwise>();
  for (const era of eras) {
    if (era === eraOf(docker.version)) continue;
    const prediction = predict(new Map(probed).set(host, { ...state, docker: { ...docker, version: era } }));
    const ending = withoutVersion(prediction.states.get(host));
    if (ending === withoutVersion(newest.states.get(host))) continue;
    const alike = known.get(ending);
    if (alike === undefined) known.set(ending, { host, version: docker.version, eras: [era], prediction });
    else known.set(ending, { ...alike, eras: [...alike.eras, era] });
  }
  return [...known.values()];
}

const withoutVersion = (state: HostState | undefined): string =>
  JSON.stringify(state?.docker.kind === 'ready' ? { ...state, docker: { ...state.docker, version: '' } } : state);

class VersionedPrediction implements Prediction {
  private readonly newest: Prediction;
  private readonly others: readonly Otherwise[];
  private readonly rows: ReadonlyMap<Source, number>;
  private readonly columns: ReadonlyMap<PingTarget, number>;

  constructor(newest: Prediction, others: readonly Otherwise[]) {
    this.newest = newest;
    this.others = others;
    this.rows = new Map(newest.endpoints.sources.map((source, row) => [source, row]));
    this.columns = new Map(newest.endpoints.targets.map((target, column) => [target, column]));
  }

  get endpoints() {
    return this.newest.endpoints;
  }

  get states() {
    return this.newest.states;
  }

  get counts(): Readonly<Record<VerdictKind, number>> {
    const counts = { reachable: 0, unreachable: 0, uncertain: 0 };
    for (const { source, target } of pairs(this.endpoints)) counts[this.outcome(source, target).verdict] += 1;
    return counts;
  }

  /** Those of the newest: pairs of one class may differ in which version matters to them. */
  get classes() {
    return this.newest.classes;
  }

  classOf(source: Source, target: PingTarget): number {
    return this.newest.classOf(source, target);
  }

  outcome(source: Source, target: PingTarget): Outcome {
    return this.judged(source, target, this.newest.outcome(source, target));
  }

  /** No table: pairs of one class may differ in which version matters to them. */
  table(): undefined {
    return undefined;
  }

  trace(source: Source, target: PingTarget): Outcome {
    return this.judged(source, target, this.newest.trace(source, target));
  }

  explain(source: Source, target: PingTarget): Verdict {
    const newest = this.newest.explain(source, target);
    const [first, ...more] = this.otherwise(source, target, newest.verdict);
    if (first === undefined) return newest;
    const alike = [first, ...more].filter(({ host, verdict }) => host === first.host && verdict === first.verdict);
    const chosen = eras.filter((era) => alike.some((other) => other.eras.includes(era)));
    return { ...newest, verdict: 'uncertain', reason: reasonOf(newest.verdict, { ...first, eras: chosen }) };
  }

  private judged(source: Source, target: PingTarget, newest: Outcome): Outcome {
    for (const _ of this.otherwise(source, target, newest.verdict)) {
      return { verdict: 'uncertain', code: 'docker-version-unknown' };
    }
    return newest;
  }

  /** Those that say something else. All have the endpoints of one drawing in its order; only an address that Docker picks may differ. */
  private *otherwise(source: Source, target: PingTarget, newest: VerdictKind): Generator<OtherVerdict> {
    if (newest === 'uncertain') return;
    const [row, column] = [this.rows.get(source), this.columns.get(target)];
    for (const other of this.others) {
      const { sources, targets } = other.prediction.endpoints;
      const [from, to] = [sources[row ?? -1], targets[column ?? -1]];
      if (from === undefined || to === undefined) continue;
      const { verdict } = other.prediction.outcome(from, to);
      if (verdict !== newest) yield { ...other, verdict };
    }
  }
}

function reasonOf(newest: VerdictKind, { host, version, eras: chosen, verdict }: OtherVerdict): Reason {
  const told =
    parseVersion(version) === undefined
      ? 'tells no version that can be read'
      : `is of version ${version}, newer than any that is known here`;
  return {
    code: 'docker-version-unknown',
    text: `Docker on ${host} ${told}, and the version matters here: as with ${erasInWords([eraOf(version)])} this is ${newest}, as with ${erasInWords(chosen)} ${verdict}.`,
  };
}
