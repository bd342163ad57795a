/** Which pings will work, and why the others will not. */
import type { Lab } from '../lab/lab.ts';
import { buildWorld } from './build-world.ts';
import { endpoints, type States } from './endpoints.ts';
import { hopsOf } from './hops.ts';
import { Matrix } from './matrix.ts';
import { statesAfterEdit, statesWithLab, withUnmanaged } from './predicted-states.ts';
import type { Prediction } from './prediction.ts';
import { reasonFor } from './reasons.ts';
import { Tracer } from './trace.ts';
import { withUnknownDocker } from './unknown-docker.ts';

/**
 * What will be when the lab is deployed. Without states: on fresh hosts, from the drawing alone. With probed states: on those
 * hosts, with all that is on them already.
 */
export const predictLab = (lab: Lab, probed?: States): Prediction =>
  probed === undefined
    ? predictFrom(lab, statesWithLab(lab))
    : withUnknownDocker(probed, (states) => predictFrom(lab, statesWithLab(lab, states)));

/** As `predictLab` on fresh hosts, in less time if the lab is much the same as the one that was predicted so before. */
export const predictEdited = (lab: Lab, before: Prediction | undefined): Prediction =>
  predictFrom(lab, statesAfterEdit(lab, before?.states ?? new Map()));

/** What is, of the states alone; what the drawing has and they have not is not there. */
export function predictFrom(lab: Lab, seen: States): Prediction {
  const states = withUnmanaged(lab, seen);
  const all = endpoints(lab, states);
  const tracer = new Tracer(buildWorld(lab, states));
  const matrix = new Matrix(tracer, all);
  return {
    endpoints: all,
    states,
    get counts() {
      return matrix.counts;
    },
    get classes() {
      return matrix.pairClasses;
    },
    classOf: (source, target) => matrix.classOf(source, target),
    outcome: (source, target) => matrix.outcome(source, target),
    table: (most) => matrix.table(most),
    trace(source, target) {
      const { verdict, finding } = tracer.trace(source, target, false);
      return { verdict, code: finding.code };
    },
    explain(source, target) {
      const { verdict, finding, leg, facts } = tracer.trace(source, target);
      return { verdict, reason: reasonFor(finding, leg), hops: hopsOf(facts) };
    },
  };
}
