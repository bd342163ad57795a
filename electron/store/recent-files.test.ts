import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recentFiles } from './recent-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recent-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const clock = (): (() => number) => {
  let time = 0;
  return () => {
    time += 1;
    return time;
  };
};

test('what was opened or saved last is first, once each, eight at most, and there for the next program', async () => {
  const file = join(folder, 'recent.json');
  const recent = recentFiles(file, clock());
  expect(await recent.list()).toEqual([]);
  // Not one after the other: none of them is lost.
  await Promise.all(['a', 'b', 'a', 'c'].map((name) => recent.add(`/labs/${name}.yaml`)));
  expect(await recent.list()).toEqual([
    { path: '/labs/c.yaml', at: 4 },
    { path: '/labs/a.yaml', at: 3 },
    { path: '/labs/b.yaml', at: 2 },
  ]);
  for (let index = 0; index < 20; index += 1) await recent.add(`/labs/${index}.yaml`);
  const next = await recentFiles(file, clock()).list();
  expect(next.map(({ path }) => path)).toEqual([19, 18, 17, 16, 15, 14, 13, 12].map((index) => `/labs/${index}.yaml`));
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('what a stranger left there is nothing, and a place that cannot be written breaks nothing', async () => {
  const file = join(folder, 'recent.json');
  for (const rubbish of ['', '[]', '{"version":1,"files":[{"path":7}]}', 'null']) {
    writeFileSync(file, rubbish);
    expect(await recentFiles(file, clock()).list()).toEqual([]);
  }
  const nowhere = recentFiles(join(file, 'through a file'), clock());
  await nowhere.add('/labs/a.yaml');
  expect(await nowhere.list()).toEqual([]);
});
