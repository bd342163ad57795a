/** What hosts and containers see and reach, against what real ones answered; Docker's own answers have their tests elsewhere. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Answer } from '../conformance/answer.ts';
import { masked } from '../conformance/mask.ts';
import { busyboxNetworkCommands } from './busybox/commands.ts';
import { networkCommands } from './commands.ts';
import { dockerHosts } from './testing/docker-hosts.ts';
import { REAL_LAB } from './testing/labs.ts';

const corpus = new URL('../conformance/corpus/', import.meta.url);
const lines = (text: string): readonly string[] => (text === '' ? [] : text.split('\n'));

function isOurs({ run }: Answer): boolean {
  const inside = /^docker exec \S+ (\S+)/.exec(run)?.[1];
  return inside === undefined ? networkCommands.has(run.split(' ')[0] ?? '') : busyboxNetworkCommands.has(inside);
}

it.each(readdirSync(corpus))('%s is answered as by real hosts', async (name) => {
  const recorded = JSON.parse(readFileSync(new URL(name, corpus), 'utf8')) as readonly Answer[];
  const hosts = dockerHosts(REAL_LAB);
  const answers: Answer[] = [];
  for (const { on, run } of recorded) {
    const { status, out, err } = await hosts.run(on, run);
    answers.push({ on, run, status, stdout: lines(out), stderr: lines(err) });
  }
  expect(masked(answers).filter(isOurs)).toEqual(masked(recorded).filter(isOurs));
});
