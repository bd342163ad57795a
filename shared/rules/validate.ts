import { firstProblems } from '../first-problems.ts';
import type { Lab } from '../lab/lab.ts';
import { type Examined, examineLab, located } from '../lab/read.ts';
import { LARGER_THAN_MADE_FOR } from '../lab/size.ts';
import { perObject } from '../per-object.ts';
import type { Problem } from '../problem.ts';
import { predictLab } from '../reach/predict.ts';
import { expectationProblems, foretoldBy } from './expectations.ts';
import { RULES } from './rules.ts';

/** The first of what each rule finds; one that finds very much hides no other. */
export const checkRules: (lab: Lab) => readonly Problem[] = perObject((lab: Lab) =>
  RULES.flatMap((rule) => firstProblems(rule.check(lab))),
);

/**
 * What every Docker or kernel would refuse in the middle of a deploy: with one of these, nothing is begun. What only some
 * versions refuse, the plan of a host tells, which knows its version.
 */
export const refusals = (lab: Lab): readonly Problem[] =>
  RULES.filter(({ refused }) => refused)
    .flatMap((rule) => rule.check(lab))
    .filter(({ severity }) => severity === 'error');

/**
 * Everything that is wrong or doubtful in the text of a lab file, without asking a host, and which of its expectations are not
 * met; each problem with its place in the file.
 */
export function validate(text: string): readonly Problem[] {
  const examined = examineLab(text);
  const { lab } = examined;
  const found = allProblems(examined);
  // What refers to nothing goes nowhere, and what is too large is not computed.
  const predictable = !found.some(({ severity, code }) => severity === 'error' || code === LARGER_THAN_MADE_FOR);
  return lab !== undefined && lab.expect.length > 0 && predictable
    ? [...found, ...expectationProblems(examined, found, foretoldBy(predictLab(lab)))]
    : found;
}

/** The same for a text that has been read already. */
export function allProblems({ source, lab, problems }: Examined): readonly Problem[] {
  if (source === undefined || lab === undefined) return problems;
  return [...problems, ...checkRules(lab).map((item) => located(source, item))];
}
