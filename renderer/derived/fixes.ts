/** The one click that mends a problem: what its rule knows, else what drawing knows about free addresses and names. */
import { mendFor } from '../../shared/draw/mends.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import type { Problem } from '../../shared/problem.ts';
import { useDocument } from '../store/document/document-store.ts';
import { defaultsNow } from '../store/draw/defaults.ts';

const known = new WeakMap<Problem, { readonly lab: Lab; readonly fix: Problem['fix'] }>();

/** Thought about when somebody looks, once for each problem of a lab. */
export function fixOf(problem: Problem): Problem['fix'] {
  const { lab } = useDocument.getState();
  if (problem.fix !== undefined || lab === undefined) return problem.fix;
  const before = known.get(problem);
  if (before?.lab === lab) return before.fix;
  const fix = mendFor(lab, problem, defaultsNow());
  known.set(problem, { lab, fix });
  return fix;
}
