import type { Lab } from '../lab/lab.ts';
import type { Problem } from '../problem.ts';

/** One thing that is wrong or doubtful in a drawing, known without asking a host and without tracing a packet. */
export interface Rule {
  readonly code: string;
  /** Docker or the kernel would refuse a step of the deploy: nothing is deployed while an error of this rule is there. */
  readonly refused?: true;
  check(lab: Lab): readonly Problem[];
}
