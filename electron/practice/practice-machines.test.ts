import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Lab } from '../../shared/lab/lab.ts';
import { readLab } from '../../shared/lab/read.ts';
import { templateNamed } from '../../shared/lab/templates.ts';
import { keptLabs } from './kept-labs.ts';
import type { Machine } from './machine/machine.ts';
import { practiceMachines } from './practice-machines.ts';
import { execute } from './shell/execute.ts';
import { textInput } from './shell/os/pipe.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trunkline-practice-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = readLab(templateNamed('macvlan-two-hosts')?.text ?? '');
if (!read.ok) throw new Error('the template cannot be read');
const lab: Lab = read.value;

function hostOf(machines: ReturnType<typeof practiceMachines>): Machine {
  const found = machines.of(lab);
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
  const host = hostOf(first);
  await type(host, 'ip link add link ens33 name ens33.10 type vlan id 10; echo mine > /root/note');
  await type(host, 'docker run -d --name loop --restart always busybox sh -c "while true; do sleep 1; done"');
  const before = host.state();
  await first.close();

  const second = practiceMachines(keptLabs(folder));
  const again = hostOf(second);
  expect(again.state()).toEqual(before);
  expect(await type(again, 'cat /root/note; docker ps --format "{{.Names}}"')).toBe('mine\nloop\n');
  await second.close();
});

test('a lab has its practice hosts in one program at a time', async () => {
  const kept = keptLabs(folder);
  const first = practiceMachines(kept);
  hostOf(first);
  // As another program would find it: the process that holds it is alive, and not this one.
  writeFileSync(join(folder, `${lab.name}.lock`), `${process.ppid}\n`);
  expect(practiceMachines(keptLabs(folder)).of(lab)).toMatchObject({
    ok: false,
    problems: [{ code: 'practice-in-use' }],
  });
  writeFileSync(join(folder, `${lab.name}.lock`), '999999999\n');
  expect(practiceMachines(keptLabs(folder)).of(lab)).toMatchObject({ ok: true });
  await first.close();
});
