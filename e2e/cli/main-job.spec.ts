/** The main job on the command line: both of the article's labs come, ping, stay, change, and go. */
import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { templateNamed } from '../../shared/lab/templates.ts';
import { doneOf, measured, pairOf, pairsOf, planOf } from '../fixtures/cli-json.ts';
import { type LabCli, labClis } from '../fixtures/lab-clis.ts';

function template(id: string): string {
  const found = templateNamed(id);
  if (!found) throw new Error(`no template ${id}`);
  return found.text;
}

async function deploys({ run }: LabCli, changes: (changed: number) => void): Promise<void> {
  const ran = await run('deploy', '--yes', '--json');
  expect(ran.stderr).toBe('');
  expect(ran.code).toBe(0);
  changes(doneOf(ran).changed);
}

async function leavesNothing({ run, inventories }: LabCli, before: unknown): Promise<void> {
  const ran = await run('destroy', '--yes', '--json');
  expect(ran.stderr).toBe('');
  expect(doneOf(ran)).toMatchObject({ ok: true, residue: [] });
  expect(ran.code).toBe(0);
  // Not only by our own word.
  expect(await inventories()).toEqual(before);
}

const some = (changed: number): void => expect(changed).toBeGreaterThan(0);
const none = (changed: number): void => expect(changed).toBe(0);

for (const { name, tag, make } of labClis) {
  test.describe(`on ${name}`, { tag: [...tag] }, () => {
    const cli = make();
    const { file, run } = cli;
    // Seven deploys and verifies of real hosts take a minute where nobody else is at work.
    test.describe.configure({ timeout: 300_000 });

    test('one macvlan network across two hosts', async () => {
      writeFileSync(file(), template('macvlan-two-hosts'));
      const before = await cli.inventories();

      await test.step('deploys', () => deploys(cli, some));
      await test.step('its containers ping each other across hosts', async () => {
        const ran = await run('verify', '--json');
        const pairs = pairsOf(ran);
        expect(measured(pairs, 'docker01/bbox1', 'docker02/bbox2')).toBe('reachable');
        expect(measured(pairs, 'docker02/bbox2', 'docker01/bbox1')).toBe('reachable');
        // A host never reaches macvlan children through their own parent.
        expect(measured(pairs, 'docker01', 'docker01/bbox1')).toBe('unreachable');
        expect(ran.code).toBe(0);
      });
      await test.step('a second deploy changes nothing', () => deploys(cli, none));
      await test.step('nothing is left', () => leavesNothing(cli, before));
    });

    test('the whole article, with images from a registry of its own', async () => {
      writeFileSync(file(), template('whole-article'));
      const before = await cli.inventories();

      await test.step('deploys', () => deploys(cli, some));
      await test.step('every ping is as it should be', async () => {
        const ran = await run('verify', '--json');
        const pairs = pairsOf(ran);
        expect(measured(pairs, 'docker01/bbox10', 'docker02/bbox11')).toBe('reachable');
        expect(measured(pairs, 'docker02/bbox21', 'docker01/bbox10')).toBe('reachable');
        expect(ran.code).toBe(0);
      });
      await test.step('a second deploy changes nothing', () => deploys(cli, none));
      const { shell } = cli;
      if (shell) {
        await test.step('docker02 has the image from the registry of docker01', async () => {
          const image = '192.168.1.11:5000/busybox:v1';
          expect(await shell('docker02', "docker inspect -f '{{.Config.Image}}' bbox11 bbox21")).toBe(
            `${image}\n${image}\n`,
          );
          expect(await shell('docker02', `docker image inspect -f '{{.RepoDigests}}' ${image}`)).toMatch(
            /192\.168\.1\.11:5000\/busybox@sha256:/,
          );
          expect(await shell('docker02', 'cat /etc/docker/daemon.json')).toContain('192.168.1.11:5000');
        });
        await test.step('a registry that lost its image, and settings that lost the registry, are mended', async () => {
          await shell('docker01', 'docker rm -f registry && docker volume rm trunkline-whole-article-registry');
          await shell('docker02', 'rm /etc/docker/daemon.json');
          await deploys(cli, (changed) => expect(changed).toBe(4));
          await deploys(cli, none);
        });
      }
      await test.step('nothing is left', () => leavesNothing(cli, before));
    });

    test('two VLANs with a router between them', async () => {
      writeFileSync(file(), template('vlans-two-hosts'));
      const before = await cli.inventories();

      expect((await run('plan', '--json')).code).toBe(2);
      await test.step('deploys', () => deploys(cli, some));
      await test.step('every container pings every other one, across VLANs by the router', async () => {
        const ran = await run('verify', '--json');
        const pairs = pairsOf(ran);
        const boxes = ['docker01/bbox10', 'docker01/bbox20', 'docker02/bbox11', 'docker02/bbox21'];
        for (const from of boxes) {
          for (const to of boxes)
            if (from !== to) expect(measured(pairs, from, to), `${from} to ${to}`).toBe('reachable');
        }
        expect(ran.code).toBe(0);
      });
      await test.step('a second deploy and a plan change nothing', async () => {
        await deploys(cli, none);
        expect((await run('plan', '--json')).code).toBe(0);
      });
      const { shell } = cli;
      if (shell) {
        await test.step('what somebody took away behind our back is named, and a deploy mends it', async () => {
          await shell('router', 'ip addr del 172.16.20.1/24 dev ens33.20');
          const ran = await run('verify', '--json');
          expect(ran.code).toBe(1);
          expect(pairOf(pairsOf(ran), 'docker01/bbox10', 'docker02/bbox21')).toMatchObject({
            expected: 'reachable',
            measured: 'unreachable',
            agrees: false,
            diagnosis: {
              code: 'not-deployed',
              text: 'router passes packets on but has no route to 172.16.20.21.',
              hint: expect.stringContaining('deploy again'),
            },
          });
          await deploys(cli, (changed) => expect(changed).toBe(1));
          expect((await run('verify', '--json')).code).toBe(0);
        });
      }
      await test.step('another address in the file replaces that container alone', async () => {
        writeFileSync(
          file(),
          template('vlans-two-hosts').replace('mac_net10: 172.16.10.11', 'mac_net10: 172.16.10.12'),
        );
        const { hosts, summary } = planOf(await run('plan', '--json'));
        expect(summary).toEqual({ create: 0, update: 0, replace: 1, delete: 0 });
        expect(hosts.docker02?.changes).toMatchObject([{ action: 'replace', resource: 'container:bbox11' }]);
        await deploys(cli, (changed) => expect(changed).toBe(1));
        const pairs = pairsOf(await run('verify', '--json'));
        expect(measured(pairs, 'docker01/bbox10', 'docker02/bbox11')).toBe('reachable');
      });
      await test.step('without the router VLANs do not meet', async () => {
        const text = template('vlans-two-hosts');
        writeFileSync(
          file(),
          text.replace('forward: true', 'forward: false').replace(/ {6}allow:\n(?: {8}- .*\n)+/, ''),
        );
        await deploys(cli, some);
        const pairs = pairsOf(await run('verify', '--json'));
        expect(measured(pairs, 'docker01/bbox10', 'docker02/bbox21')).toBe('unreachable');
        expect(measured(pairs, 'docker01/bbox10', 'docker02/bbox11')).toBe('reachable');
      });
      await test.step('nothing is left, and what was made by hand still runs', async () => {
        await leavesNothing(cli, before);
        if (shell) {
          const running = await shell('docker01', "docker inspect -f '{{.State.Running}}' trunkline-handmade");
          expect(running).toBe('true\n');
        }
      });
    });
  });
}
