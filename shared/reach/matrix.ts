/** The verdict of every pair. */
import { type Endpoints, pairs, type Source, type Target } from './endpoints.ts';
import type { Outcome } from './prediction.ts';
import type { Tracer } from './trace.ts';

export class Matrix {
  private readonly tracer: Tracer;
  private readonly all: Endpoints;
  constructor(tracer: Tracer, all: Endpoints) {
    this.tracer = tracer;
    this.all = all;
  }
  get counts(): { reachable: number; unreachable: number; uncertain: number } {
    const counts = { reachable: 0, unreachable: 0, uncertain: 0 };
    for (const { source, target } of pairs(this.all)) counts[this.outcome(source, target).verdict]++;
    return counts;
  }
  outcome(source: Source, target: Target): Outcome {
    const { verdict, finding } = this.tracer.trace(source, target, false);
    return { verdict, code: finding.code };
  }
}
