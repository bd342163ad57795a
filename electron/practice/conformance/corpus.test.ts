/**
 * What real hosts answered, typed on practice hosts of the same release, kernel and Docker: the output, the words of every
 * error and the exit status must be the same. Where they differ the simulation is mended, never the corpus. What differs still
 * stands in `differences.json`, by its number in its session and the command: `said` at the prompt as not simulated, `waits` for what does
 * not come here, or `differs`, be it only because of an earlier difference or by nature. Whatever is mended leaves that list.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { releaseNames, releases } from '../os/releases.ts';
import type { Recording, ShellAnswer } from './answer.ts';
import { masked } from './mask.ts';
import { type LabReplay, PATIENCE_MS, replayLab } from './replay.ts';

const folder = join(import.meta.dirname, 'corpus');
/** By release, session, and number with command. */
type Differences = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
const known = JSON.parse(readFileSync(join(import.meta.dirname, 'differences.json'), 'utf8')) as Differences;

describe.each(releaseNames)('%s', (name) => {
  const sessions = readdirSync(join(folder, name)).filter((file) => file.endsWith('.json'));
  let typed = 0;
  afterAll(() => expect(typed).toBeGreaterThanOrEqual(350));

  describe.each(sessions)('%s', (session) => {
    const { answeredBy, answers } = JSON.parse(readFileSync(join(folder, name, session), 'utf8')) as Recording;
    const release = { ...releases[name], kernel: answeredBy.kernel, docker: answeredBy.docker };
    const lab: LabReplay = replayLab(release, answeredBy.spareCards);
    const answered: ShellAnswer[] = [];

    test.each(answers.map(({ on, run }, index) => [on, run, index] as const))('%s$ %s', async (on, run, index) => {
      const difference = known[name]?.[session.replace('.json', '')]?.[`${index} ${run}`];
      // One that had not ended when nobody waited any more, there or here, is waited for as long.
      const mayNotEnd = answers[index]?.status === 124 || difference === 'waits';
      answered.push(await lab.type(on, run, mayNotEnd ? PATIENCE_MS : undefined));
      typed += 1;
      // Ids are told apart by their first appearance in the session, so all of it is masked anew each time.
      const [ours, real] = [masked(answered).at(-1), masked(answers.slice(0, index + 1)).at(-1)];
      if (difference === undefined) expect(ours).toEqual(real);
      else expect(ours).not.toEqual(real);
      if (difference === 'waits') expect(ours?.status).toBe(124);
      if (difference === 'said') expect(JSON.stringify(ours)).toMatch(/do(?:es)? not simulate/);
    });
  });
});
