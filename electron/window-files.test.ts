import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { windowFile } from './window-files.ts';

let base: string;
let folder: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'window-files-'));
  folder = join(base, 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets/main.js'), 'true;');
  writeFileSync(join(base, 'secret.js'), 'secret');
  mkdirSync(join(base, 'renderer-other'));
  writeFileSync(join(base, 'renderer-other/secret.js'), 'secret');
});
afterEach(() => rmSync(base, { recursive: true }));

test('the top is index.html, and files have the type that a browser wants', async () => {
  expect(await windowFile(folder, '/')).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
  expect(await windowFile(folder, '/assets/main.js')).toMatchObject({
    status: 200,
    type: 'text/javascript; charset=utf-8',
  });
});

test('what the build has compressed is sent as the browser can unpack it, and hashed files last', async () => {
  writeFileSync(join(folder, 'assets/main.js.br'), 'brotli');
  writeFileSync(join(folder, 'assets/main.js.gz'), 'gzip');
  const sent = async (path: string, accepted?: string) => {
    const { body, encoding, lasting } = await windowFile(folder, path, accepted);
    return [body.toString(), encoding, lasting];
  };
  expect(await sent('/assets/main.js', 'gzip, deflate, br')).toEqual(['brotli', 'br', true]);
  expect(await sent('/assets/main.js', 'gzip;q=1.0, br;q=0')).toEqual(['gzip', 'gzip', true]);
  expect(await sent('/assets/main.js')).toEqual(['true;', undefined, true]);
  expect(await sent('/', 'br')).toEqual(['<!doctype html>', undefined, false]);
  expect((await windowFile(folder, '/assets/main.js.br', 'br')).status).toBe(404);
});

test.each([
  '/../secret.js',
  '/..%2fsecret.js',
  '/%2e%2e/secret.js',
  '/assets/../../secret.js',
  '/../renderer-other/secret.js',
  '/index.html%00',
  '/%',
  '/assets',
  '/absent.js',
])('%s is not found', async (pathname) => {
  expect((await windowFile(folder, pathname)).status).toBe(404);
});
