import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chosenFiles } from './chosen-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chosen-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const dialogs = (open: string | null, save: string | null) => {
  const asked: string[] = [];
  return {
    asked,
    open: async () => {
      asked.push('open');
      return open;
    },
    save: async (suggestedName: string) => {
      asked.push(`save ${suggestedName}`);
      return save;
    },
  };
};

test('a file that the person opened is saved in place, without being asked again', async () => {
  const path = join(folder, 'lab.yaml');
  writeFileSync(path, 'one');
  const person = dialogs(path, null);
  const files = chosenFiles(person, undefined);
  expect(await files.open(undefined)).toMatchObject({ ok: true, value: { path, text: 'one' } });
  expect(await files.save({ path, suggestedName: 'x.yaml', text: 'two' })).toMatchObject({ ok: true, value: { path } });
  expect(readFileSync(path, 'utf8')).toBe('two');
  expect(person.asked).toEqual(['open']);
});

test('the file that the program was started with is known', async () => {
  const path = join(folder, 'lab.yaml');
  writeFileSync(path, 'one');
  const person = dialogs(null, null);
  expect(await chosenFiles(person, path).open(path)).toMatchObject({ ok: true, value: { text: 'one' } });
  expect(person.asked).toEqual([]);
});

test('a path that nobody chose is neither read nor written: the person is asked', async () => {
  const secret = join(folder, 'id_ed25519');
  writeFileSync(secret, 'secret');
  const person = dialogs(null, null);
  const files = chosenFiles(person, undefined);
  expect(await files.open(secret)).toEqual({ ok: true, value: null, warnings: [] });
  const bashrc = join(folder, '.bashrc');
  expect(await files.save({ path: bashrc, suggestedName: 'lab.yaml', text: 'id' })).toMatchObject({ value: null });
  expect(existsSync(bashrc)).toBe(false);
  expect(person.asked).toEqual(['open', 'save lab.yaml']);
});
