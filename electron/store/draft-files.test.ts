import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { draftFiles } from './draft-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trunkline-drafts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const draft = { id: 'd-1', name: 'lab', text: 'trunkline: 1\n' };

test('a draft is there again for a program that is started later, until somebody drops it', async () => {
  await draftFiles(folder, () => 1000).keep(draft);
  const later = draftFiles(folder, () => 2000);
  expect(await later.list()).toEqual([{ ...draft, keptAt: 1000 }]);
  await later.drop('d-1');
  expect(await later.list()).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});

test('the newest come first, and the oldest go when there are too many or nobody came for them', async () => {
  let now = 0;
  const drafts = draftFiles(folder, () => now);
  for (let at = 1; at <= 25; at += 1) {
    now = at;
    await drafts.keep({ ...draft, id: `d-${at}` });
  }
  const kept = await drafts.list();
  expect(kept.map(({ id }) => id).slice(0, 2)).toEqual(['d-25', 'd-24']);
  expect(kept).toHaveLength(20);
  now = 100 * 24 * 3_600_000;
  expect(await drafts.list()).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});

test('what is no draft is none, and other files are left alone', async () => {
  writeFileSync(join(folder, 'd-9.json'), '{"half');
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  expect(await draftFiles(folder, () => 0).list()).toEqual([]);
  expect(readdirSync(folder)).toEqual(['notes.txt']);
});
