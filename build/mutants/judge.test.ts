/** What a judge says of mutants of a small program, each behind the switch that Stryker's instrumenter writes. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inRoot, root } from '../lib/paths.mjs';
import { bundleTests } from './test-bundle.mjs';

const SUM = `
const ns = globalThis.__stryker__;
const reached = (id) => {
  if (ns.mutantCoverage) {
    const { static: atLoad, perTest } = ns.mutantCoverage;
    const hits = ns.currentTestId ? (perTest[ns.currentTestId] ??= {}) : atLoad;
    hits[id] = (hits[id] ?? 0) + 1;
  }
  if (ns.activeMutant !== id) return false;
  if (++ns.hitCount > ns.hitLimit) throw new Error('too often');
  return true;
};
const START = reached('start') ? 1 : 0;
export const sum = (list) => {
  let all = START;
  for (let at = 0; reached('loop') || at < list.length; at += 1) all = reached('minus') ? all - list[at] : all + (list[at] ?? 0);
  return reached('idle') ? 0 + all : all;
};
export const nobody = () => reached('nobody');
`;
const TESTS = `
import { describe, expect, it } from 'vitest';
import { sum } from './sum.mjs';

it('is nothing of nothing', () => { expect(sum([])).toBe(0); });
describe('of some', () => { it('is theirs', () => { expect(sum([1, 2])).toBe(3); }); });
it('asks nothing', () => undefined);
`;

let folder: string;
let judge: ReturnType<typeof fork>;
const file = (name: string): string => join(folder, name);

async function ask(question: object): Promise<unknown> {
  judge.send(question);
  const [answer] = await once(judge, 'message');
  return answer;
}
const start = (...args: readonly string[]) => fork(inRoot('build/mutants/judge.mjs'), args);

beforeAll(async () => {
  mkdirSync(inRoot('.cache'), { recursive: true });
  folder = mkdtempSync(inRoot('.cache/judge-'));
  writeFileSync(file('sum.mjs'), 'export const sum = () => 0;');
  writeFileSync(file('sum.test.ts'), TESTS);
  writeFileSync(file('tests.cjs'), await bundleTests(root, [file('sum.test.ts')], new Map([[file('sum.mjs'), SUM]])));
  judge = start(file('tests.cjs'));
  const coverage = (await ask({ cover: [file('sum.test.ts')] })) as Record<string, Record<string, object>>;
  expect(Object.entries(coverage[file('sum.test.ts')] ?? {}).map(([test, hits]) => [test, Object.keys(hits)])).toEqual([
    ['is nothing of nothing', ['start', 'loop', 'idle']],
    ['of some is theirs', ['start', 'loop', 'minus', 'idle']],
    ['asks nothing', ['start']],
  ]);
  writeFileSync(file('coverage.json'), JSON.stringify(coverage));
  judge.kill();
  judge = start(file('tests.cjs'), file('coverage.json'));
});
afterAll(() => {
  judge.kill();
  rmSync(folder, { recursive: true });
});

it.each([
  ['minus', { status: 'killed', by: 'of some is theirs' }],
  ['start', { status: 'killed', by: 'is nothing of nothing' }],
  ['idle', { status: 'survived' }],
  ['loop', { status: 'timeout' }],
  ['nobody', { status: 'no-coverage' }],
  ['minus', { status: 'killed', by: 'of some is theirs' }],
])('says of %s what the tests do', async (id, said) => {
  const verdict = (await ask({ id, files: [file('sum.test.ts')] })) as { readonly by?: string };
  expect({ ...verdict, ...(verdict.by && { by: verdict.by.replace(`${file('sum.test.ts')} `, '') }) }).toEqual(said);
});
