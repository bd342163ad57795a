import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { shownMacs } from './shown-macs.ts';

test('keeps the day on which a card was shown first, over programs, and takes a spoilt file for none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shown-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'shown-macs.json');
  const at = (day: string) => shownMacs(path, () => day);
  expect([...(await at('2026-11-29').read())]).toEqual([]);
  await at('2026-11-29').keep(['52:54:00:00:00:0b']);
  await at('2026-11-30').keep(['52:54:00:00:00:0b', '52:54:00:00:00:0d']);
  expect(Object.fromEntries(await at('2026-12-01').read())).toEqual({
    '52:54:00:00:00:0b': '2026-11-29',
    '52:54:00:00:00:0d': '2026-11-30',
  });
  await writeFile(path, '{"cards":{"52:54:00:00:00:0b":"yesterday"}}');
  expect([...(await at('2026-12-01').read())]).toEqual([]);
});

test('keeps what two verifies have shown that end together', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shown-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const shown = shownMacs(join(folder, 'shown-macs.json'), () => '2026-11-29');
  await Promise.all([shown.keep(['52:54:00:00:00:0b']), shown.keep(['52:54:00:00:00:0d'])]);
  expect([...(await shown.read()).keys()]).toEqual(['52:54:00:00:00:0b', '52:54:00:00:00:0d']);
});
