/**
 * Copies of an image to real hosts that break off in the middle: what is told, that nothing of it stays there, that the host works
 * on, and that the next deploy does the rest.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { LOOKS_EVERY_S } from '../../shared/plan/unpacked.ts';
import { type Begun, begin, type Ran } from '../fixtures/cli.ts';
import { doneOf } from '../fixtures/cli-json.ts';
import { writeImage } from '../fixtures/image-file.ts';
import { dropOpenLines } from '../fixtures/packets.ts';
import { asRoot } from '../fixtures/real-lab.ts';
import { realLabCli } from '../fixtures/real-lab-cli.ts';
import { cut, inventory, LAB_HOSTS, mend, shell, up } from '../lab/lab.ts';

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
  await shell(HOST, 'rm -f /var/lib/full.* /usr/local/sbin/sleep');
  await run('destroy', '--yes');
});

/** The lab, and its image. */
function makeLab(megabytes: number): void {
  writeImage(join(cli.home().path, 'large.tar'), 'large:1', megabytes);
  writeFileSync(cli.file(), lab);
}

/** Images, and what Docker has of those that it was about to take. */
const imagesThere = (): Promise<string> =>
  shell(
    HOST,
    'docker images -aq --no-trunc; ls -A /var/lib/docker/tmp; ls -A /var/lib/docker/image/overlay2/layerdb/tmp',
  );

/** What the deploy said. @param before the host's inventory */
async function deploysAndGoes(before: string): Promise<Ran> {
  const ran = await cli.run('deploy', '--yes', '--json');
  expect(doneOf(ran)).toMatchObject({ ok: true });
  expect(doneOf(await cli.run('destroy', '--yes', '--json'))).toMatchObject({ ok: true, residue: [] });
  expect(await inventory(HOST)).toEqual(before);
  return ran;
}

interface RunEvent {
  readonly type: string;
  readonly host?: string;
  readonly phase?: string;
  readonly sent?: number;
}

test('the disk is full while Docker loads it', { tag: '@lab' }, async () => {
  test.setTimeout(600_000);
  makeLab(60);
  const [before, images] = [await inventory(HOST), await imagesThere()];
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
  await deploysAndGoes(before);
});

/** Deploys, and does something when a piece of the image has come; `then` is told each event behind it. */
function copying(meanwhile: () => Promise<unknown>, then: (event: RunEvent) => unknown = () => undefined): Copying {
  let turn: Promise<unknown> | undefined;
  const { ended, signal } = begin(['deploy', cli.file(), '--yes', '--json', ...asRoot(cli.home())], cli.home(), {
    onLine(line) {
      const event = JSON.parse(line) as RunEvent;
      if (turn !== undefined) then(event);
      else if (event.type === 'step-progress' && (event.sent ?? 0) > 1_000_000) turn = meanwhile();
    },
  });
  return {
    signal,
    async end() {
      const ran = await ended;
      expect(turn, 'nothing was copied').toBeDefined();
      await turn;
      return ran;
    },
  };
}

interface Copying extends Pick<Begun, 'signal'> {
  end(): Promise<Ran>;
}

test('the cable is cut while it is on its way', { tag: '@lab' }, async () => {
  test.setTimeout(600_000);
  makeLab(60);
  const [before, images] = [await inventory(HOST), await imagesThere()];
  let mended: Promise<unknown> | undefined;
  const ran = await copying(
    () => cut(HOST),
    ({ type, phase }) => {
      if (type === 'host-phase' && phase === 'unknown') mended ??= mend(HOST);
    },
  ).end();
  expect(mended, ran.stderr).toBeDefined();
  await mended;
  expect(ran.code).toBe(1);
  expect(ran.stderr).toMatch(new RegExp(`^error: The connection to ${HOST} was lost .* changes stand there\\.$`, 'm'));
  expect(await imagesThere()).toBe(images);
  await deploysAndGoes(before);
});

/** Looks twelve times as often for signs of life, and so waits five seconds for them instead of a minute: as many looks as ever. */
const HASTY_SLEEP = `case $1 in ${LOOKS_EVERY_S}) set -- ${LOOKS_EVERY_S / 12} ;; esac; exec /bin/sleep "$@"`;

test('this computer is gone without a word while it is on its way', { tag: '@lab' }, async () => {
  test.setTimeout(600_000);
  makeLab(60);
  const [before, images] = [await inventory(HOST), await imagesThere()];
  await shell(
    HOST,
    `printf '%s\n' '#!/bin/sh' '${HASTY_SLEEP}' >/usr/local/sbin/sleep; chmod +x /usr/local/sbin/sleep`,
  );
  let mended: () => Promise<void> = async () => undefined;
  try {
    const program = copying(async () => {
      mended = await dropOpenLines(HOST);
      program.signal('SIGKILL');
    });
    await program.end();
    // Whoever comes next is in nobody's way then.
    await shell(HOST, 'flock -w 60 /var/lib true && rm /usr/local/sbin/sleep');
    expect(await imagesThere()).toBe(images);
    const { stderr } = await deploysAndGoes(before);
    expect(stderr).toMatch(
      /^warning: Trunkline was ended in the middle of a deploy of copies .* is not known on: docker02\.$/m,
    );
  } finally {
    await mended();
  }
});
