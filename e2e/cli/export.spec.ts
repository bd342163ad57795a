/** What is exported is good for what it is meant for, also where the program is not. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { formatNamed, formatNames } from '../../shared/export/format-list.ts';
import { blocksOf, imagesOf } from '../../shared/export/testing/typed.ts';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { wholeArticle } from '../../shared/lab/templates/whole-article.ts';
import { registryImage } from '../../shared/resources/registry-image.ts';
import { trunkline } from '../fixtures/cli.ts';
import { doneOf } from '../fixtures/cli-json.ts';
import { makeHome } from '../fixtures/home.ts';
import { realHosts } from '../fixtures/lab-clis.ts';
import { composeProgram, LAB_HOSTS, type LabHost, labHosts, labKey, shell } from '../lab/lab.ts';

test('every format is written by the program as it is built, and to standard output as it is', async () => {
  const home = makeHome();
  writeFileSync(join(home.path, 'lab.yaml'), vlansTwoHosts.text);
  for (const format of formatNames) {
    const { eachHost, pixels } = formatNamed(format);
    const printed = await trunkline(['export', 'lab.yaml', '--format', format], home);
    expect(printed, `${format}: ${printed.stderr}`).toMatchObject({ code: 0 });
    expect(printed.stdout.length).toBeGreaterThan(1000);
    const written = await trunkline(['export', 'lab.yaml', '--format', format, '--out', format], home);
    expect(written, `${format}: ${written.stderr}`).toMatchObject({ code: 0 });
    if (eachHost) continue;
    const file = readFileSync(join(home.path, format));
    if (pixels) expect(file.subarray(1, 4).toString()).toBe('PNG');
    else expect(file.toString()).toBe(printed.stdout);
  }
  home.dispose();
});

/** A program of this machine, with its own end and words. */
const local = (command: string, words: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(command, [...words], { encoding: 'utf8', timeout: 240_000, env }, (error, stdout, stderr) =>
      error ? reject(new Error(`${command} ${words.join(' ')}:\n${stdout}\n${stderr}`)) : resolve(stdout),
    );
  });

