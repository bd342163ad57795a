import { expect, it } from 'vitest';
import { TEMPLATES } from '../../../shared/lab/templates.ts';
import { labOf, labsRead, startingLabs } from './starting-labs.ts';

it('starting labs are those templates that have something to show', () => {
  const shown = TEMPLATES.filter((template) => (labOf(template)?.hosts.length ?? 0) > 0);
  expect(startingLabs).toEqual(shown);
});

it('a lab is read once, and all of them are read in the end', () => {
  for (const template of startingLabs) expect(labOf(template)).toBe(labOf(template));
  expect(labsRead()).toBe(startingLabs.length);
});
