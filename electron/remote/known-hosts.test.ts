import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { knownHosts } from './known-hosts.ts';
import { knownLine } from './known-hosts-file.ts';
import type { RemoteTarget } from './remote.ts';
import { person } from './testing/people.ts';

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

test('two connections to a new host ask once, and both hosts of a lab are kept', async () => {
  const known = knownHosts({ own, others: [] });
  const ada = person();
  const other = { ...target, name: 'docker02', address: '192.168.1.13' };
  await Promise.all([
    known.check(target, oldKey, ada),
    known.check(target, oldKey, ada),
    known.check(other, newKey, ada),
  ]);
  expect(ada.asked).toEqual(['ssh-ed25519 of docker01', 'ssh-ed25519 of docker02']);
  expect(readFileSync(own, 'utf8').split('\n').filter(Boolean)).toHaveLength(2);
});

test('a file that cannot be read or written blocks, in words', async () => {
  writeFileSync(join(folder, 'data'), 'a file where the folder should be');
  const known = knownHosts({ own, others: [] });
  expect(await known.pinnedTypes(target)).toEqual([]);
  expect(await known.check(target, oldKey, person())).toMatchObject({ code: 'known-hosts-unreadable' });
  const nowhere = knownHosts({ own: join(folder, 'n'.repeat(250)), others: [] });
  expect(await nowhere.check(target, oldKey, person())).toMatchObject({ code: 'host-key-not-kept' });
});
