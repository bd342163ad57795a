/** Images and registries in exports: what goes to hosts beside the commands is said, and nothing pretends to have it. */
import { expect, test } from 'vitest';
import { labOf } from '../lab/testing/examples.ts';
import { exportRunbook } from './runbook/runbook.ts';
import { exportScript } from './script/script.ts';

const lab = (more: string) =>
  labOf(`
trunkline: 1
name: ways
segments: { lan: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces: { ens33: { segment: lan, address: 192.168.1.11/24 } }
    containers: { one: { image: app, networks: { net: 10.1.0.9 } } }
  docker02:
    ssh: { address: 192.168.1.13 }
    interfaces: { ens33: { segment: lan, address: 192.168.1.13/24 } }
    containers: { two: { image: app, networks: { net: 10.1.0.10 } } }
networks: { net: { driver: macvlan, subnet: 10.1.0.0/24, gateway: 10.1.0.1, parents: { docker01: ens33, docker02: ens33 } } }
${more}
`);
const text = (made: ReturnType<typeof exportScript>): string => {
  if (!made.ok) throw new Error(made.problems[0]?.message);
  return made.value.whole;
};

test('a script wants the image of an archive to be there, and says so', () => {
  const script = text(exportScript(lab('images: { app: { from: archive, archive: ./app.tar } }')));
  expect(script).toContain('# - The image app is not in it: it must be on the hosts that need it before.');
  expect(script).toContain('it has no image app: load it there first, from ./app.tar');
  expect(script).not.toContain('docker load');
});

test('an image that is to be there is taken for there', () => {
  for (const from of ['host', 'docker01'])
    expect(exportScript(lab(`images: { app: { from: ${from} } }`)).ok).toBe(true);
});

test('a registry’s key and password are in no script', () => {
  const closed = text(
    exportScript(
      lab(
        'registry: { host: docker01, port: 5000, images: [ { image: app, as: app:1 } ], tls: { cert: a.crt, key: a.key }, user: lab }',
      ),
    ),
  );
  expect(closed).toContain('this takes a key or a password, which no script has');
});

test('a runbook has the commands that a person types for it', () => {
  const made = exportRunbook(lab('images: { app: { from: archive, archive: ./app.tar } }'));
  expect(text(made)).toContain('docker load -q < ./app.tar');
});
