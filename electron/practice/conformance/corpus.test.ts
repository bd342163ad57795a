/**
 * What real hosts answered, typed on practice hosts: the output, the words of every error and the exit status must be the
 * same. Where they differ the simulation is mended, never the corpus.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Answer } from './answer.ts';
import { masked } from './mask.ts';
import { type LabReplay, replayLab } from './replay.ts';

const folder = join(import.meta.dirname, 'corpus');
const sessions = readdirSync(folder).filter((name) => name.endsWith('.json'));

let typed = 0;
afterAll(() => expect(typed).toBeGreaterThanOrEqual(150));

describe.each(sessions)('%s', (name) => {
  const recorded = JSON.parse(readFileSync(join(folder, name), 'utf8')) as readonly Answer[];
  const lab: LabReplay = replayLab();
  const answered: Answer[] = [];

  test.each(recorded.map(({ on, run }, index) => [on, run, index] as const))('%s$ %s', async (on, run, index) => {
    answered.push(await lab.type(on, run));
    typed += 1;
    // Ids are told apart by their first appearance in the session, so all of it is masked anew each time.
    expect(masked(answered).at(-1)).toEqual(masked(recorded.slice(0, index + 1)).at(-1));
  });
});
