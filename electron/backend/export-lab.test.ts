import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatNamed, formatNames } from '../../shared/export/format-list.ts';
import { templateNamed } from '../../shared/lab/templates.ts';
import { exporter } from './export-lab.ts';

const assets = mkdtempSync(join(tmpdir(), 'trunkline-assets-'));
beforeAll(async () => {
  const build = new URL('../../build/lib/assets.mjs', import.meta.url).href;
  const { copyAssets } = (await import(build)) as { copyAssets(folder: string): void };
  copyAssets(assets);
});
afterAll(() => rmSync(assets, { recursive: true }));

const text = templateNamed('vlans-two-hosts')?.text ?? '';
const exportLab = exporter(assets);

test.each(formatNames)('a window gets a lab as %s with a name to keep it under', async (format) => {
  const made = await exportLab({ text, format });
  if (!made.ok) throw new Error(made.problems[0]?.message);
  expect(made.value.name).toBe(`vlans-two-hosts.${formatNamed(format).extension}`);
  expect(made.value.content.kind).toBe(formatNamed(format).pixels ? 'base64' : 'text');
});

test('a picture in pixels has two for each of the drawing, in either theme', async () => {
  const svg = await exportLab({ text, format: 'svg' });
  const pictures = await Promise.all(
    (['light', 'dark'] as const).map((theme) => exportLab({ text, format: 'png', theme })),
  );
  const [light, dark] = pictures.map((made) => {
    if (!made.ok || made.value.content.kind !== 'base64') throw new Error('a picture is base64');
    return Buffer.from(made.value.content.base64, 'base64');
  });
  if (!light || !dark || !svg.ok || svg.value.content.kind !== 'text') throw new Error('there are pictures');
  expect(light.subarray(1, 4).toString()).toBe('PNG');
  const [, width = '', height = ''] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg.value.content.text) ?? [];
  expect([light.readUInt32BE(16), light.readUInt32BE(20)]).toEqual([Number(width) * 2, Number(height) * 2]);
  expect(light.equals(dark)).toBe(false);
});

test('a text that is no lab is told what is wrong with it', async () => {
  expect(await exportLab({ text: 'trunkline: 2', format: 'svg' })).toMatchObject({ ok: false });
});
