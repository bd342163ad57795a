/**
 * What stands in a private registry's way on real hosts: settings of Docker that were there, a flag in its unit, a port that is
 * taken, a Docker that does not come back. Each is told in a sentence, the host works on, and what was there is there to the byte.
 */
import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { doneOf, planOf } from '../fixtures/cli-json.ts';
import { realLabCli } from '../fixtures/real-lab-cli.ts';
import { LAB_HOSTS, type LabHost, reset, shell, up } from '../lab/lab.ts';

const KEEPER = 'docker01';
const PULLER = 'docker02';
const REGISTRY = `${LAB_HOSTS[KEEPER]}:5000`;
const SETTINGS = '/etc/docker/daemon.json';
const DROP_IN = '/etc/systemd/system/docker.service.d';

const host = (name: LabHost, more = ''): string => `  ${name}:
    ssh: { address: ${LAB_HOSTS[name]}, user: root }
    interfaces: { ens33: { segment: lan, address: ${LAB_HOSTS[name]}/24 } }
${more}`;

const lab = `trunkline: 1
name: supplied
segments: { lan: { vlans: all } }
hosts:
${host(KEEPER)}${host(PULLER, `    containers: { box: { image: '${REGISTRY}/busybox:v1', command: sh, networks: {} } }\n`)}
registry: { host: ${KEEPER}, port: 5000, images: [ { image: busybox, as: busybox:v1 } ] }
`;

const cli = realLabCli(async ({ run }) => {
  await run('destroy', '--yes');
  await shell(PULLER, `rm -f ${SETTINGS} /usr/local/sbin/systemctl`);
});

const settings = (): Promise<string> => shell(PULLER, `cat ${SETTINGS} 2>/dev/null || echo none`);
const write = (text: string): Promise<string> =>
  shell(PULLER, `mkdir -p /etc/docker; cat >${SETTINGS} <<'END'\n${text}\nEND`);

async function deploys(): Promise<void> {
  expect(doneOf(await cli.run('deploy', '--yes', '--json'))).toMatchObject({ ok: true });
  expect(await shell(PULLER, "docker inspect -f '{{.Config.Image}} {{.State.Running}}' box")).toBe(
    `${REGISTRY}/busybox:v1 true\n`,
  );
}

async function destroys(): Promise<void> {
  expect(doneOf(await cli.run('destroy', '--yes', '--json'))).toMatchObject({ ok: true, residue: [] });
  expect(await shell(KEEPER, 'docker ps -aq; docker volume ls -q')).toBe('');
}

/** The plan says it before anything is changed. */
async function isRefused(sentence: string): Promise<void> {
  const ran = await cli.run('deploy', '--yes');
  expect(ran.stderr).toContain(sentence);
  expect(ran.code).toBe(1);
  expect(await shell(PULLER, 'ls /var/lib/trunkline 2>/dev/null || true')).toBe('');
}

/** A deploy that had begun says what became of it, and the host's Docker works on. */
async function fails(sentence: string): Promise<void> {
  const ran = await cli.run('deploy', '--yes', '--json');
  expect(ran.stderr).toContain(sentence);
  expect(ran.code).toBe(1);
  expect(doneOf(ran)).toMatchObject({ ok: false });
}

const works = (name: LabHost): Promise<string> => shell(name, 'docker run --rm busybox true');

test.beforeEach(() => writeFileSync(cli.file(), lab));

test('settings of Docker that were there: kept to the byte, or a sentence', { tag: '@lab' }, async () => {
  test.setTimeout(600_000);
  await test.step('a file that is no JSON', async () => {
    await write('{ "debug": true');
    await isRefused(`${SETTINGS} on ${PULLER} is no JSON object`);
    await works(PULLER);
  });
  await test.step('other settings, and another registry', async () => {
    const odd = '{ "debug" : false,\n\t"insecure-registries":["10.9.9.9:5000"]   }\n';
    await write(odd.trimEnd());
    await shell(PULLER, 'systemctl reload docker');
    await deploys();
    const merged = JSON.parse(await settings());
    expect(merged).toEqual({ debug: false, 'insecure-registries': ['10.9.9.9:5000', REGISTRY] });
    expect(planOf(await cli.run('plan', '--json')).summary).toEqual({ create: 0, update: 0, replace: 0, delete: 0 });
    await destroys();
    expect(await settings()).toBe(odd);
  });
});

test.describe('a flag in the unit of Docker', { tag: '@lab' }, () => {
  test.afterEach(() => reset(PULLER));

  test('is recognised and never doubled; beside a file that names registries too it is an error of the plan', async () => {
    test.setTimeout(600_000);
    await shell(
      PULLER,
      `start=$(systemctl cat docker | sed -n 's/^ExecStart=//p' | tail -n 1)
      mkdir -p ${DROP_IN}
      printf '[Service]\\nExecStart=\\nExecStart=%s --insecure-registry ${REGISTRY}\\n' "$start" >${DROP_IN}/flag.conf
      systemctl daemon-reload; systemctl restart docker`,
    );
    await deploys();
    expect(await settings()).toBe('none\n');
    await destroys();
    expect(await settings()).toBe('none\n');
    expect(await shell(PULLER, `cat ${DROP_IN}/flag.conf`)).toContain(`--insecure-registry ${REGISTRY}\n`);

    await write('{ "insecure-registries": [] }');
    await isRefused(`Docker on ${PULLER} was started with --insecure-registry`);
    await works(PULLER);
  });
});

test('a port that is taken, and a Docker that does not come back', { tag: '@lab' }, async () => {
  test.setTimeout(600_000);
  await test.step('something else listens where the registry should', async () => {
    await shell(KEEPER, 'docker run -d --name taken -p 5000:80 busybox httpd -f');
    await fails(`Port 5000 of ${KEEPER} is in use already.`);
    await works(KEEPER);
    // Destroy compares with what was there before: so it runs while that stands.
    expect(doneOf(await cli.run('destroy', '--yes', '--json'))).toMatchObject({ ok: true, residue: [] });
    await shell(KEEPER, 'docker rm -f taken');
  });
  await test.step('Docker ends when it should take its settings anew', async () => {
    await shell(
      PULLER,
      `printf '%s\\n' '#!/bin/sh' 'case $*/$1 in *docker*/reload) exec /bin/systemctl stop docker.socket docker ;; esac; exec /bin/systemctl "$@"' >/usr/local/sbin/systemctl
      chmod +x /usr/local/sbin/systemctl`,
    );
    await fails(`Docker does not answer on ${PULLER}.`);
    await shell(PULLER, 'rm /usr/local/sbin/systemctl; systemctl start docker.socket docker');
    await works(PULLER);
  });
  await test.step('the next deploy does the rest, and nothing is left', async () => {
    await up();
    await deploys();
    await destroys();
    expect(await settings()).toBe('none\n');
  });
});
