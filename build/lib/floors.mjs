/**
 * Which way imports go inside each side. A file imports from its own room, from rooms on the same floor, and from floors below,
 * never upwards; tests may import anything, and nothing but tests imports what is for tests.
 *
 * Why not a rule of the linter: its overrides replace each other, so that each room would repeat all that its side forbids.
 */
import { posix } from 'node:path';

/**
 * From the ground up. A room is a folder or a file, or several that know each other, joined by `+`; the longest that a path begins
 * with is its room. Rooms on one floor do not know each other. Every file has a room, so a new folder is given its floor here.
 *
 * @type {readonly (readonly string[])[]}
 */
export const FLOORS = [
  // shared/
  [
    'shared/shown.ts',
    'shared/nearest.ts',
    'shared/actions.ts',
    'shared/text-mark.ts',
    'shared/per-object.ts',
    'shared/same-value.ts',
    'shared/index-by.ts',
    'shared/markdown',
  ],
  ['shared/printable.ts'],
  ['shared/net'],
  ['shared/problem.ts + shared/first-problems.ts + shared/lab'],
  ['shared/host + shared/machine'],
  ['shared/persist'],
  ['shared/resources'],
  ['shared/plan'],
  ['shared/reach'],
  ['shared/rules'],
  ['shared/verify', 'shared/draw', 'shared/outcome.ts'],
  ['shared/drawing'],
  ['shared/export'],
  ['shared/api.ts'],
  ['shared/wire.ts'],
  // electron/practice/, where a word that is typed becomes an answer
  ['electron/practice/os'],
  ['electron/practice/posix'],
  ['electron/practice/shell', 'electron/practice/docker', 'electron/practice/wires'],
  ['electron/practice/programs'],
  // electron/
  ['electron/clock.ts', 'electron/signals.ts', 'electron/store', 'electron/window-files.ts'],
  ['electron/remote'],
  ['electron/practice/hosts'],
  ['electron/practice/conformance'],
  ['electron/backend'],
  ['electron/serve', 'electron/desktop'],
  ['electron/serve.ts'],
  ['electron/cli'],
  ['electron/cli.ts', 'electron/main.ts', 'electron/preload.ts'],
  // renderer/
  [
    'renderer/actions/keys.ts',
    'renderer/bridge/browser-files.ts',
    'renderer/bridge/port.ts',
    'renderer/store/new-name.ts',
  ],
  [
    'renderer/store + renderer/store/flow/flow-store.ts + renderer/store/flow/notice.ts + renderer/store/flow/target.ts',
  ],
  ['renderer/derived'],
  // What is done with what follows: commands ask for problems before they begin.
  ['renderer/store/flow', 'renderer/store/flashes.ts'],
  ['renderer/bridge', 'renderer/ui'],
  ['renderer/actions'],
  ['renderer/features/search'],
  ['renderer/canvas + renderer/nodes + renderer/edges'],
  [
    'renderer/features/commands',
    'renderer/features/export',
    'renderer/features/moving + renderer/features/palette',
    'renderer/features/outline',
    'renderer/features/practice',
    'renderer/features/problems',
    'renderer/features/questions',
    'renderer/features/removal',
    'renderer/features/reach',
    'renderer/features/terminal',
    'renderer/features/welcome',
    'renderer/features/yaml',
  ],
  ['renderer/features/inspector', 'renderer/features/plan', 'renderer/features/run', 'renderer/features/sheets'],
  ['renderer/features/frame', 'renderer/features/present + renderer/features/topbar'],
  ['renderer/Workspace.tsx'],
  ['renderer/App.tsx'],
  ['renderer/window.tsx'],
  ['renderer/main.tsx'],
];

/** @param {string} path */
const isForTests = (path) => /\.test\.tsx?$|(?:^|\/)testing\//.test(path);

/** The sides. */
const SIDES = [...new Set(FLOORS.flat().map((room) => room.split('/', 1)[0]))];

/** @param {string} path @returns its room and that one's floor */
function placeOf(path) {
  /** @type {{ readonly floor: number; readonly room: string; readonly part: string } | undefined} */
  let place;
  for (const [floor, rooms] of FLOORS.entries()) {
    for (const room of rooms) {
      for (const part of room.split(' + ')) {
        const within = path === part || path.startsWith(`${part}/`);
        if (within && part.length > (place?.part.length ?? 0)) place = { floor, room, part };
      }
    }
  }
  return place;
}

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']*)'/g;

/**
 * @param {string} path of the file, from the top of the repository
 * @param {string} text what is in it
 * @returns {readonly string[]} a sentence for each import that goes the wrong way
 */
export function wrongImports(path, text) {
  if (!SIDES.some((side) => path.startsWith(`${side}/`)) || isForTests(path)) return [];
  const here = placeOf(path);
  if (here === undefined) return [`${path} is in no room: give its folder a floor in build/lib/floors.mjs.`];
  return [...text.matchAll(IMPORT)].flatMap(([, specifier = '']) => {
    const target = posix.join(posix.dirname(path), specifier);
    if (isForTests(target)) return [`${path} imports ${target}, which is for tests only.`];
    const there = placeOf(target);
    if (there === undefined || there.room === here.room || there.floor < here.floor) return [];
    return [`${path} imports ${target}: ${there.part} is not below ${here.part}.`];
  });
}
