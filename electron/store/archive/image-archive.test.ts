/** What is found in archives that a lab names, whoever made them, and what of them goes to hosts. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { fileWords } from '../regular-file.ts';
import { savedImages, tarOf } from '../testing/archives.ts';
import { archiveBytes, lookIntoArchive } from './image-archive.ts';

const folder = mkdtempSync(join(tmpdir(), 'trunkline-archives-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, data: Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, data);
  return path;
};
const never = new AbortController().signal;
const look = (path: string, name = 'app:latest') => lookIntoArchive(path, (tag) => tag === name, never);
const refused = async (path: string, name?: string): Promise<string> =>
  look(path, name).then(
    () => 'taken',
    (error: unknown) => fileWords(error),
  );

async function all(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
}

const app = { tag: 'app:latest', file: 'one' };
const other = { tag: 'other:1', file: 'two' };

test('the same image is the same, packed or not, and whatever else is in the archive', async () => {
  const plain = await look(file('plain.tar', savedImages([app])));
  expect(plain).toMatchObject({ form: 'image' });
  expect(await look(file('packed.tar.gz', gzipSync(savedImages([app]))))).toMatchObject({
    content: plain.content,
    bytes: plain.bytes,
  });
  expect((await look(file('both.tar', savedImages([other, app])))).content).toBe(plain.content);
  expect((await look(file('changed.tar', savedImages([{ ...app, file: 'new' }])))).content).not.toBe(plain.content);
  const set = { ...app, config: { Cmd: ['sh'], Env: null, Labels: {} } };
  expect((await look(file('set.tar', savedImages([set])))).content).toBe(plain.content);
});

test('what goes to a host has the one image under its one name, and is a tar that others read', async () => {
  const found = await look(file('named.tar', savedImages([other, app])));
  const sent = file('sent.tar', await all(archiveBytes(found, 'app')));
  const list = execFileSync('tar', ['-tf', sent], { encoding: 'utf8' }).trim().split('\n');
  expect(list.filter((name) => /manifest|repositories/.test(name))).toEqual(['manifest.json']);
  const manifest = JSON.parse(execFileSync('tar', ['-xOf', sent, 'manifest.json'], { encoding: 'utf8' }));
  expect(manifest).toMatchObject([{ RepoTags: ['app'] }]);
  expect(await look(sent, 'app')).toMatchObject({ form: 'image', content: found.content });
});

test('a root file system goes as it is', async () => {
  const files = tarOf([{ path: 'bin/sh', data: Buffer.from('#!') }]);
  const found = await look(file('root.tar.gz', gzipSync(files)));
  expect(found).toMatchObject({ form: 'files', bytes: files.length });
  expect((await all(archiveBytes(found, 'app'))).equals(files)).toBe(true);
});

test('long paths and links keep their places', async () => {
  const long = `${'d'.repeat(90)}/${'e'.repeat(90)}/layer.tar`;
  const data = savedImages([app]);
  const end = data.length - 1024;
  const path = join(folder, 'long.tar');
  writeFileSync(path, data);
  execFileSync('sh', [
    '-c',
    `mkdir -p "$1/${long.replace(/\/[^/]*$/, '')}" && echo x >"$1/${long}" && ln -s app "$1/link"`,
    'sh',
    folder,
  ]);
  execFileSync('tar', ['--format=pax', '-C', folder, '-rf', path, long, 'link']);
  expect(end).toBeGreaterThan(0);
  const found = await look(path);
  const sent = file('long-sent.tar', await all(archiveBytes(found, 'app')));
  expect(execFileSync('tar', ['-tvf', sent], { encoding: 'utf8' })).toMatch(/link -> app/);
  expect(execFileSync('tar', ['-xOf', sent, long], { encoding: 'utf8' })).toBe('x\n');
});

test('what is no archive of an image is said to be none, in words for it', async () => {
  const whole = savedImages([app]);
  expect(await refused(join(folder, 'missing.tar'))).toBe('there is no such file or folder');
  expect(await refused(folder)).toBe('it is a folder');
  expect(await refused('/dev/zero')).toBe('it is a device, not a file');
  symlinkSync('/dev/zero', join(folder, 'link-to-device'));
  expect(await refused(join(folder, 'link-to-device'))).toBe('it is a device, not a file');
  execFileSync('mkfifo', [join(folder, 'fifo')]);
  expect(await refused(join(folder, 'fifo'))).toBe('it is a pipe (FIFO), not a file');
  expect(await refused(file('words.tar', Buffer.from('hello'.repeat(1000))))).toMatch(/^it is no whole tar/);
  expect(await refused(file('empty.tar', Buffer.alloc(0)))).toMatch(/^it is no whole tar/);
  expect(await refused(file('nothing.tar', Buffer.alloc(10240)))).toMatch(/^it is no whole tar/);
  expect(await refused(file('cut.tar', whole.subarray(0, 2048)))).toMatch(/^it is no whole tar/);
  expect(await refused(file('cut-at-end.tar', whole.subarray(0, -1024)))).toMatch(/^it is no whole tar/);
  expect(await refused(file('cut.tar.gz', gzipSync(whole).subarray(0, -9)))).toMatch(/unexpected end of file/);
  expect(await refused(file('zstd.tar', Buffer.from('28b52ffd00000000', 'hex')))).toMatch(/compressed with zstd/);
  expect(await refused(file('oci.tar', tarOf([{ path: 'oci-layout', data: Buffer.from('{}') }])))).toMatch(/OCI/);
  expect(await refused(file('out.tar', tarOf([{ path: '../out', data: Buffer.from('x') }])))).toMatch(
    /leads out of it/,
  );
  expect(await refused(file('two.tar', savedImages([app, other])), 'third:1')).toMatch(
    /2 images in it and none of that name: "app:latest", "other:1"/,
  );
  const lacking = [{ Config: 'none.json', RepoTags: ['app:latest'], Layers: ['gone/layer.tar'] }];
  expect(
    await refused(file('lacking.tar', tarOf([{ path: 'manifest.json', data: Buffer.from(JSON.stringify(lacking)) }]))),
  ).toBe('it is not whole: it has no layer "gone/layer.tar"');
});

test('a file that was written anew since it was looked at is not sent', async () => {
  const found = await look(file('moving.tar', savedImages([app])));
  file(
    'moving.tar',
    savedImages([{ ...app, file: 'something longer than before, so that it has another size'.repeat(20) }]),
  );
  await expect(all(archiveBytes(found, 'app'))).rejects.toThrow('it has changed since it was looked at');
});
