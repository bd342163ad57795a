/** The network commands of practice hosts against what real hosts answered, where no shell and no Docker has a part in it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../conformance/answer.ts';
import { masked } from '../conformance/mask.ts';
import { networkCommands } from './commands.ts';
import { testHosts } from './testing/hosts.ts';
import { REAL_LAB } from './testing/labs.ts';

const SESSIONS = ['a-fresh-host', 'sub-interfaces', 'addresses-and-routes', 'settings-and-filters', 'pings'];

const lines = (text: string): readonly string[] => (text === '' ? [] : text.split('\n'));

/** What another part of a practice host answers: the shell, Docker. */
const isOurs = ({ run }: Answer): boolean => networkCommands.has(run.split(' ')[0] ?? '') && !/[<>|]/.test(run);

describe.each(SESSIONS)('%s', (name) => {
  it('is answered as by a real host', async () => {
    const file = new URL(`../conformance/corpus/${name}.json`, import.meta.url);
    const recorded = (JSON.parse(readFileSync(file, 'utf8')) as readonly Answer[]).filter(isOurs);
    const hosts = testHosts(REAL_LAB);
    const answers: Answer[] = [];
    for (const { on, run } of recorded) {
      const { status, out, err } = await hosts.run(on, run);
      answers.push({ on, run, status, stdout: lines(out), stderr: lines(err) });
    }
    expect(masked(answers)).toEqual(masked(recorded));
  });
});
