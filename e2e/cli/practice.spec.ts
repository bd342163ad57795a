/** Practice hosts on the command line, beside what they share with real ones. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { templateNamed } from '../../shared/lab/templates.ts';
import { twoVlans } from '../../shared/verify/testing/two-vlans.ts';
import { trunkline } from '../fixtures/cli.ts';
import { type Home, makeHome } from '../fixtures/home.ts';

let home: Home;
let file: string;
test.beforeEach(() => {
  home = makeHome();
  file = join(home.path, 'lab.yaml');
  writeFileSync(file, templateNamed('macvlan-two-hosts')?.text ?? '');
});
test.afterEach(() => home.dispose());

test('are found by a lab file only', async () => {
  const ran = await trunkline(
    ['destroy', '--lab', 'macvlan-two-hosts', '--host', 'root@192.168.1.11', '--yes', '--practice'],
    home,
  );
  expect(ran.code).toBe(1);
  expect(ran.stderr).toContain('--practice and --lab do not go together');
});

test('what was kept of them and cannot be read is begun anew', async () => {
  expect((await trunkline(['deploy', file, '--practice', '--yes'], home)).code).toBe(0);
  writeFileSync(
    join(home.path, '.local/share/trunkline/practice/macvlan-two-hosts.json'),
    '{"version":1,"hosts":{"docker01"',
  );
  expect((await trunkline(['plan', file, '--practice'], home)).code).toBe(2);
});

test('are as new again when somebody wants them to be, all or one', async () => {
  expect((await trunkline(['deploy', file, '--practice', '--yes'], home)).code).toBe(0);
  const one = await trunkline(['practice', 'reset', file, 'docker01', '--json'], home);
  expect(one).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(one.stdout)).toEqual({ reset: ['docker01'] });
  const plan = await trunkline(['plan', file, '--practice', '--json'], home);
  const { hosts } = JSON.parse(plan.stdout);
  expect(hosts.docker01.changes.length).toBeGreaterThan(0);
  expect(hosts.docker02.changes).toEqual([]);

  const all = await trunkline(['practice', 'reset', file], home);
  expect(all).toMatchObject({ code: 0, stdout: expect.stringContaining('docker01 and docker02 are as new') });
  const unknown = await trunkline(['practice', 'reset', file, 'docker99'], home);
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('has no host docker99') });
});

test('a lab that is not deployed is not pinged, and verify says so', async () => {
  const ran = await trunkline(['verify', file, '--practice', '--json'], home);
  expect(ran.code).toBe(1);
  expect(JSON.parse(ran.stdout)).toMatchObject({ pairs: [], problems: [{ code: 'not-deployed' }] });
  expect(ran.stderr).toContain('macvlan-two-hosts is not deployed');
});

test('a lab without pairs has nothing to ping, and verify says so', async () => {
  writeFileSync(file, 'trunkline: 1\nname: empty\nhosts: { h1: { ssh: { address: 192.168.1.11 } } }\n');
  const ran = await trunkline(['verify', file, '--practice'], home);
  expect(ran).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^Nothing to ping: /) });
});

test('of a lab with too many pairs a covering sample is measured, and says what each stands for', async () => {
  test.setTimeout(180_000);
  writeFileSync(file, twoVlans(4, 26));
  expect((await trunkline(['deploy', file, '--practice', '--yes'], home)).code).toBe(0);
  const told = await trunkline(['verify', file, '--practice', '--json'], home);
  const { pairs, sampled, total } = JSON.parse(told.stdout) as {
    readonly pairs: readonly { readonly from: string; readonly standsFor: number; readonly agrees: boolean }[];
    readonly sampled: boolean;
    readonly total: number;
  };
  expect({ code: told.code, sampled }).toEqual({ code: 0, sampled: true });
  expect(total).toBeGreaterThan(10_000);
  expect(pairs.length).toBeLessThan(1000);
  expect(pairs.reduce((sum, { standsFor }) => sum + standsFor, 0)).toBe(total);
  // Everything pings at least once: 104 containers and four hosts.
  expect(new Set(pairs.map(({ from }) => from)).size).toBe(108);
  expect(pairs.every(({ agrees }) => agrees)).toBe(true);

  const more = await trunkline(['verify', file, '--practice', '--pairs', '400'], home);
  expect(more.stdout).toMatch(/^400 pings: 400 as expected, 0 not;/);
  expect(more.stdout.replaceAll(/\s+/g, ' ')).toContain('Measured 400 of 11,');
});
