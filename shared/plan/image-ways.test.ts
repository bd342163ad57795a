import { expect, test } from 'vitest';
import { labOf } from '../lab/testing/examples.ts';
import { notYet } from '../rules/not-yet.ts';
import { machine } from './testing/hosts.ts';
import { commands, deploy, errors } from './testing/story.ts';

const labWith = (from: string) =>
  labOf(`
trunkline: 1
name: ways
segments: { lan: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces: { ens33: { segment: lan, address: 192.168.1.11/24 } }
    containers: { box: { image: app, networks: { net: 10.1.0.9 } } }
networks: { net: { driver: macvlan, subnet: 10.1.0.0/24, gateway: 10.1.0.1, parents: { docker01: ens33 } } }
images: { "app:latest": { from: ${from} } }
`);

test('an image that its hosts are said to have is never fetched: where it is missing, the plan says so', () => {
  const missing = deploy(labWith('host'), 'docker01', machine('docker01', '192.168.1.11'));
  expect(errors(missing)).toEqual(['image-not-there']);
  expect(commands(missing).some((line) => line.startsWith('docker pull'))).toBe(false);
  expect(commands(deploy(labWith('pull'), 'docker01', machine('docker01', '192.168.1.11')))).toContain(
    'docker pull app',
  );
});

test('what a restart takes away though the lab is to survive it is said, with its place', () => {
  const text = (persist: boolean) => `
trunkline: 1
name: ways
persist: ${persist}
segments: { lan: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces: { ens33: { segment: lan, address: 192.168.1.11/24 }, lab0: { dummy: true, address: 10.9.0.1/24 } }
`;
  expect(notYet.check(labOf(text(false)))).toEqual([]);
  expect(notYet.check(labOf(text(true)))).toMatchObject([
    { code: 'not-yet', severity: 'warning', path: ['hosts', 'docker01', 'interfaces', 'lab0'] },
  ]);
});

test('what is not done yet is said, and nothing else', () => {
  expect(['host', 'pull'].flatMap((from) => notYet.check(labWith(from)))).toEqual([]);
  expect(['registry', 'docker01'].map((from) => notYet.check(labWith(from)).map(({ code }) => code))).toEqual([
    ['not-yet'],
    ['not-yet'],
  ]);
});
