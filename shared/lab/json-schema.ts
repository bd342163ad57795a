/** The lab file's JSON Schema, for editors that complete and check it; what refers to what, and much of what an address may be, only Trunkline checks. */
import { z } from 'zod';
import { labFileSchema } from './things/lab.ts';

/** As JSON, ended by a line break: the text of `lab.schema.json`, which is shipped. */
export const labJsonSchema = (): string =>
  `${JSON.stringify({ title: 'A Trunkline lab file', ...z.toJSONSchema(labFileSchema, { io: 'input' }) }, null, 2)}\n`;
