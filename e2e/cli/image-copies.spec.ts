/**
 * Copies of an image to real hosts that break off in the middle: what is told, that nothing of it stays there, that the host works
 * on, and that the next deploy does the rest. TRUNKLINE_FAULTS=all: with a cable that is out until the connection is lost, too.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { savedImages } from '../../electron/store/testing/archives.ts';
import { trunkline } from '../fixtures/cli.ts';
import { doneOf } from '../fixtures/cli-json.ts';
import { asRoot, inventories } from '../fixtures/real-lab.ts';
import { realLabCli } from '../fixtures/real-lab-cli.ts';
import { cut, LAB_HOSTS, mend, shell, up } from '../lab/lab.ts';

const all = process.env.TRUNKLINE_FAULTS === 'all';
const HOST = 'docker02';

const lab = `trunkline: 1
name: copies
segments: { lan: { vlans: all } }
hosts:
  ${HOST}:
    ssh: { address: ${LAB_HOSTS[HOST]}, user: root }
    interfaces: { ens33: { segment: lan, address: ${LAB_HOSTS[HOST]}/24 } }
    containers: { box: { image: 'large:1', command: [/busybox, sleep, '1000'], networks: {} } }
images: { 'large:1': { from: archive, archive: ./large.tar } }
`;

const cli = realLabCli(async ({ run }) => {
  await up();
  await shell(HOST, 'rm -f /var/lib/full.*');
  await run('destroy', '--yes');
});

/** Nothing packs it. */
function makeImage(megabytes: number): void {
  const home = cli.home().path;
  writeFileSync(join(home, 'ballast'), randomBytes(megabytes * 1_000_000));
  const tar = ['-C', '/bin', '-c', 'busybox', '-C', home, 'ballast'];
  const layer = execFileSync('tar', tar, { maxBuffer: 2 ** 30 });
  writeFileSync(join(home, 'large.tar'), savedImages([{ tag: 'large:1', layer }]));
  writeFileSync(cli.file(), lab);
}

/** Images, and what Docker has of those that it was about to take. */
const imagesThere = (): Promise<string> =>
  shell(
    HOST,
    'docker images -aq --no-trunc; ls -A /var/lib/docker/tmp; ls -A /var/lib/docker/image/overlay2/layerdb/tmp',
  );

interface RunEvent {
  readonly type: string;
  readonly host?: string;
  readonly phase?: string;
  readonly sent?: number;
}

test('the disk is full while Docker loads it', { tag: '@lab' }, async () => {
  test.setTimeout(300_000);
  makeImage(60);
  const [before, images] = [await inventories(), await imagesThere()];
  // Room for the archive, and not for what is in it too.
  await shell(
    HOST,
    `free=$(( $(stat -f -c '%f * %S' /) / 1000000 )) && fallocate -l $((free - 90))MB /var/lib/full.1 && docker info >/dev/null`,
  );
  const ran = await cli.run('deploy', '--yes', '--json');
  expect(ran.code).toBe(1);
  expect(ran.stderr).toMatch(new RegExp(`^error: The disk of ${HOST} is full\\.$`, 'm'));
  expect(doneOf(ran)).toMatchObject({ ok: false });
  expect(await imagesThere()).toBe(images);

  await shell(HOST, 'rm /var/lib/full.1');
  expect(doneOf(await cli.run('deploy', '--yes', '--json'))).toMatchObject({ ok: true });
  expect(doneOf(await cli.run('destroy', '--yes', '--json'))).toMatchObject({ ok: true, residue: [] });
  expect(await inventories()).toEqual(before);
});

if (all)
  test('the cable is cut while it is on its way', { tag: '@lab' }, async () => {
    test.setTimeout(600_000);
    makeImage(200);
    const [before, images] = [await inventories(), await imagesThere()];
    let turn: 'copying' | 'cut' | 'mended' = 'copying';
    const done: Promise<unknown>[] = [];
    const ran = await trunkline(['deploy', cli.file(), '--yes', '--json', ...asRoot(cli.home())], cli.home(), {
      onLine(line) {
        const { type, phase, sent = 0 } = JSON.parse(line) as RunEvent;
        if (turn === 'copying' && type === 'step-progress' && sent > 1_000_000) {
          turn = 'cut';
          done.push(cut(HOST));
        } else if (turn === 'cut' && type === 'host-phase' && phase === 'unknown') {
          turn = 'mended';
          done.push(mend(HOST));
        }
      },
    });
    await Promise.all(done);
    expect(turn).toBe('mended');
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(
      new RegExp(`^error: The connection to ${HOST} was lost .* changes stand there\\.$`, 'm'),
    );
    expect(await imagesThere()).toBe(images);

    expect(doneOf(await cli.run('deploy', '--yes', '--json'))).toMatchObject({ ok: true });
    expect(doneOf(await cli.run('destroy', '--yes', '--json'))).toMatchObject({ ok: true, residue: [] });
    expect(await inventories()).toEqual(before);
  });
