import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readWindowState } from '../desktop/window-state.ts';
import { knownHosts } from '../remote/known-hosts.ts';
import { identitiesFor } from '../remote/ssh/identities.ts';
import { person } from '../remote/testing/people.ts';
import { writeAtomically } from './atomic-file.ts';
import { readLabFile, writeLabFile } from './lab-files.ts';
import { readTextIfThere } from './regular-file.ts';

let folder: string;
let socket: Server;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trunkline-files-'));
  execFileSync('mkfifo', [join(folder, 'fifo')]);
  mkdirSync(join(folder, 'folder'));
  writeFileSync(join(folder, 'huge'), '');
  truncateSync(join(folder, 'huge'), 3_000_000_000);
  symlinkSync('fifo', join(folder, 'link'));
  symlinkSync('circle', join(folder, 'circle'));
  socket = createServer().listen(join(folder, 'socket'));
  await new Promise((resolve) => socket.once('listening', resolve));
});
afterAll(() => {
  socket.close();
  rmSync(folder, { recursive: true, force: true });
});

const target = { name: 'docker01', address: '192.0.2.1', port: 22, user: 'root', key: undefined };
const NEVER = AbortSignal.timeout(60_000);

/** Everything that takes a path from a person: what it says of it. */
const readers: Readonly<Record<string, (path: string) => Promise<string>>> = {
  async 'a lab file'(path) {
    const read = await readLabFile(path);
    return read.ok ? 'read' : (read.problems[0]?.message ?? '');
  },
  async 'saving a lab file'(path) {
    const saved = await writeLabFile(path, 'x', 'version');
    return saved.ok ? 'saved' : (saved.problems[0]?.message ?? '');
  },
  async 'a private key'(path) {
    const sources = { home: folder, key: path, agent: undefined };
    const found = await identitiesFor(target, sources, person(), NEVER);
    return found.ok ? 'read' : (found.problems[0]?.message ?? '');
  },
  async 'known hosts of our own'(path) {
    const key = Buffer.from('AAAAC3NzaC1lZDI1NTE5', 'base64');
    return (await knownHosts({ own: path, others: [] }).check(target, key, person()))?.message ?? '';
  },
};

test('where the window was is read from a file, or not at all', async () => {
  for (const name of ['fifo', 'folder', 'huge']) expect(await readWindowState(join(folder, name))).toBeNull();
}, 3_000);

const paths: Readonly<Record<string, readonly [name: string, words: RegExp]>> = {
  'a FIFO': ['fifo', /pipe \(FIFO\)/],
  'a link to a FIFO': ['link', /pipe \(FIFO\)/],
  'a folder': ['folder', /folder/],
  'a socket': ['socket', /socket/],
  'a file of three gigabytes': ['huge', /too large/],
  'links in a circle': ['circle', /circle/],
  'a terminal': ['/dev/tty', /device/],
  'a device without end': ['/dev/zero', /device/],
  'a device that blocks': ['/dev/console', /device|no such/],
  'a path through a file': ['huge/within', /not a folder/],
};

describe.each(Object.entries(readers))('%s', (_title, read) => {
  test.each(Object.entries(paths))(
    'that is %s is refused in a sentence, at once',
    async (_kind, [name, words]) => {
      const said = await read(name.startsWith('/') ? name : join(folder, name));
      expect(said).toMatch(words);
      expect(said).toMatch(/^[^\n]{1,400}\.$/);
    },
    3_000,
  );
});

test('a device is never replaced by a file', async () => {
  await expect(writeAtomically(join(folder, 'fifo'), 'x')).rejects.toThrow('FIFO');
  await expect(writeAtomically('/dev/null', 'x')).rejects.toThrow('device');
});

