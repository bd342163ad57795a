/** What is kept of recordings, for who wants to know what they were made with. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Recording } from '../../electron/practice/conformance/answer.ts';
import type { LabGeneration } from '../lab/lab.ts';

const corpus = fileURLToPath(new URL('../../electron/practice/conformance/corpus', import.meta.url));

/** The Docker that answered when this generation was recorded last; undefined: it never was. */
export function recordedDocker(generation: LabGeneration): string | undefined {
  const folder = join(corpus, generation);
  const [first] = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  if (first === undefined) return undefined;
  return (JSON.parse(readFileSync(join(folder, first), 'utf8')) as Recording).answeredBy.docker;
}
