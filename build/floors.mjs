/** Says which imports go up a floor (`build/lib/floors.mjs`): a part of `npm run lint`. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { wrongImports } from './lib/floors.mjs';
import { inRoot, root } from './lib/paths.mjs';

const paths = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => /\.tsx?$/.test(path) && existsSync(inRoot(path)));
const wrong = paths.flatMap((path) => wrongImports(path, readFileSync(inRoot(path), 'utf8')));
for (const sentence of wrong) console.error(sentence);
if (wrong.length > 0) process.exit(1);
console.log(`${paths.length} files: no import goes up a floor.`);
