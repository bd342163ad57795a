/** Every way to log in does the whole job on real hosts, and no password shows anywhere. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { templateNamed } from '../../shared/lab/templates.ts';
import { type Reply, trunklineAtTerminal } from '../fixtures/at-a-terminal.ts';
import { trunkline } from '../fixtures/cli.ts';
import { doneOf, measured, pairsOf } from '../fixtures/cli-json.ts';
import { type Home, makeHome } from '../fixtures/home.ts';
import { asRoot, cleanLab, inventories, knowHosts } from '../fixtures/real-lab.ts';
import { startAgent } from '../fixtures/ssh-agent.ts';
import { labKey, TEACHER_PASSWORD } from '../lab/lab.ts';

const template = templateNamed('macvlan-two-hosts')?.text ?? '';
const asTeacher = template.replaceAll('user: root', 'user: teacher');
const forLogin: Reply = { to: /Password of teacher on docker0[12]: /, type: TEACHER_PASSWORD };
const forSudo: Reply = { to: /Password of teacher for sudo on docker0[12]: /, type: TEACHER_PASSWORD };

let home: Home;
let file: string;
let known: string[];
test.beforeEach(async () => {
  home = makeHome();
  knowHosts(home);
  known = ['--known-hosts', join(home.path, 'known_hosts')];
  file = join(home.path, 'lab.yaml');
  await cleanLab();
});
test.afterEach(() => home.dispose());

/** Deploys, verifies and destroys at a terminal; each command asks what it needs once a host. */
async function doesItAll(questions: readonly string[], replies: readonly Reply[], options: string[]): Promise<void> {
  writeFileSync(file, asTeacher);
  const before = await inventories();
  for (const command of ['deploy', 'verify', 'destroy']) {
    await test.step(command, async () => {
      const words = [command, file, ...(command === 'verify' ? [] : ['--yes']), ...known, ...options];
      const ran = await trunklineAtTerminal(words, home, replies);
      expect(ran.code, ran.stdout).toBe(0);
      expect([...ran.asked].sort()).toEqual([...questions].sort());
      expect(ran.stdout).not.toContain(TEACHER_PASSWORD);
      // Never two at once: what is typed to one host would go to the other as well.
      expect(ran.stdout).not.toMatch(/Password.*Password/);
    });
  }
  expect(await inventories()).toEqual(before);
}

const sudoQuestions = ['docker01', 'docker02'].map((host) => `Password of teacher for sudo on ${host}: `);
const loginQuestions = ['docker01', 'docker02'].map((host) => `Password of teacher on ${host}: `);

test('a key, and a password for sudo', { tag: '@lab' }, async () => {
  await doesItAll(sudoQuestions, [forSudo], ['--key', labKey]);
});

test('a password to log in, and for sudo', { tag: '@lab' }, async () => {
  await doesItAll([...loginQuestions, ...sudoQuestions], [forLogin, forSudo], []);
});

test('an agent that holds the key', { tag: '@lab' }, async () => {
  writeFileSync(file, template);
  const before = await inventories();
  const agent = await startAgent(home, labKey);
  try {
    const run = (command: string, ...words: string[]) =>
      trunkline([command, file, '--json', ...words, ...known], agent.home);
    const deployed = await run('deploy', '--yes');
    expect(deployed.code, deployed.stderr).toBe(0);
    expect(doneOf(deployed).changed).toBeGreaterThan(0);
    const verified = await run('verify');
    expect(verified.code, verified.stderr).toBe(0);
    expect(measured(pairsOf(verified), 'docker01/bbox1', 'docker02/bbox2')).toBe('reachable');
    expect(doneOf(await run('destroy', '--yes'))).toMatchObject({ ok: true, residue: [] });
  } finally {
    await agent.end();
  }
  expect(await inventories()).toEqual(before);
});

test('a password that nobody can be asked for changes nothing', { tag: '@lab' }, async () => {
  writeFileSync(file, asTeacher);
  const before = await inventories();
  const ran = await trunkline(['deploy', file, '--yes', ...asRoot(home)], home);
  expect(ran.code).toBe(1);
  expect(ran.stderr).toMatch(/sudo on docker0[12] wants the password of teacher, and none was given/);
  expect(await inventories()).toEqual(before);
});

test('a wrong password for sudo changes nothing', { tag: '@lab' }, async () => {
  writeFileSync(file, asTeacher);
  const before = await inventories();
  const words = ['deploy', file, '--yes', '--key', labKey, ...known];
  const ran = await trunklineAtTerminal(words, home, [{ ...forSudo, type: 'cheese' }]);
  expect(ran.code).toBe(1);
  expect(ran.stdout).toMatch(/sudo on docker0[12] does not take that password of teacher/);
  expect(ran.stdout).not.toContain('cheese');
  expect(await inventories()).toEqual(before);
});
