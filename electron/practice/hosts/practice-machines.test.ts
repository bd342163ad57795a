import { execFileSync, spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { labOfTemplate } from '../../../shared/lab/testing/examples.ts';
import { type Problem, problem, success } from '../../../shared/problem.ts';
import type { Machine } from '../os/machine.ts';
import { textInput } from '../os/processes/pipe.ts';
import { tasksOf } from '../os/processes/tasks.ts';
import { releases } from '../os/releases.ts';
import { execute } from '../shell/execute.ts';
import { type KeptHosts, type KeptLabs, keptLabs } from './kept-labs.ts';
import { practiceMachines } from './practice-machines.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trunkline-practice-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lab = labOfTemplate('macvlan-two-hosts');

async function hostOf(machines: ReturnType<typeof practiceMachines>): Promise<Machine> {
  const found = await machines.of(lab);
  const machine = found.ok ? found.value.get('docker01') : undefined;
  if (machine === undefined) throw new Error('there is no docker01');
  return machine;
}

async function type(machine: Machine, line: string): Promise<string> {
  let said = '';
  const screen = {
    async write(text: string) {
      said += text;
    },
  };
  const user = { name: 'root', uid: 0 };
  await execute(line, { machine, user, env: {}, cwd: '/root', stdin: textInput(''), stdout: screen, stderr: screen });
  return said;
}

test('what was done to a practice host is there at the next start of the program', async () => {
  const first = practiceMachines(keptLabs(folder));
  const host = await hostOf(first);
  await type(host, 'ip link add link ens33 name ens33.10 type vlan id 10; echo mine > /root/note');
  await type(host, 'docker run -d --name loop --restart always busybox sh -c "while true; do sleep 1; done"');
  const before = host.state();
  await first.close();

  const second = practiceMachines(keptLabs(folder));
  const again = await hostOf(second);
  expect(again.state()).toEqual(before);
  expect(await type(again, 'cat /root/note; docker ps --format "{{.Names}}"')).toBe('mine\nloop\n');
  await second.close();
});

/** Another program that has taken the lab's lock; killed, it can give nothing back. */
async function otherProgram(): Promise<{ kill(): Promise<void> }> {
  const source = readFileSync(fileURLToPath(new URL('../../store/lock.ts', import.meta.url)), 'utf8');
  const { code } = await transform(source, { loader: 'ts', format: 'esm' });
  const name = `practice ${realpathSync(folder)} ${lab.name}`;
  const script = `${code}\nconsole.log(await takeLock(${JSON.stringify(name)})); setInterval(() => {}, 1000)`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return {
    async kill() {
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('exit', resolve));
    },
  };
}

test('a host is the release that was chosen when it came to be, whatever is chosen later, until it is made anew', async () => {
  const first = practiceMachines(keptLabs(folder), { release: releases.trixie });
  expect(await type(await hostOf(first), 'docker --version')).toContain('26.1.5');
  await first.close();
  const second = practiceMachines(keptLabs(folder), { release: releases.forky });
  expect(await type(await hostOf(second), 'docker --version')).toContain('26.1.5');
  expect(await second.reset(lab, 'docker01')).toMatchObject({ ok: true });
  expect(await type(await hostOf(second), 'docker --version; . /etc/os-release; echo $PRETTY_NAME')).toMatch(
    /28\.5.*\n.*forky/,
  );
  const others = await second.of(lab);
  expect(others.ok && (await type(others.value.get('docker02') as Machine, 'docker --version'))).toContain('26.1.5');
  await second.close();
});

test('a lab has its practice hosts in one program at a time, however that one ends', async () => {
  const other = await otherProgram();
  const refused = { ok: false, problems: [{ code: 'practice-in-use' }] };
  expect(await practiceMachines(keptLabs(folder)).of(lab)).toMatchObject(refused);
  await other.kill();
  const mine = practiceMachines(keptLabs(folder));
  expect(await mine.of(lab)).toMatchObject({ ok: true });
  expect(await practiceMachines(keptLabs(folder)).of(lab)).toMatchObject(refused);
  await mine.close();
  const next = practiceMachines(keptLabs(folder));
  expect(await next.of(lab)).toMatchObject({ ok: true });
  await next.close();
});

test('what runs on them ends with them, and does not start again', async () => {
  const machines = practiceMachines(keptLabs(folder));
  const host = await hostOf(machines);
  await type(host, 'docker run -d --restart always busybox sh -c "while true; do sleep 0.05; done"');
  expect(tasksOf(host)).not.toEqual([]);
  await machines.close();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(tasksOf(host)).toEqual([]);
});

/** Writing takes until the test says how it ended. */
function slowly(): KeptLabs & { readonly ends: ((problem?: Problem) => void)[]; readonly calls: string[] } {
  const [ends, calls]: [((problem?: Problem) => void)[], string[]] = [[], []];
  return {
    ends,
    calls,
    take: async () => success({}),
    setAside: async () => FULL,
    save: (_lab, hosts) => {
      calls.push(/dum\d/.exec(JSON.stringify(hosts))?.[0] ?? 'nothing');
      return new Promise((resolve) => ends.push(resolve));
    },
    leave: () => void calls.push('left'),
  };
}
const FULL = problem({ code: 'practice-not-kept', message: 'The disk is full.', hint: 'Make room.' });

test('what is still being put away at the end is waited for, and what came of it is told', async () => {
  const kept = slowly();
  const machines = practiceMachines(kept);
  await type(await hostOf(machines), 'ip link add dum0 type dummy');
  await vi.waitFor(() => expect(kept.calls).toEqual(['dum0']), 5_000);
  const closed = machines.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(kept.calls).toEqual(['dum0']);
  kept.ends[0]?.(FULL);
  expect(await closed).toEqual([FULL]);
  expect(kept.calls).toEqual(['dum0', 'left']);
});

