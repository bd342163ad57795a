import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FLOORS, wrongImports } from './floors.mjs';
import { inRoot } from './paths.mjs';

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: inRoot(),
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => /\.tsx?$/.test(path) && existsSync(inRoot(path)));

it('finds no import in this repository that goes up a floor', () => {
  expect(tracked.flatMap((path) => wrongImports(path, readFileSync(inRoot(path), 'utf8')))).toEqual([]);
});

it.each([
  ['shared/net/vlan.ts', "import type { Lab } from '../lab/lab.ts';", 'shared/lab is not below shared/net'],
  ['shared/plan/diff.ts', "import { rules } from '../rules/rules.ts';", 'shared/rules is not below shared/plan'],
  ['shared/verify/trace.ts', "import { x } from '../draw/draw.ts';", 'shared/draw is not below shared/verify'],
  ['electron/store/lock.ts', "const a = await import('../backend/x.ts');", 'electron/backend is not below'],
  ['electron/practice/os/machine.ts', "export * from '../docker/engine/engine.ts';", 'electron/practice/docker is not'],
  ['electron/practice/shell/sh.ts', "import { ip } from '../programs/iproute/ip.ts';", 'programs is not below'],
  ['electron/backend/run.ts', "import { x } from './testing/x.ts';", 'for tests only'],
  ['shared/somewhere/new.ts', '', 'is in no room'],
  ['renderer/store/selection.ts', "import { reach } from '../derived/reach.ts';", 'renderer/derived is not below'],
  ['renderer/ui/Mark.tsx', "import { actions } from '../actions/actions.ts';", 'renderer/actions is not below'],
  ['renderer/features/yaml/Yaml.tsx', "import { Run } from '../run/Run.tsx';", 'renderer/features/run is not below'],
  ['renderer/somewhere/New.tsx', '', 'is in no room'],
])('tells of an import in %s that goes up', (path, text, said) => {
  expect(wrongImports(path, text)).toEqual([expect.stringContaining(said)]);
});

it.each([
  ['shared/lab/read.ts', "import { parseCidr } from '../net/ipv4.ts';"],
  ['shared/host/state.ts', "import type { Fact } from '../machine/fact.ts';"],
  ['renderer/nodes/HostNode.tsx', "import { ghosts } from '../canvas/ghosts.ts';"],
  ['renderer/store/flow/commands.ts', "import { problems } from '../../derived/problems.ts';"],
  ['shared/net/vlan.test.ts', "import type { Lab } from '../lab/lab.ts';"],
])('lets %s import downwards, and tests what they like', (path, text) => {
  expect(wrongImports(path, text)).toEqual([]);
});

it('gives floors to rooms that are there', () => {
  const parts = FLOORS.flat().flatMap((room) => room.split(' + '));
  expect(parts.filter((part) => !existsSync(inRoot(part)))).toEqual([]);
});

it('lets the linter find two files that import each other, be it for types only', () => {
  const folder = mkdtempSync(join(tmpdir(), 'circle-'));
  try {
    cpSync(inRoot('.biome.jsonc'), join(folder, 'biome.jsonc'));
    mkdirSync(join(folder, 'shared'));
    writeFileSync(join(folder, 'shared/a.ts'), "import type { B } from './b.ts';\n\nexport type A = B | string;\n");
    writeFileSync(join(folder, 'shared/b.ts'), "import type { A } from './a.ts';\n\nexport type B = A | number;\n");
    const biome = [inRoot('node_modules/@biomejs/biome/bin/biome'), 'lint', '--vcs-enabled=false', '.'];
    const { status, stderr } = spawnSync(process.execPath, biome, { cwd: folder, encoding: 'utf8' });
    expect(stderr).toContain('noImportCycles');
    expect(status).toBe(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
