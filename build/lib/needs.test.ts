import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { suites } from '../suites.mjs';
import { needs } from './needs.mjs';
import { inRoot } from './paths.mjs';

type Packages = { readonly packages?: readonly string[] };
const packagesOf = (need: string): readonly string[] => (needs as Record<string, Packages>)[need]?.packages ?? [];
const program = (name: string) => name.replace(/-static$/, '');
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
  const packages = (unit?.needs ?? []).flatMap(packagesOf).map(program);
  expect(programs.filter((name) => !packages.includes(name ?? ''))).toEqual([]);
});

test('in CI no suite that tests may skip anything', () => {
  expect(suites.filter(({ reporter, always }) => reporter && !always).map(({ id }) => id)).toEqual([]);
});

test('a machine that has nothing yet can install the packages of all suites at once: none shuts another out', () => {
  const packages = [...new Set(Object.keys(needs).flatMap(packagesOf))];
  expect(packages).toContain('shellcheck');
  const twice = packages.filter((name) => packages.some((other) => other !== name && program(other) === program(name)));
  expect(twice).toEqual([]);
});

test('what runs beside another suite is there for it: that one comes after it', () => {
  const aside = suites.filter(({ beside }) => beside !== undefined);
  expect(aside.map(({ id }) => id)).toEqual(['fuzz']);
  for (const { id, beside } of aside)
    expect(suites.findIndex((suite) => suite.id === beside)).toBeGreaterThan(
      suites.findIndex((suite) => suite.id === id),
    );
});