/** As a user who is nobody in particular, whoever runs the tests. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

test('a file that this user may not write is not replaced by another one, though its folder is writable', async () => {
  const place = mkdtempSync(join(folder, 'protected-'));
  for (const of of [folder, place]) chmodSync(of, 0o777);
  const path = join(place, 'lab.yaml');
  writeFileSync(path, 'as it was', { mode: 0o444 });
  const saved = await asNobody(() => writeLabFile(path, 'otherwise'));
  expect(saved).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining('this user may not') }] });
  expect(readFileSync(path, 'utf8')).toBe('as it was');
});

test('a file keeps its owner, its group and its rights', async () => {
  const path = join(folder, 'somebody-s.yaml');
  writeFileSync(path, 'as it was');
  chmodSync(path, 0o664);
  if (process.getuid?.() === 0) chownSync(path, 12_345, 23_456);
  const { uid, gid, mode } = statSync(path);
  await writeAtomically(path, 'otherwise');
  expect(statSync(path)).toMatchObject({ uid, gid, mode });
});

test('a lab file whose bytes are not UTF-8 is not opened: saved again it would lose them', async () => {
  const path = join(folder, 'latin-1.yaml');
  writeFileSync(path, Buffer.from('trunkline: 1 # für\n', 'latin1'));
  expect(await readLabFile(path)).toMatchObject({
    ok: false,
    problems: [{ message: `${path} could not be read: it is not text in UTF-8.` }],
  });
  const bom = join(folder, 'bom.yaml');
  writeFileSync(bom, '\ufefftrunkline: 1 # für\n');
  expect(await readLabFile(bom)).toMatchObject({ ok: true, value: { text: '\ufefftrunkline: 1 # für\n' } });
});

test('whoever wants it no longer need not wait for a file system that does not answer', async () => {
  writeFileSync(join(folder, 'small'), 'text');
  expect(await readTextIfThere(join(folder, 'small'), { most: 10 })).toBe('text');
  const stopped = AbortSignal.abort(new Error('stopped'));
  await expect(readTextIfThere(join(folder, 'small'), { most: 10, signal: stopped })).rejects.toThrow('stopped');
  const controller = new AbortController();
  const reading = readTextIfThere(join(folder, 'small'), { most: 10, signal: controller.signal });
  controller.abort(new Error('stopped'));
  await expect(reading).rejects.toThrow('stopped');
});

test('a file that says that it is empty is read to its end, within the limit', async () => {
  expect(await readTextIfThere('/proc/version', { most: 10_000 })).toContain('Linux');
  await expect(readTextIfThere('/proc/version', { most: 5 })).rejects.toThrow('too large');
});

test('a write leaves nothing beside the file, and takes away what a killed program left there', async () => {
  const place = mkdtempSync(join(folder, 'beside-'));
  const left = join(place, '.lab.yaml.0123456789ab');
  const fresh = join(place, '.lab.yaml.ba9876543210');
  for (const name of [left, fresh, join(place, '.lab.yaml.notes')]) writeFileSync(name, 'half');
  utimesSync(left, 1, 1);
  await writeAtomically(join(place, 'lab.yaml'), 'whole');
  // The fresh one may belong to a program that is writing now.
  expect(readdirSync(place).sort()).toEqual(['.lab.yaml.ba9876543210', '.lab.yaml.notes', 'lab.yaml']);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'a write that %s ends in the middle leaves no neighbour',
  async (signal) => {
    const place = mkdtempSync(join(folder, 'ended-'));
    const bundle = join(place, 'atomic-file.mjs');
    await build({
      entryPoints: [fileURLToPath(new URL('atomic-file.ts', import.meta.url))],
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: bundle,
    });
    const script = `import { watch } from 'node:fs';
    import { writeAtomically } from ${JSON.stringify(bundle)};
    watch(${JSON.stringify(place)}, () => process.kill(process.pid, '${signal}'));
    await writeAtomically(${JSON.stringify(join(place, 'lab.yaml'))}, Buffer.alloc(200_000_000));
    await writeAtomically(${JSON.stringify(join(place, 'more.yaml'))}, Buffer.alloc(200_000_000));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
    expect(await new Promise((resolve) => child.once('exit', (_, by) => resolve(by)))).toBe(signal);
    expect(readdirSync(place)).toEqual(['atomic-file.mjs']);
  },
);

describe('saving over a file that was changed since it was opened', () => {
  test('is refused, and both versions are kept', async () => {
    const path = join(folder, 'shared.yaml');
    writeFileSync(path, 'ours');
    const opened = await readLabFile(path);
    if (!opened.ok) throw new Error('not opened');
    const saved = await writeLabFile(path, 'ours, edited', opened.value.version);
    expect(saved).toMatchObject({ ok: true });

    writeFileSync(path, 'theirs');
    const refused = await writeLabFile(path, 'ours, edited again', saved.ok ? saved.value.version : '');
    expect(refused).toMatchObject({ ok: false, problems: [{ code: 'file-changed' }] });
    expect(await readTextIfThere(path, { most: 100 })).toBe('theirs');

    const seen = await readLabFile(path);
    expect(await writeLabFile(path, 'ours, edited again', seen.ok ? seen.value.version : '')).toMatchObject({
      ok: true,
    });
  });

  test('is refused to all but the first of those that save at the same moment', async () => {
    const path = join(folder, 'crowded.yaml');
    writeFileSync(path, 'opened by all');
    const opened = await readLabFile(path);
    const before = opened.ok ? opened.value.version : '';
    const texts = Array.from({ length: 12 }, (_, at) => `version ${at}`);
    const saved = await Promise.all(texts.map((text) => writeLabFile(path, text, before)));
    const kept = texts.filter((_, at) => saved[at]?.ok);
    expect(kept).toHaveLength(1);
    expect(await readTextIfThere(path, { most: 100 })).toBe(kept[0]);
    for (const one of saved) if (!one.ok) expect(one.problems[0]?.code).toBe('file-changed');
  });

  test('is no conflict where the other one wrote the same, or took the file away', async () => {
    const path = join(folder, 'same.yaml');
    writeFileSync(path, 'same');
    expect(await writeLabFile(path, 'same', 'older')).toMatchObject({ ok: true });
    rmSync(path);
    expect(await writeLabFile(path, 'again', 'older')).toMatchObject({ ok: true });
  });
});
