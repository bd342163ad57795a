import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { suites } from '../suites.mjs';
import { needs } from './needs.mjs';
import { inRoot } from './paths.mjs';

const unit = suites.find(({ id }) => id === 'unit');

test('what unit tests ask of the machine, and skip themselves without, is installed for them', () => {
  const asked = execFileSync(
    'grep',
    ['-rhoE', "(here|inPath)\\('[a-z-]+'\\)", 'shared', 'electron', 'renderer', '--include=*.test.ts'],
    {
      cwd: inRoot(),
      encoding: 'utf8',
    },
  );
  const programs = [...new Set([...asked.matchAll(/'([a-z-]+)'/g)].map(([, name]) => name))];
  expect(programs).toContain('shellcheck');
  const packages: readonly string[] = (unit?.needs ?? []).flatMap(
    (need) => (needs as Record<string, { readonly packages?: readonly string[] }>)[need]?.packages ?? [],
  );
  expect(programs.filter((name) => !packages.includes(name ?? ''))).toEqual([]);
});

test('in CI no suite that tests may skip anything', () => {
  expect(suites.filter(({ reporter, always }) => reporter && !always).map(({ id }) => id)).toEqual([]);
});
