/** Images that are copied to hosts, from what is read here or on another host until Docker has them. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { BackendEvent } from '../../shared/api.ts';
import type { Feed } from '../../shared/machine/feed.ts';
import { systemClock } from '../clock.ts';
import { savedImages, tarOf } from '../store/testing/archives.ts';
import { type CopySource, copies } from './copies.ts';
import { SIGN_BEFORE, SIGN_WITHIN } from './packing.ts';
import { type PracticeLab, practiceLab } from './testing/practice-lab.ts';

async function all(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
}

describe('one source for many hosts', () => {
  const app: Feed = { kind: 'image', image: 'app', from: { kind: 'archive', place: 'app.tar' } };
  const wantedBy = (...hosts: readonly string[]) => hosts.map((host) => ({ feed: app, host }));
  const source = (read: () => AsyncIterable<Uint8Array>) => {
    let times = 0;
    const open = (): CopySource => {
      times += 1;
      return { total: 6, read };
    };
    return { open, times: () => times };
  };
  async function* sixBytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('abc');
    yield Buffer.from('def');
  }

  test('is read once, when all have come for it', async () => {
    const { open, times } = source(sixBytes);
    const feeds = copies(wantedBy('one', 'two', 'three'), open, systemClock);
    const one = feeds.join(app, 'one');
    const first = all(one.bytes);
    expect(times()).toBe(0);
    const two = feeds.join(app, 'two');
    // The third has failed before it needed it.
    feeds.leave(app, 'three');
    const [a, b] = await Promise.all([first, all(two.bytes)]);
    expect(gunzipSync(a).toString()).toBe('abcdef');
    expect(b.equals(a)).toBe(true);
    expect(times()).toBe(1);
    expect(one.progress()).toEqual({ done: 6, total: 6, sent: a.length });
  });

  test('that breaks off gives nobody a whole', async () => {
    const { open } = source(async function* () {
      yield Buffer.alloc(3_000_000, 'abc');
      throw new Error('the disk cannot be read');
    });
    const feeds = copies(wantedBy('one'), open, systemClock);
    const copy = feeds.join(app, 'one');
    const got = await all(copy.bytes);
    expect(copy.trouble()).toMatchObject({ message: 'the disk cannot be read' });
    expect(() => gunzipSync(got)).toThrow();
  });

  test('goes on for the others when one has enough', async () => {
    const { open } = source(async function* () {
      for (let at = 0; at < 50; at += 1) yield Buffer.alloc(100_000, String(at));
    });
    const feeds = copies(wantedBy('one', 'two'), open, systemClock);
    const one = feeds.join(app, 'one');
    const two = feeds.join(app, 'two');
    for await (const _ of one.bytes) break;
    feeds.leave(app, 'one');
    expect(gunzipSync(await all(two.bytes))).toHaveLength(5_000_000);
  });

  /** With what was between two pieces of it. */
  async function taken(bytes: AsyncIterable<Uint8Array>, eachMs = 0): Promise<readonly Uint8Array[]> {
    const parts: Uint8Array[] = [];
    for await (const part of bytes) {
      parts.push(part);
      if (eachMs > 0) await sleep(eachMs);
    }
    return parts;
  }
  const signsIn = (parts: readonly Uint8Array[]): number =>
    parts.filter((part) => part === SIGN_BEFORE || part === SIGN_WITHIN).length;

  test('gives signs of life while others are waited for, and while the source says nothing', async () => {
    const { open } = source(async function* () {
      for (let at = 0; at < 5; at += 1) yield Buffer.alloc(1_000_000, 'abc');
      await sleep(100);
      yield Buffer.from('def');
    });
    const feeds = copies(wantedBy('one', 'two'), open, systemClock, { signMs: 20 });
    const one = feeds.join(app, 'one');
    const parts = taken(one.bytes);
    await sleep(100);
    const before = taken(feeds.join(app, 'two').bytes);
    const [a, b] = [await parts, await before];
    expect(gunzipSync(Buffer.concat(a)).subarray(-4).toString()).toBe('adef');
    expect(gunzipSync(Buffer.concat(b)).equals(gunzipSync(Buffer.concat(a)))).toBe(true);
    expect(signsIn(b)).toBeGreaterThan(0);
    expect(a).toContain(SIGN_BEFORE);
    expect(a).toContain(SIGN_WITHIN);
    // Of the copy itself.
    expect(one.progress().sent).toBe(Buffer.concat(a.filter((part) => signsIn([part]) === 0)).length);
  });

  const tenMegabytes = () =>
    source(async function* () {
      for (let at = 0; at < 40; at += 1) yield randomBytes(250_000);
    });

  test('leaves nobody behind who takes something, however slowly', async () => {
    const feeds = copies(wantedBy('one'), tenMegabytes().open, systemClock, { stalledMs: 600 });
    const { bytes } = feeds.join(app, 'one');
    expect(gunzipSync(Buffer.concat(await taken(bytes, 200)))).toHaveLength(10_000_000);
  });

  test('leaves behind who takes nothing', async () => {
    const feeds = copies(wantedBy('one', 'two'), tenMegabytes().open, systemClock, { stalledMs: 600 });
    const [one, two] = [feeds.join(app, 'one'), feeds.join(app, 'two')];
    await one.bytes[Symbol.asyncIterator]().next();
    expect(gunzipSync(Buffer.concat(await taken(two.bytes)))).toHaveLength(10_000_000);
  });
});