test('what is put away later is written later', async () => {
  const kept = slowly();
  const machines = practiceMachines(kept);
  const host = await hostOf(machines);
  await type(host, 'ip link add dum0 type dummy');
  await vi.waitFor(() => expect(kept.calls).toEqual(['dum0']), 5_000);
  await type(host, 'ip link del dum0; ip link add dum1 type dummy');
  const closed = machines.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(kept.calls).toEqual(['dum0']);
  kept.ends[0]?.();
  await vi.waitFor(() => expect(kept.calls).toEqual(['dum0', 'dum1']), 5_000);
  kept.ends[1]?.();
  expect(await closed).toEqual([]);
});

test('two windows that begin at once get the same hosts', async () => {
  const machines = practiceMachines(keptLabs(folder));
  const [one, two] = await Promise.all([hostOf(machines), hostOf(machines)]);
  expect(one).toBe(two);
  await machines.close();
});

describe('what was kept and cannot be used', () => {
  const file = (): string => join(folder, `${lab.name}.json`);
  const whole = async (): Promise<string> => {
    const machines = practiceMachines(keptLabs(folder));
    await type(await hostOf(machines), 'echo mine > /root/note; ip link add dum0 type dummy');
    await machines.close();
    return readFileSync(file(), 'utf8');
  };
  const damages: Readonly<Record<string, (text: string) => string>> = {
    empty: () => '',
    'cut off': (text) => text.slice(0, text.length / 2),
    'cut off by one character': (text) => text.trimEnd().slice(0, -1),
    'no JSON': () => '\u0000\u0001garbage',
    null: () => 'null',
    'changed in the middle': (text) => text.replace('"dum0"', '"dum1"'),
    'without a kernel': () => '{"version":3,"sum":"","hosts":{"docker01":{"kernel":{},"files":[]}}}',
    'of an older version': () => '{"version":1,"hosts":{}}',
    'of a newer version': (text) => text.replace(/^{"version":\d+/, '{"version":9999'),
  };
  test.each(Object.keys(damages))('%s: is set aside in one sentence, and the hosts begin anew', async (kind) => {
    const text = damages[kind]?.(await whole()) ?? '';
    writeFileSync(file(), text);
    const machines = practiceMachines(keptLabs(folder));
    const told: Problem[] = [];
    machines.onTrouble?.((problem) => told.push(problem));
    const host = await hostOf(machines);
    expect(await type(host, 'cat /root/note')).toContain('No such file');
    expect(told).toMatchObject([{ code: 'practice-set-aside', severity: 'warning' }]);
    expect(told[0]?.message).toMatch(/^[^\n]{1,300}\.$/);
    await type(host, 'ip link add dum2 type dummy');
    expect(await machines.close()).toEqual([]);
    const aside = readdirSync(folder).filter((name) => name.includes('.aside-'));
    expect(aside.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual([text]);
    expect(await type(await hostOf(practiceMachines(keptLabs(folder))), 'ip -br link')).toContain('dum2');
  });

  test('state whose sum is right but that makes no machine is set aside too', async () => {
    const hosts = { docker01: { kernel: {}, files: [] } };
    await keptLabs(folder).save(lab.name, hosts as unknown as KeptHosts);
    const machines = practiceMachines(keptLabs(folder));
    const told: Problem[] = [];
    machines.onTrouble?.((problem) => told.push(problem));
    await hostOf(machines);
    expect(told).toMatchObject([{ code: 'practice-set-aside' }]);
    await machines.close();
  });

  test('a folder, or a pipe, in the place of the file', async () => {
    for (const make of [() => mkdirSync(file()), () => execFileSync('mkfifo', [file()])]) {
      make();
      const machines = practiceMachines(keptLabs(folder));
      const told: Problem[] = [];
      machines.onTrouble?.((problem) => told.push(problem));
      await hostOf(machines);
      expect(told).toMatchObject([{ code: 'practice-set-aside' }]);
      await machines.close();
    }
  });
});

describe('where nothing can be kept', () => {
  const places: Readonly<Record<string, () => string | undefined>> = {
    'there is no home': () => undefined,
    'the home is a file': () => {
      writeFileSync(join(folder, 'home'), '');
      return join(folder, 'home', 'practice');
    },
    'the home is a link in a circle': () => {
      symlinkSync('home', join(folder, 'home'));
      return join(folder, 'home', 'practice');
    },
    'the home is the kernel’s own': () => '/proc/self/practice',
  };
  test.each(Object.keys(places))('%s: that is said at once, and at the end if something was lost', async (kind) => {
    const machines = practiceMachines(keptLabs(places[kind]?.()));
    const told: Problem[] = [];
    machines.onTrouble?.((problem) => told.push(problem));
    const host = await hostOf(machines);
    expect(told).toMatchObject([{ code: 'practice-not-kept', severity: 'warning' }]);
    expect(told[0]?.message).toMatch(/^[^\n]{1,300}\.$/);
    await type(host, 'ip link add dum0 type dummy');
    expect(await machines.close()).toMatchObject([{ code: 'practice-not-kept' }]);
  });

  test('the disk fills up while they are used', async () => {
    const machines = practiceMachines(keptLabs(folder));
    const host = await hostOf(machines);
    await type(host, 'ip link add dum0 type dummy');
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    expect(await machines.close()).toMatchObject([{ code: 'practice-not-kept' }]);
  });
});
