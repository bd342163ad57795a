import { firstProblems } from '../first-problems.ts';
import type { Lab } from '../lab/lab.ts';
import { type Examined, examineLab, located } from '../lab/read.ts';
import type { Problem } from '../problem.ts';
import { RULES } from './rules.ts';

/** The first of what each rule finds; one that finds very much hides no other. */
export const checkRules = (lab: Lab): readonly Problem[] => RULES.flatMap((rule) => firstProblems(rule.check(lab)));

/**
 * What every Docker or kernel would refuse in the middle of a deploy: with one of these, nothing is begun. What only some
 * versions refuse, the plan of a host tells, which knows its version.
 */
export const refusals = (lab: Lab): readonly Problem[] =>
  RULES.filter(({ refused }) => refused)
    .flatMap((rule) => rule.check(lab))
    .filter(({ severity }) => severity === 'error');

/** Everything that is wrong or doubtful in the text of a lab file, without asking a host; each problem with its place in the file. */
export const validate = (text: string): readonly Problem[] => allProblems(examineLab(text));

/** The same for a text that has been read already. */
export function allProblems({ source, lab, problems }: Examined): readonly Problem[] {
  if (source === undefined || lab === undefined) return problems;
  return [...problems, ...checkRules(lab).map((item) => located(source, item))];
}
