import type { Lab } from '../../../shared/lab/lab.ts';
import { readLab } from '../../../shared/lab/read.ts';
import { TEMPLATES, type Template } from '../../../shared/lab/templates.ts';

/** The templates that show something: an empty lab is of use only where things can be drawn into it. */
export const startingLabs: readonly Template[] = TEMPLATES.filter(({ id }) => id !== 'empty');

const read = new Map<string, Lab | undefined>();

/** Read once, and only when it is drawn: reading all takes longer than showing what they are called. */
export function labOf({ id, text }: Template): Lab | undefined {
  if (!read.has(id)) {
    const result = readLab(text);
    read.set(id, result.ok ? result.value : undefined);
  }
  return read.get(id);
}

/** How many of the starting labs have been read, from the first on. */
export function labsRead(): number {
  const next = startingLabs.findIndex(({ id }) => !read.has(id));
  return next < 0 ? startingLabs.length : next;
}
