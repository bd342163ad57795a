import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { placeWindow, readWindowState, type WindowState, writeWindowState } from './window-state.ts';

const laptop = { x: 0, y: 0, width: 1920, height: 1040 };
const projector = { x: 1920, y: 0, width: 1280, height: 720 };
const onProjector: WindowState = { bounds: { x: 2000, y: 10, width: 1000, height: 700 }, maximized: false };

test('it opens where it was closed', () => {
  expect(placeWindow(onProjector, [laptop, projector])).toEqual(onProjector.bounds);
});

test('once the projector is unplugged, it opens on the screen that is left', () => {
  expect(placeWindow(onProjector, [laptop])).toEqual({ width: 1000, height: 700 });
});

test('a title bar above the screen cannot be taken hold of', () => {
  const above = { ...onProjector, bounds: { x: 100, y: -40, width: 1000, height: 700 } };
  expect(placeWindow(above, [laptop])).toEqual({ width: 1000, height: 700 });
});

test('the first start, and a size that is of no use', () => {
  expect(placeWindow(null, [laptop])).toEqual({ width: 1440, height: 900 });
  const tiny = { ...onProjector, bounds: { x: 10, y: 10, width: 100, height: 80 } };
  expect(placeWindow(tiny, [laptop])).toEqual({ x: 10, y: 10, width: 960, height: 600 });
});

test('what was written is read, and nonsense is ignored', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'window-state-'));
  const file = join(folder, 'window.json');
  expect(await readWindowState(file)).toBeNull();
  await writeWindowState(file, onProjector);
  expect(await readWindowState(file)).toEqual(onProjector);
  for (const nonsense of ['', '[]', '{"bounds":{"x":1e99}}']) {
    writeFileSync(file, nonsense);
    expect(await readWindowState(file)).toBeNull();
  }
  await writeWindowState(join(file, 'through a file.json'), onProjector);
  rmSync(folder, { recursive: true });
});
