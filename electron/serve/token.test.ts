import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptToken } from './token.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'trunkline-token-')), 'serve');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const kept = async (port = 8000, renew = false) => (await keptToken(folder, port, renew)).token;
const path = () => join(folder, '8000.token');

test('is the same on the same port, for its owner alone, until it is renewed', async () => {
  const first = await kept();
  expect(first).toMatch(/^[\w-]{32}$/);
  expect(await kept()).toBe(first);
  expect(await kept(8001)).not.toBe(first);
  expect(statSync(path()).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  const second = await kept(8000, true);
  expect(second).not.toBe(first);
  expect(await kept()).toBe(second);
});

test.each(['others can read it', 'it is a link', 'it is damaged'])('is another when %s', async (what) => {
  const first = await kept();
  if (what === 'others can read it') chmodSync(path(), 0o644);
  else if (what === 'it is damaged') writeFileSync(path(), first.slice(1));
  else {
    rmSync(path());
    writeFileSync(join(folder, 'other'), first, { mode: 0o600 });
    symlinkSync('other', path());
  }
  const second = await kept();
  expect(second).not.toBe(first);
  expect(statSync(path()).mode & 0o777).toBe(0o600);
  expect(await kept()).toBe(second);
});

test('says so when it cannot be kept', async () => {
  writeFileSync(folder, '');
  expect(await keptToken(folder, 8000, false)).toMatchObject({ notKept: expect.stringContaining('folder') });
  expect(await keptToken(undefined, 8000, false)).toMatchObject({ notKept: expect.stringContaining('home') });
});

test('of many ports the last used are kept', async () => {
  for (let port = 9000; port < 9030; port++) await kept(port);
  expect(readdirSync(folder)).toHaveLength(20);
});
