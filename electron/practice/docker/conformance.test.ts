/** What real hosts answered to docker commands, and what practice hosts answer. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../conformance/answer.ts';
import { masked } from '../conformance/mask.ts';
import { type DockerHost, dockerHost } from './testing/docker-host.ts';

const corpus = (session: string): readonly Answer[] =>
  JSON.parse(readFileSync(new URL(`../conformance/corpus/${session}.json`, import.meta.url), 'utf8'));

/** Pings wait for time to pass, which it does not here. */
const isDocker = ({ on, run }: Answer): boolean =>
  on === 'docker01' && /^(?:docker |systemctl .*\bdocker\b)/.test(run) && !/exec \S+ (?:ping|arping)\b/.test(run);

/** The names of one image are listed in another order each time. */
const inOrder = (answers: readonly Answer[]): readonly Answer[] =>
  masked(answers).map((answer) =>
    answer.run.startsWith('docker images') ? { ...answer, stdout: [...answer.stdout].sort() } : answer,
  );

const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.split('\n'));

async function replay(host: DockerHost, recorded: readonly Answer[]): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const { on, run } of recorded) {
    host.pass(2000);
    const { status, stdout, stderr } = await host.run(run);
    answers.push({ on, run, status, stdout: linesOf(stdout), stderr: linesOf(stderr) });
  }
  return answers;
}

describe('docker answers as on a real host', () => {
  test.each(['a-fresh-host', 'networks', 'containers', 'images', 'services-and-modules'])('%s', async (session) => {
    const recorded = corpus(session).filter(isDocker);
    const answered = await replay(dockerHost({ publicRegistry: false }), recorded);
    expect(recorded.length).toBeGreaterThan(5);
    expect(inOrder(answered)).toEqual(inOrder(recorded));
  });
});
