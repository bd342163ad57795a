import type { Lab } from '../../../shared/lab/lab.ts';
import { readLab } from '../../../shared/lab/read.ts';
import { TEMPLATES, type Template } from '../../../shared/lab/templates.ts';

export interface StartingLab extends Template {
  readonly lab: Lab;
}

/** The templates that show something: an empty lab is of use only where things can be drawn into it. */
export const startingLabs: readonly StartingLab[] = TEMPLATES.flatMap((template) => {
  const read = readLab(template.text);
  return read.ok && read.value.hosts.length > 0 ? [{ ...template, lab: read.value }] : [];
});
