import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprint } from './fingerprint.mjs';

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'fingerprint-'));
  mkdirSync(join(base, 'src'));
  writeFileSync(join(base, 'src/a.ts'), 'one');
});
afterEach(() => rmSync(base, { recursive: true }));

test('a checkout that only changes times changes nothing', () => {
  const before = fingerprint(base, ['src']);
  utimesSync(join(base, 'src/a.ts'), 1, 1);
  expect(fingerprint(base, ['src'])).toBe(before);
});

test('an edit, a new file and a renamed file each change it', () => {
  const before = fingerprint(base, ['src']);
  writeFileSync(join(base, 'src/b.ts'), '');
  const added = fingerprint(base, ['src']);
  writeFileSync(join(base, 'src/a.ts'), 'two');
  const edited = fingerprint(base, ['src']);
  expect(new Set([before, added, edited]).size).toBe(3);
});

test('files that do not count are left out, and a folder that is absent is empty', () => {
  const before = fingerprint(base, ['src', 'absent']);
  writeFileSync(join(base, 'src/a.test.ts'), '');
  expect(fingerprint(base, ['src'], (path) => !path.includes('.test.'))).toBe(before);
});
