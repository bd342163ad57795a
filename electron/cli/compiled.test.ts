import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadProgram, loadToKeep } from './compiled.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trunkline-compiled-'));
  file = join(folder, 'program.cjs');
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Program {
  readonly says: string;
  readonly at: string;
}
const write = (word: string): void =>
  writeFileSync(file, `exports.says = '${word}'; exports.at = __filename; exports.os = require('node:os');`);

test('a program of which nothing was kept runs', () => {
  write('one');
  expect(loadProgram<Program>(file)).toMatchObject({ says: 'one', at: file });
});

test('and the same with what was kept of it', () => {
  write('one');
  const { program, keep } = loadToKeep<Program>(file);
  keep();
  expect(program.says).toBe('one');
  expect(loadProgram<Program>(file)).toMatchObject({ says: 'one', at: file });
});

test('what was kept of another text of the same length is not taken for it', () => {
  write('one');
  loadToKeep(file).keep();
  write('two');
  const later = statSync(`${file}.compiled`).mtimeMs / 1000 + 5;
  utimesSync(file, later, later);
  expect(loadProgram<Program>(file).says).toBe('two');
});

test('nor what is no such thing at all', () => {
  write('one');
  for (const data of ['', 'x'.repeat(1000)]) {
    writeFileSync(`${file}.compiled`, data);
    expect(loadProgram<Program>(file).says).toBe('one');
  }
});
