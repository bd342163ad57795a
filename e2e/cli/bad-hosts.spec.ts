/** Hosts that do not let us work: one clear sentence and what to do, and nothing touched. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { templateNamed } from '../../shared/lab/templates.ts';
import { trunkline } from '../fixtures/cli.ts';
import { type Home, makeHome } from '../fixtures/home.ts';
import { asRoot, cleanLab, inventories, knowHosts } from '../fixtures/real-lab.ts';
import { cut, mend, rekey, reset, shell } from '../lab/lab.ts';

const text = templateNamed('macvlan-two-hosts')?.text ?? '';
const vlans = templateNamed('vlans-two-hosts')?.text ?? '';
let home: Home;
test.beforeEach(async () => {
  home = makeHome();
  await cleanLab();
});
test.afterEach(() => home.dispose());

const deployFails = (lab: string, ...sentences: RegExp[]): Promise<void> =>
  deployFailsWith(asRoot(home), lab, ...sentences);

async function deployFailsWith(login: string[], lab: string, ...sentences: RegExp[]): Promise<void> {
  const before = await inventories();
  const file = join(home.path, 'lab.yaml');
  writeFileSync(file, lab);
  const ran = await trunkline(['deploy', file, '--yes', '--json', ...login], home);
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
  await rekey('docker02', 'back');
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
  // sudo says who has no rights only to those whose password it knows.
  await deployFails(
    text.replaceAll('user: root', 'user: guest'),
    /^error: sudo on docker01 wants the password of guest, and none was given\.$/m,
    /^error: sudo on docker02 wants the password of guest, and none was given\.$/m,
    /^ {2}Give it when asked, log in as root, or let guest use sudo without a password\.$/m,
  );
});

test('a host that refuses the key is named, with what was tried', { tag: '@lab' }, async () => {
  knowHosts(home);
  const strange = join(home.path, 'id_strange');
  await promisify(execFile)('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', strange]);
  await deployFailsWith(
    ['--key', strange, '--known-hosts', join(home.path, 'known_hosts')],
    text,
    /^error: docker01 \(root@192\.168\.1\.11\) does not let us in\. Tried: .*id_strange/m,
    /^error: docker02 \(root@192\.168\.1\.13\) does not let us in\. Tried: .*id_strange/m,
    /authorized_keys .*ssh-copy-id/,
  );
});

test.describe('a host', { tag: '@lab' }, () => {
  test.afterEach(async () => {
    await reset('docker02');
  });

  test('that lacks what the lab needs is told what to install', async () => {
    knowHosts(home);
    await test.step('8021q', async () => {
      // As on the small kernels of clouds; one that an earlier lab had loaded goes too.
      await shell('docker02', 'modprobe -q -r 8021q; rm -r "/lib/modules/$(uname -r)/kernel/net/8021q" && depmod -a');
      await deployFails(
        vlans,
        /^error: The kernel of docker02 \(\S+\) has no 8021q module, which the .* needs\.$/m,
        /^ {2}Install the distribution's full kernel .*"modprobe 8021q"/m,
      );
    });
    await test.step('Docker that runs', async () => {
      await shell('docker02', 'systemctl stop docker.service docker.socket');
      await deployFails(
        text,
        /^error: Docker does not answer on docker02\.$/m,
        /^ {2}Start it .*"systemctl start docker"/m,
      );
    });
    await test.step('Docker', async () => {
      // From Debian 13 on the docker command is a package of its own; one that is not installed is passed over.
      await shell('docker02', 'dpkg --remove docker.io docker-cli');
      await deployFails(text, /^error: docker02 has no Docker, which the .* needs\.$/m, /^ {2}Install Docker there/m);
    });
  });
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
