/** A lab's registry that speaks HTTPS and asks who it is, on practice hosts: nobody hears its secrets, and nothing of them stays. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { labOf } from '../../shared/lab/testing/examples.ts';
import { lookAtRegistry } from './registry-files.ts';
import { type PracticeLab, practiceLab } from './testing/practice-lab.ts';

const folder = mkdtempSync(join(tmpdir(), 'trunkline-registry-'));
afterAll(() => rmSync(folder, { recursive: true }));
const certificate = (name: string, address: string): void => {
  const words = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=registry -addext subjectAltName=IP:${address}`;
  execFileSync(
    'openssl',
    [...words.split(' '), '-keyout', join(folder, `${name}.key`), '-out', join(folder, `${name}.crt`)],
    {
      stdio: 'ignore',
    },
  );
};
certificate('reg', '192.168.1.11');
certificate('other', '192.168.1.99');

const SECRET = 'a secret that nobody else says';
const text = (more: string): string => `
trunkline: 1
name: closed
segments: { lan: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces: { ens33: { segment: lan, address: 192.168.1.11/24 } }
    containers: { one: { image: "192.168.1.11:5000/busybox:v1", command: sh, networks: { net: 10.1.0.11 } } }
  docker02:
    ssh: { address: 192.168.1.13 }
    interfaces: { ens33: { segment: lan, address: 192.168.1.13/24 } }
    containers: { two: { image: "192.168.1.11:5000/busybox:v1", command: sh, networks: { net: 10.1.0.13 } } }
networks:
  net: { driver: macvlan, subnet: 10.1.0.0/24, gateway: 10.1.0.1, parents: { docker01: ens33, docker02: ens33 } }
registry: { host: docker01, port: 5000, images: [ { image: busybox, as: busybox:v1 } ], ${more} }
`;
const TLS = 'tls: { cert: ./reg.crt, key: ./reg.key }';

let lab: PracticeLab | undefined;
afterEach(() => lab?.close());
const opened = (secret: Parameters<typeof practiceLab>[1] = SECRET): PracticeLab => {
  lab = practiceLab(join(folder, 'lab.yaml'), secret);
  return lab;
};

test.each([TLS, 'user: lab', `${TLS}, user: lab`])(
  '{ %s }: pulled from, quiet the second time, gone with the lab',
  async (more) => {
    const now = opened();
    const own = text(more);
    expect(await now.run(await now.plan(own))).toMatchObject({ outcome: 'done', problems: [] });
    expect((await now.plan(own)).summary).toEqual({ create: 0, update: 0, replace: 0, delete: 0 });
    expect(await now.on(own, 'docker02', 'docker ps --format "{{.Names}} {{.Image}}"')).toContain(
      'two 192.168.1.11:5000/busybox:v1',
    );
    const left = 'ls -A /root/.docker /run | grep -E "config|trunkline"; find /etc/docker -name ca.crt';
    const trusted = more.includes('tls') ? ['/etc/docker/certs.d/192.168.1.11:5000/ca.crt'] : [];
    const found = async (): Promise<readonly string[]> =>
      (await now.on(own, 'docker02', left)).match(/^(?:\/etc\/docker\S+|config\S*|trunkline\S*)/gm) ?? [];
    expect(await found()).toEqual(trusted);
    expect(await now.run(await now.plan(own, 'destroy'))).toMatchObject({ outcome: 'done' });
    expect(now.events.flatMap((event) => (event.type === 'residue' ? event.lines : []))).toEqual([]);
    expect(await found()).toEqual([]);
    const told = JSON.stringify(now.events);
    expect(told).not.toContain(SECRET);
    expect(told).not.toContain('PRIVATE KEY');
  },
);

test.each([
  ['rm', 'it does not have /etc/docker/certs.d/192.168.1.11:5000/ca.crt'],
  ['echo "a: b" >', '/etc/docker/certs.d/192.168.1.11:5000/ca.crt says something else'],
])('a certificate after `%s` by hand is no certificate: seen, and mended by the next deploy', async (by, how) => {
  const now = opened();
  const own = text(TLS);
  expect(await now.run(await now.plan(own))).toMatchObject({ outcome: 'done' });
  await now.on(own, 'docker02', `${by} /etc/docker/certs.d/192.168.1.11:5000/ca.crt`);
  const again = await now.plan(own);
  expect(again.hosts.flatMap(({ changes }) => changes)).toMatchObject([{ action: 'update', kind: 'certificate' }]);
  expect(again.hosts.flatMap(({ standing }) => standing.flatMap((one) => one.how ?? []))).toEqual([how]);
  expect(await now.run(again)).toMatchObject({ outcome: 'done' });
  expect((await now.plan(own)).summary).toEqual({ create: 0, update: 0, replace: 0, delete: 0 });
  expect(await now.run(await now.plan(own, 'destroy'))).toMatchObject({ outcome: 'done' });
  expect(await now.on(own, 'docker02', 'find /etc/docker -name ca.crt')).not.toMatch(/^\/etc/m);
});

test('another password than the one it was set up with is said to be that, and asked for again', async () => {
  let typed = SECRET;
  const now = opened(() => typed);
  const own = text('user: lab');
  expect(await now.run(await now.plan(own))).toMatchObject({ outcome: 'done' });
  const more = own.replaceAll('busybox:v1', 'busybox:v2');
  typed = 'mistyped';
  expect(await now.run(await now.plan(more))).toMatchObject({
    outcome: 'failed',
    problems: [{ code: 'registry-refuses' }],
  });
  typed = SECRET;
  expect(await now.run(await now.plan(more))).toMatchObject({ outcome: 'done' });
  expect(JSON.stringify(now.events)).not.toContain('mistyped');
});

test('without its password nothing is begun', async () => {
  const now = opened(null);
  const ended = await now.run(await now.plan(text('user: lab')));
  expect(ended).toMatchObject({ outcome: 'failed', problems: [{ code: 'registry-no-password' }] });
  expect(now.events.some(({ type }) => type === 'step-started')).toBe(false);
});

test('files that cannot be what is meant are said before anything is done', async () => {
  const looked = async (tls: string): Promise<string | undefined> =>
    (await lookAtRegistry(labOf(text(`tls: ${tls}`)), folder))?.files.problem?.code;
  expect(await looked('{ cert: reg.crt, key: reg.key }')).toBeUndefined();
  expect(await looked('{ cert: reg.crt, key: other.key }')).toBe('registry-certificate-key');
  expect(await looked('{ cert: other.crt, key: other.key }')).toBe('registry-certificate-name');
  expect(await looked('{ cert: none.crt, key: reg.key }')).toBe('registry-certificate-unreadable');
  writeFileSync(join(folder, 'words.crt'), 'words');
  expect(await looked('{ cert: words.crt, key: reg.key }')).toBe('registry-certificate-unreadable');
});
