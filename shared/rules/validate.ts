import type { Lab } from '../lab/lab.ts';
import { examineLab, located } from '../lab/read.ts';
import type { Problem } from '../problem.ts';
import { RULES } from './rules.ts';

export const checkRules = (lab: Lab): readonly Problem[] => RULES.flatMap((rule) => rule.check(lab));

/** Everything that is wrong or doubtful in the text of a lab file, without asking a host; each problem with its place in the file. */
export function validate(text: string): readonly Problem[] {
  const { source, lab, problems } = examineLab(text);
  if (source === undefined || lab === undefined) return problems;
  return [...problems, ...checkRules(lab).map((item) => located(source, item))];
}