test.describe('on real hosts', { tag: '@lab' }, () => {
  const cli = realHosts();
  test.afterAll(() => shell('docker01', `docker image rm ${registryImage}`));

  for (const { id, text, title } of [vlansTwoHosts, wholeArticle]) {
    test(`the script makes the lab, and leaves what a deploy leaves: ${title}`, async () => {
      writeFileSync(cli.file(), text);
      await withRegistryImage();
      const folder = join(cli.file(), '..');
      const before = await cli.inventories();
      const script = join(folder, 'lab.sh');
      expect(await cli.run('export', '--format', 'script', '--out', script)).toMatchObject({ code: 0 });
      const ssh = ['-i', labKey, '-o', `UserKnownHostsFile=${join(folder, 'known_hosts')}`, '-o', 'BatchMode=yes'];
      await test.step('once, and once more', async () => {
        await local('sh', [script, ...ssh]);
        expect(await local('sh', [script, ...ssh])).toContain('is so already');
      });
      await test.step('there is nothing left to deploy, and every ping does as predicted', async () => {
        const planned = await cli.run('plan');
        expect(planned, planned.stdout).toMatchObject({ code: 0 });
        const verified = await cli.run('verify');
        expect(verified, verified.stdout).toMatchObject({ code: 0 });
      });
      const destroyed = await cli.run('destroy', '--yes', '--json');
      expect(doneOf(destroyed)).toMatchObject({ ok: true, residue: [] });
      expect(await cli.inventories()).toEqual(before);
    });

    test(`the runbook, typed in, makes the lab, and takes it down again: ${title}`, async () => {
      writeFileSync(cli.file(), text);
      await withRegistryImage();
      const before = await cli.inventories();
      const { shell } = cli;
      if (!shell) throw new Error('somebody types');
      const printed = await cli.run('export', '--format', 'runbook');
      expect(printed.code).toBe(0);
      const type = async (heading: '##' | '###'): Promise<void> => {
        for (const [host, blocks] of blocksOf(printed.stdout, heading)) {
          // The lab has no way to a registry elsewhere, and the images are there.
          for (const block of blocks) if (!/^docker pull (?!\d)/.test(block)) await shell(host as LabHost, block);
        }
      };
      await type('##');
      const planned = await cli.run('plan');
      expect(planned, planned.stdout).toMatchObject({ code: 0 });
      const verified = await cli.run('verify');
      expect(verified, verified.stdout).toMatchObject({ code: 0 });
      await type('###');
      const gone = imagesOf(printed.stdout).filter(({ image }) => /^\d/.test(image));
      expect(gone.map(({ host }) => host)).toEqual(id === wholeArticle.id ? ['docker01', 'docker02'] : []);
      for (const { host, typed } of gone) await shell(host as LabHost, typed);
      expect(await cli.inventories()).toEqual(before);
    });
  }

  for (const { id, text, title } of [vlansTwoHosts, wholeArticle]) {
    test(`the compose files make the lab, once the commands at their top are typed: ${title}`, async () => {
      writeFileSync(cli.file(), text);
      await withRegistryImage();
      const folder = join(cli.file(), '..');
      const before = await cli.inventories();
      const { shell } = cli;
      if (!shell) throw new Error('somebody types');
      const type = (host: string, text: string) => shell(host as LabHost, `set -e\n${text}`);
      const out = join(folder, 'compose');
      expect(await cli.run('export', '--format', 'compose', '--out', out)).toMatchObject({ code: 0 });
      const program = await composeProgram();
      const ssh = ['-i', labKey, '-o', `UserKnownHostsFile=${join(folder, 'known_hosts')}`, '-o', 'BatchMode=yes'];
      const inFile = (host: LabHost): string => join(out, `${host}.yaml`);
      const withServices = labHosts.filter((host) => readFileSync(inFile(host), 'utf8').includes('container_name:'));
      const compose = (host: LabHost, ...words: readonly string[]): Promise<string> =>
        throughSsh(host, folder, ssh, (socket) =>
          local(program, ['-p', id, '-f', inFile(host), ...words], {
            ...process.env,
            DOCKER_HOST: `unix://${socket}`,
          }),
        );
      expect(withServices).toEqual(['docker01', 'docker02']);
      for (const host of labHosts) {
        // Compose is this machine's, and what is to be typed by hand is the host's.
        for (const part of commandsOf(readFileSync(inFile(host), 'utf8')).split(/^(docker compose .+\n)/m)) {
          const [, started] = /^docker compose .* up -d (\S+)\n$/.exec(part) ?? [];
          if (started === undefined) await type(host, part);
          else await compose(host, 'up', '-d', started);
        }
        if (withServices.includes(host)) await compose(host, 'up', '-d');
      }
      await test.step('there is nothing left to deploy, and every ping does as predicted', async () => {
        const planned = await cli.run('plan');
        expect(planned, planned.stdout).toMatchObject({ code: 0 });
        const verified = await cli.run('verify');
        expect(verified, verified.stdout).toMatchObject({ code: 0 });
      });
      await Promise.all(withServices.map((host) => compose(host, 'down')));
      // What was typed by hand has to go by hand: the runbook says how.
      const runbook = await cli.run('export', '--format', 'runbook');
      for (const [host, blocks] of blocksOf(runbook.stdout, '###'))
        for (const block of blocks) await type(host, block.replace(/^docker (?:rm|network rm) .*\n/gm, ''));
      for (const { host, image, typed } of imagesOf(runbook.stdout)) if (/^\d/.test(image)) await type(host, typed);
      expect(await cli.inventories()).toEqual(before);
    });
  }
});

/** Of the registry that the article runs, under the name that a host without one would fetch. */
const withRegistryImage = (): Promise<string> => shell('docker01', `docker tag registry:latest ${registryImage}`);

/** What a person types first, from the comment at the top of a host's file; the images from elsewhere are there. */
const commandsOf = (text: string): string =>
  [...text.matchAll(/^# {3}(.+\n)/gm)].map(([, line = '']) => (/^docker pull (?!\d)/.test(line) ? '' : line)).join('');

/** A host's Docker as a socket of this machine, for as long as it is used. */
async function throughSsh<T>(
  host: LabHost,
  folder: string,
  options: readonly string[],
  use: (socket: string) => Promise<T>,
): Promise<T> {
  const socket = join(folder, `${host}.sock`);
  const words = ['-o', 'ExitOnForwardFailure=yes', '-L', `${socket}:/run/docker.sock`, `root@${LAB_HOSTS[host]}`];
  const tunnel = spawn('ssh', [...options, ...words, 'echo open; cat'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = once(tunnel, 'exit');
  try {
    await Promise.race([once(tunnel.stdout, 'data'), gone]);
    return await use(socket);
  } finally {
    tunnel.stdin.end();
    await gone;
    rmSync(socket, { force: true });
  }
}
