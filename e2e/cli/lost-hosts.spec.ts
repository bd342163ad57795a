/** Hosts that go away in the middle of a deploy: what stands is told as it is, and the next deploy does the rest. */
import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { templateNamed } from '../../shared/lab/templates.ts';
import { type Ran, trunkline } from '../fixtures/cli.ts';
import { doneOf, planOf } from '../fixtures/cli-json.ts';
import { asRoot, bootedAgain, inventories } from '../fixtures/real-lab.ts';
import { realLabCli } from '../fixtures/real-lab-cli.ts';
import { boot, crash, cut, mend, up } from '../lab/lab.ts';

const cli = realLabCli(() => up());

/** So much is still to come on docker02 when it goes away: with two containers alone it is done before the cable is out. */
const more = [31, 32, 33, 34, 35, 36]
  .map((at) => `      bbox${at}: { image: busybox, command: sh, networks: { mac_net10: 172.16.10.${at} } }\n`)
  .join('');
const text = (templateNamed('vlans-two-hosts')?.text ?? '').replace('      bbox21:', `${more}      bbox21:`);
test.beforeEach(() => writeFileSync(cli.file(), text));

interface RunEvent {
  readonly type: string;
  readonly host?: string;
  readonly phase?: string;
  readonly resource?: string;
}

const run = (command: string, ...words: string[]): Promise<Ran> => cli.run(command, '--json', ...words);

/** Deploys, and does each thing once, when docker02 has come that far. */
async function deployWhile(...turns: readonly (readonly [(event: RunEvent) => boolean, () => Promise<unknown>])[]) {
  const left = [...turns];
  const done: Promise<unknown>[] = [];
  const ran = await trunkline(['deploy', cli.file(), '--yes', '--json', ...asRoot(cli.home())], cli.home(), {
    onLine(line) {
      const event = JSON.parse(line) as RunEvent;
      const [reached, turn] = left[0] ?? [];
      if (event.host !== 'docker02' || !reached?.(event)) return;
      left.shift();
      if (turn) done.push(turn());
    },
  });
  await Promise.all(done);
  expect(left, 'what never came about').toEqual([]);
  return ran;
}

const begins =
  (kind: string) =>
  ({ type, resource }: RunEvent): boolean =>
    type === 'step-started' && resource?.startsWith(`${kind}:`) === true;
const isLost = ({ type, phase }: RunEvent): boolean => type === 'host-phase' && phase === 'unknown';

const total = (ran: Ran): number => Object.values(planOf(ran).summary).reduce((sum, count) => sum + count, 0);

/** How many changes a deploy would make now. */
const missingNow = async (): Promise<number> => total(await run('plan'));

async function deploysTheRest(missing: number): Promise<void> {
  const ran = await run('deploy', '--yes');
  expect(ran.code, ran.stderr).toBe(0);
  expect(doneOf(ran).changed).toBe(missing);
  expect((await run('verify')).code).toBe(0);
}

test('a cable that is out for a while', { tag: '@lab' }, async () => {
  test.setTimeout(400_000);
  const before = await inventories();
  const all = await missingNow();
  const ran = await deployWhile([begins('network'), () => cut('docker02')], [isLost, () => mend('docker02')]);
  // The host goes on by itself as far as it can: it is asked what stands, and that is what is told.
  const missing = await missingNow();
  expect(doneOf(ran)).toMatchObject({ ok: missing === 0, changed: all - missing });
  expect(ran.code).toBe(missing === 0 ? 0 : 1);
  if (missing > 0) expect(ran.stderr).toMatch(/^error: The connection to docker02 was lost .* changes stand there\.$/m);

  await deploysTheRest(missing);
  expect(doneOf(await run('destroy', '--yes'))).toMatchObject({ ok: true, residue: [] });
  expect(await inventories()).toEqual(before);
});

test('a host that loses its power', { tag: '@lab' }, async () => {
  test.setTimeout(400_000);
  const before = bootedAgain(await inventories(), 'docker02');
  const ran = await deployWhile([begins('container'), () => crash('docker02')]);
  expect(ran.code).toBe(1);
  expect(doneOf(ran).ok).toBe(false);
  expect(ran.stderr).toMatch(
    /^error: The connection to docker02 was lost, and with it the news of what was done there\.$/m,
  );
  expect(ran.stderr).toMatch(/^ {2}Plan again when it is back/m);

  await boot('docker02');
  await up();
  // Its sub-interfaces at least went with its power.
  const missing = await missingNow();
  expect(missing).toBeGreaterThan(0);
  await deploysTheRest(missing);
  expect(doneOf(await run('destroy', '--yes'))).toMatchObject({ ok: true, residue: [] });
  expect(bootedAgain(await inventories(), 'docker02')).toEqual(before);
});
