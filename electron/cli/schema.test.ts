import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { labJsonSchema } from '../../shared/lab/json-schema.ts';
import { readArguments } from './arguments.ts';

it('is shipped as a file that is up to date: `trunkline schema > lab.schema.json` makes it anew', () => {
  expect(readFileSync(new URL('../../lab.schema.json', import.meta.url), 'utf8')).toBe(labJsonSchema());
});

it('is asked for without a file', () => {
  expect(readArguments(['schema'])).toEqual({ kind: 'text', text: labJsonSchema() });
  expect(readArguments(['schema', 'lab.yaml'])).toMatchObject({ kind: 'wrong' });
});
