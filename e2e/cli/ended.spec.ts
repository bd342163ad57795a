/** The program is ended in the middle of a deploy on real hosts: by a signal it ends in time, and the next one says what it was at. */
import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { templateNamed } from '../../shared/lab/templates.ts';
import { begin, type Ran } from '../fixtures/cli.ts';
import { doneOf, planOf } from '../fixtures/cli-json.ts';
import { holdDocker, letDocker, nothingRuns } from '../fixtures/held-docker.ts';
import { asRoot, inventories } from '../fixtures/real-lab.ts';
import { realLabCli } from '../fixtures/real-lab-cli.ts';
import { labHosts } from '../lab/lab.ts';

/** What the system gives a program after SIGTERM, and what we promise. */
const IN_TIME_MS = 2_000;

const cli = realLabCli(async ({ run }) => {
  await Promise.all(labHosts.map(async (host) => letDocker(host).then(() => nothingRuns(host))));
  await run('destroy', '--yes');
});
test.beforeEach(() => writeFileSync(cli.file(), templateNamed('macvlan-two-hosts')?.text ?? ''));

const makes = (kind: 'container' | 'network', line: string): boolean =>
  line.includes('"step-started"') && line.includes(`"${kind}:`);

/** Deploys, and sends signals when a container is being made, which takes longer than anybody waits. */
async function endedWhileAtWork(...signals: readonly NodeJS.Signals[]): Promise<Ran & { readonly ms: number }> {
  await holdDocker('docker01');
  let sent = 0;
  const begun = begin(['deploy', cli.file(), '--yes', '--json', ...asRoot(cli.home())], cli.home(), {
    onLine(line) {
      if (sent > 0 || !line.includes('docker01') || !makes('container', line)) return;
      sent = performance.now();
      // Apart from each other: the system makes one of two that come at once.
      for (const [index, signal] of signals.entries()) setTimeout(() => begun.signal(signal), index * 200);
    },
  });
  const ran = await begun.ended;
  expect(sent, ran.stdout + ran.stderr).toBeGreaterThan(0);
  return { ...ran, ms: performance.now() - sent };
}

const missing = async (): Promise<number> =>
  Object.values(planOf(await cli.run('plan', '--json')).summary).reduce((sum, count) => sum + count, 0);

/** The next deploy does the rest, and after a destroy the hosts are as before. */
async function goesOn(): Promise<Ran> {
  await letDocker('docker01');
  await nothingRuns('docker01');
  const again = await cli.run('deploy', '--yes', '--json');
  expect(again.code, again.stderr).toBe(0);
  expect(await missing()).toBe(0);
  return again;
}

for (const signals of [['SIGTERM'], ['SIGINT', 'SIGINT']] as const) {
  test(`ends in time by ${signals.join(' and ')}, whatever a host is doing`, { tag: '@lab' }, async () => {
    const before = await inventories();
    const ran = await endedWhileAtWork(...signals);
    expect(ran.code).not.toBe(0);
    expect(ran.ms).toBeLessThan(IN_TIME_MS);
    test.info().annotations.push({ type: 'ended after', description: `${Math.round(ran.ms)} ms` });
    await goesOn();
    expect(doneOf(await cli.run('destroy', '--yes', '--json'))).toMatchObject({ ok: true, residue: [] });
    expect(await inventories()).toEqual(before);
  });
}

test('a terminal that hangs up stops a deploy after the step that runs', { tag: '@lab' }, async () => {
  await holdDocker('docker01', 'network');
  let hung = false;
  const begun = begin(['deploy', cli.file(), '--yes', '--json', ...asRoot(cli.home())], cli.home(), {
    onLine(line) {
      if (hung || !line.includes('docker01') || !makes('network', line)) return;
      hung = true;
      begun.signal('SIGHUP');
      void letDocker('docker01');
    },
  });
  const ran = await begun.ended;
  expect(ran.code).toBe(1);
  expect(ran.stderr).toMatch(/^Cancelled after \d+ of \d+ changes; plan again to see what stands\.$/m);
});

test('a program that was killed in the middle of a deploy is told of by the next one', { tag: '@lab' }, async () => {
  const before = await inventories();
  const killed = await endedWhileAtWork('SIGKILL');
  expect(killed.code).toBe(null);

  const told =
    /^warning: Trunkline was ended in the middle of a deploy of macvlan-two-hosts that began at [-\d]+ [:\d]+\. How far it came is not known on: docker01, docker02\.$/m;
  await test.step('whatever it is asked for', async () => {
    expect((await cli.run('plan', '--json')).stderr).toMatch(told);
  });
  await test.step('until somebody has seen what stands there', async () => {
    await goesOn();
    expect((await cli.run('plan', '--json')).stderr).not.toContain('in the middle of');
  });
  expect(doneOf(await cli.run('destroy', '--yes', '--json'))).toMatchObject({ ok: true, residue: [] });
  expect(await inventories()).toEqual(before);
});
