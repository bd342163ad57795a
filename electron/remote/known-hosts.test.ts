import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { knownHosts } from './known-hosts.ts';
import { knownLine } from './known-hosts-file.ts';
import type { RemoteTarget } from './remote.ts';
import { person, type TestPerson } from './testing/people.ts';

const blob = (type: string, rest: string): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(type.length);
  return Buffer.concat([head, Buffer.from(type + rest)]);
};
const oldKey = blob('ssh-ed25519', 'old');
const newKey = blob('ssh-ed25519', 'new');
const target: RemoteTarget = { name: 'docker01', address: '192.168.1.11', port: 22, user: 'ada', key: undefined };

let folder: string;
let own: string;
let ssh: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trunkline-known-'));
  own = join(folder, 'data', 'known_hosts');
  ssh = join(folder, 'ssh_known_hosts');
});
afterEach(() => rmSync(folder, { recursive: true }));

const line = (key: Buffer): string => knownLine('192.168.1.11', 22, 'ssh-ed25519', key);

test('a host that ssh knows is not asked about, and nothing is written', async () => {
  writeFileSync(ssh, line(oldKey));
  const ada = person();
  expect(await knownHosts({ own, others: [ssh] }).check(target, oldKey, ada)).toBeUndefined();
  expect(ada.asked).toEqual([]);
  expect(readFileSync(ssh, 'utf8')).toBe(line(oldKey));
});

test('a host that ssh knows by another key blocks', async () => {
  writeFileSync(ssh, line(oldKey));
  const problem = await knownHosts({ own, others: [ssh] }).check(target, newKey, person());
  expect(problem?.code).toBe('host-key-changed');
  expect(problem?.hint).toContain(ssh);
});

test('another kind of key is no way around the known one', async () => {
  const known = knownHosts({ own, others: [] });
  await known.check(target, oldKey, person());
  expect((await known.check(target, blob('ssh-rsa', 'other'), person()))?.code).toBe('host-key-changed');
  expect(await known.pinnedTypes(target)).toEqual(['ssh-ed25519']);
});

test('a revoked key is never trusted', async () => {
  writeFileSync(ssh, `@revoked ${line(oldKey)}`);
  expect((await knownHosts({ own, others: [ssh] }).check(target, oldKey, person()))?.code).toBe('host-key-revoked');
});

test('what is revoked in any file is never trusted, whoever else trusts it', async () => {
  const known = knownHosts({ own, others: [ssh], revocations: [join(folder, 'of all users')] });
  await known.check(target, oldKey, person());
  for (const file of [ssh, join(folder, 'of all users')]) {
    writeFileSync(file, `@revoked ${line(newKey)}@revoked * ssh-ed25519 ${oldKey.toString('base64')}\n`);
    const problem = await known.check(target, oldKey, person());
    expect(problem).toMatchObject({ code: 'host-key-revoked', message: expect.stringContaining(file) });
    rmSync(file);
  }
  expect(await known.check(target, oldKey, person())).toBeUndefined();
  // Trust is another matter: what only revocations are looked for in trusts nobody.
  writeFileSync(join(folder, 'of all users'), line(newKey));
  expect((await known.check(target, newKey, person()))?.code).toBe('host-key-changed');
});

test('eight programs that each meet a new host at once keep eight keys', async () => {
  const keys = Array.from({ length: 8 }, (_, index) => blob('ssh-ed25519', `key ${index}`));
  const found = await Promise.all(
    keys.map((key, index) =>
      // Each has turns of its own only.
      knownHosts({ own, others: [] }).check({ ...target, address: `192.168.1.${index}` }, key, person()),
    ),
  );
  expect(found).toEqual(Array(8).fill(undefined));
  expect(readFileSync(own, 'utf8').split('\n').filter(Boolean)).toHaveLength(8);
});

test('two programs that meet a new host at once, and different keys, do not both go on', async () => {
  let both = 0;
  const patient = (): TestPerson => ({
    ...person(),
    async hostKey() {
      both += 1;
      await expect.poll(() => both).toBe(2);
      return true;
    },
  });
  const first = knownHosts({ own, others: [] }).check(target, oldKey, patient());
  const late = {
    ...person(),
    async hostKey() {
      both += 1;
      await first;
      return true;
    },
  };
  const second = await knownHosts({ own, others: [] }).check(target, newKey, late);
  expect(await first).toBeUndefined();
  expect(second?.code).toBe('host-key-changed');
});

test('a line that was cut off by a full disk is not continued', async () => {
  writeFileSync(ssh, line(oldKey).slice(0, -9));
  const known = knownHosts({ own: ssh, others: [] });
  expect(await known.check(target, newKey, person())).toMatchObject({ code: 'host-key-changed' });
  expect(await known.check({ ...target, address: '192.168.1.13' }, newKey, person())).toBeUndefined();
  expect(await known.check({ ...target, address: '192.168.1.13' }, newKey, person())).toBeUndefined();
});

test('two connections to a new host ask once, and both hosts of a lab are kept', async () => {
  const known = knownHosts({ own, others: [] });
  const ada = person();
  const other = { ...target, name: 'docker02', address: '192.168.1.13' };
  await Promise.all([
    known.check(target, oldKey, ada),
    known.check(target, oldKey, ada),
    known.check(other, newKey, ada),
  ]);
  // Which of the two hosts is asked about first is nobody's promise.
  expect(ada.asked.toSorted()).toEqual(['ssh-ed25519 of docker01', 'ssh-ed25519 of docker02']);
  expect(readFileSync(own, 'utf8').split('\n').filter(Boolean)).toHaveLength(2);
});

test('a file that cannot be read or written blocks, in words', async () => {
  writeFileSync(join(folder, 'data'), 'a file where the folder should be');
  const known = knownHosts({ own, others: [] });
  expect(await known.pinnedTypes(target)).toEqual([]);
  expect(await known.check(target, oldKey, person())).toMatchObject({ code: 'known-hosts-unreadable' });
  const nowhere = knownHosts({ own: '/proc/no such folder/known_hosts', others: [] });
  expect(await nowhere.check(target, oldKey, person())).toMatchObject({ code: 'host-key-not-kept' });
});
