import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { bundleProgram } from './typescript-program.mjs';

test('a TypeScript program of several files runs, and each file knows where it stands', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'program-'));
  writeFileSync(join(folder, 'part.ts'), 'export const here: string = import.meta.url;');
  writeFileSync(join(folder, 'whole.ts'), "import { here } from './part.ts'; console.log(here, import.meta.url);");
  const program = await bundleProgram(join(folder, 'whole.ts'));
  const said = execFileSync(process.execPath, [program], { encoding: 'utf8' }).trim();
  expect(said.split(' ')).toEqual(['part.ts', 'whole.ts'].map((name) => pathToFileURL(join(folder, name)).href));
  rmSync(folder, { recursive: true });
  rmSync(program);
});
