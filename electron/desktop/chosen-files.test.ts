import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recentFiles } from '../store/recent-files.ts';
import { chosenFiles as chosen, type FileDialogs } from './chosen-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chosen-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const recent = () => recentFiles(join(folder, 'recent.json'), () => 1);
const chosenFiles = (person: FileDialogs, first: string | undefined) => chosen(person, first, recent());

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

test('what was opened is offered by the next program, with its text, and opened without being asked again', async () => {
  const [path, gone] = [join(folder, 'lab.yaml'), join(folder, 'gone.yaml')];
  writeFileSync(path, 'one');
  writeFileSync(gone, 'two');
  const person = dialogs(gone, null);
  const earlier = chosenFiles(person, path);
  await earlier.open(undefined);
  // It has written down what was opened.
  expect(await earlier.recent?.()).toHaveLength(2);
  rmSync(gone);
  const next = dialogs(null, null);
  const files = chosenFiles(next, undefined);
  expect(await files.save({ path, suggestedName: 'x.yaml', text: 'three' })).toMatchObject({ value: null });
  expect(await files.recent?.()).toEqual([{ path, at: 1, text: 'one' }]);
  expect(await files.open(path)).toMatchObject({ ok: true, value: { path, text: 'one' } });
  expect(await files.save({ path, suggestedName: 'x.yaml', text: 'three' })).toMatchObject({ value: { path } });
  expect(next.asked).toEqual(['save x.yaml']);
});
