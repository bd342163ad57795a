/** Hosts that do not let us work: one clear sentence and what to do, and nothing touched. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { templateNamed } from '../../shared/lab/templates.ts';
import { trunkline } from '../fixtures/cli.ts';
import { type Home, makeHome } from '../fixtures/home.ts';
import { asRoot, cleanLab, inventories, knowHosts } from '../fixtures/real-lab.ts';
import { cut, mend, rekey, reset } from '../lab/lab.ts';

const text = templateNamed('macvlan-two-hosts')?.text ?? '';
let home: Home;
test.beforeEach(async () => {
  home = makeHome();
  await cleanLab();
});
test.afterEach(() => home.dispose());

async function deployFails(lab: string, ...sentences: RegExp[]): Promise<void> {
  const before = await inventories();
  const file = join(home.path, 'lab.yaml');
  writeFileSync(file, lab);
  const ran = await trunkline(['deploy', file, '--yes', '--json', ...asRoot(home)], home);
  expect(ran.code).toBe(1);
  for (const sentence of sentences) expect(ran.stderr).toMatch(sentence);
  expect(JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ type: 'done', ok: false, changed: 0 });
  expect(await inventories()).toEqual(before);
}

test('a host that was never seen is not trusted unasked', { tag: '@lab' }, async () => {
  await deployFails(text, /host key that is not known yet: ssh-ed25519 SHA256:/, /--accept-new-host-keys/);
});

test('a host whose key has changed stops everything', { tag: '@lab' }, async () => {
  knowHosts(home);
  await rekey('docker02');
  const file = join(home.path, 'lab.yaml');
  writeFileSync(file, text);
  const ran = await trunkline(['deploy', file, '--yes', '--accept-new-host-keys', ...asRoot(home)], home);
  expect(ran.code).toBe(1);
  expect(ran.stderr.match(/SHA256:/g)?.length).toBeGreaterThanOrEqual(2);
  await reset('docker02');
});

test('a host without its cable is named, and the other one is left alone', { tag: '@lab' }, async () => {
  knowHosts(home);
  await cut('docker02');
  const file = join(home.path, 'lab.yaml');
  writeFileSync(file, text);
  const ran = await trunkline(['deploy', file, '--yes', ...asRoot(home)], home);
  await mend('docker02');
  expect(ran.code).toBe(1);
  expect(ran.stderr).toMatch(/docker02 .*does not answer/);
});

test('a user without rights is told so', { tag: '@lab' }, async () => {
  knowHosts(home);
  await deployFails(text.replaceAll('user: root', 'user: guest'), /guest may not become root|guest/);
});

test('a user with sudo does the whole job', { tag: '@lab' }, async () => {
  knowHosts(home);
  const before = await inventories();
  const file = join(home.path, 'lab.yaml');
  writeFileSync(file, text.replaceAll('user: root', 'user: student'));
  for (const [command, code] of [
    ['deploy', 0],
    ['verify', 0],
    ['destroy', 0],
  ] as const) {
    const ran = await trunkline([command, file, ...(command === 'verify' ? [] : ['--yes']), ...asRoot(home)], home);
    expect(ran.code, `${command}: ${ran.stdout}${ran.stderr}`).toBe(code);
  }
  expect(await inventories()).toEqual(before);
});