describe('on practice hosts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trunkline-copies-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let lab: PracticeLab | undefined;
  afterEach(() => lab?.close());
  const opened = (): PracticeLab => {
    lab = practiceLab(join(folder, 'lab.yaml'));
    return lab;
  };

  const text = (images: string, image = 'app'): string => `
trunkline: 1
name: copies
segments: { lan: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces: { ens33: { segment: lan, address: 192.168.1.11/24 } }
    containers: { one: { image: ${image}, command: sh, networks: { net: 10.1.0.11 } } }
  docker02:
    ssh: { address: 192.168.1.13 }
    interfaces: { ens33: { segment: lan, address: 192.168.1.13/24 } }
    containers: { two: { image: ${image}, command: sh, networks: { net: 10.1.0.13 } } }
networks:
  net: { driver: macvlan, subnet: 10.1.0.0/24, gateway: 10.1.0.1, parents: { docker01: ens33, docker02: ens33 } }
images: { ${images} }
`;
  const copiesOf = (plan: Awaited<ReturnType<PracticeLab['plan']>>): string[] =>
    plan.hosts.flatMap(({ host, changes }) =>
      changes.flatMap(({ kind, action, summary }) => (kind === 'image' ? [`${host} ${action} ${summary}`] : [])),
    );
  const progress = ({ events }: PracticeLab) =>
    events.filter((event): event is Extract<BackendEvent, { type: 'step-progress' }> => event.type === 'step-progress');

  test('an archive is sent, runs, is not sent again, is replaced by a newer one, and goes without residue', async () => {
    const now = opened();
    const lab = text('app: { from: archive, archive: ./app.tar }');
    const archive = join(folder, 'app.tar');
    writeFileSync(archive, savedImages([{ tag: 'elsewhere:9', file: 'x'.repeat(2_000_000) }]));
    const plan = await now.plan(lab);
    expect(copiesOf(plan)).toEqual([
      'docker01 create Copy the image app from ./app.tar (2 MB before compression).',
      'docker02 create Copy the image app from ./app.tar (2 MB before compression).',
    ]);
    expect(plan.hosts[0]?.changes.find(({ kind }) => kind === 'image')).toMatchObject({
      bytes: expect.any(Number),
      commands: expect.arrayContaining(['docker load -q < ./app.tar']),
    });
    expect(await now.run(plan)).toMatchObject({ outcome: 'done', problems: [] });
    const last = progress(now).at(-1);
    expect(last?.done).toBe(last?.total);
    expect(await now.on(lab, 'docker01', 'docker images --format "{{.Repository}}:{{.Tag}}"')).toMatch(
      /^app:latest\r$/m,
    );
    expect((await now.plan(lab)).summary).toEqual({ create: 0, update: 0, replace: 0, delete: 0 });

    writeFileSync(archive, savedImages([{ tag: 'app:latest', file: 'newer' }]));
    const newer = await now.plan(lab);
    expect(copiesOf(newer)[0]).toBe(
      'docker01 replace Replace the image app: it has other layers than that from ./app.tar.',
    );
    expect(await now.run(newer)).toMatchObject({ outcome: 'done' });
    expect((await now.plan(lab)).summary).toMatchObject({ create: 0, replace: 0 });

    expect(await now.run(await now.plan(lab, 'destroy'))).toMatchObject({ outcome: 'done' });
    expect(now.events.flatMap((event) => (event.type === 'residue' ? event.lines : []))).toEqual([]);
  });

  test('one that somebody stops in the middle leaves nothing of it', async () => {
    const now = opened();
    const lab = text('app: { from: archive, archive: ./large.tar }');
    writeFileSync(join(folder, 'large.tar'), savedImages([{ tag: 'app:latest', file: randomBytes(60_000_000) }]));
    const started = await now.backend.run({ plan: (await now.plan(lab)).id });
    if (!started.ok) throw new Error(started.problems[0]?.message);
    await expect.poll(() => progress(now).length, { timeout: 20_000 }).toBeGreaterThan(0);
    await now.backend.cancel({ activity: started.value.activity });
    expect(await now.end(started)).toMatchObject({ outcome: 'cancelled' });
    expect(copiesOf(await now.plan(lab))).toHaveLength(2);
    expect(await now.on(lab, 'docker01', 'docker images')).not.toMatch(/^app/m);
  });

  test('a root file system is imported, once', async () => {
    const now = opened();
    const lab = text('app: { from: archive, archive: ./root.tar }');
    writeFileSync(join(folder, 'root.tar'), tarOf([{ path: 'bin/sh', data: Buffer.from('#!') }]));
    expect(await now.run(await now.plan(lab))).toMatchObject({ outcome: 'done', problems: [] });
    expect((await now.plan(lab)).summary).toEqual({ create: 0, update: 0, replace: 0, delete: 0 });
  });

  test('another host gives it, and both then have the same', async () => {
    const now = opened();
    const lab = text('"busybox:mine": { from: docker01 }', 'busybox:mine');
    expect((await now.plan(lab)).hosts.flatMap(({ problems }) => problems.map(({ code }) => code))).toEqual([
      'image-not-there',
      'image-source-without',
    ]);
    await now.on(lab, 'docker01', 'docker tag busybox busybox:mine; docker images');
    const plan = await now.plan(lab);
    expect(copiesOf(plan)).toEqual([
      expect.stringMatching(/^docker02 create Copy the image busybox:mine from docker01 \(.* before compression\)\.$/),
    ]);
    expect(await now.run(plan)).toMatchObject({ outcome: 'done', problems: [] });
    expect(progress(now).at(-1)?.sent).toBeGreaterThan(0);
    expect((await now.plan(lab)).summary).toEqual({ create: 0, update: 0, replace: 0, delete: 0 });
  });

  test('somebody else’s image of that name is left alone', async () => {
    const now = opened();
    const lab = text('busybox: { from: archive, archive: ./other.tar }', 'busybox');
    writeFileSync(join(folder, 'other.tar'), savedImages([{ tag: 'busybox:latest', file: 'another' }]));
    const { hosts } = await now.plan(lab);
    expect(hosts.map(({ problems }) => problems.map(({ code }) => code))).toEqual([['image-taken'], ['image-taken']]);
  });

  test('what is no archive is said before anything is done', async () => {
    const now = opened();
    const { hosts } = await now.plan(text('app: { from: archive, archive: ./none.tar }'));
    expect(hosts[0]?.problems).toMatchObject([
      {
        severity: 'error',
        code: 'archive-unreadable',
        message: 'The image app cannot be had from "./none.tar": there is no such file or folder.',
      },
    ]);
    const homeless = practiceLab(undefined);
    const unsaved = await homeless.plan(text('app: { from: archive, archive: ./none.tar }'));
    await homeless.close();
    expect(unsaved.hosts[0]?.problems).toMatchObject([{ code: 'archive-no-folder' }]);
  });
});
