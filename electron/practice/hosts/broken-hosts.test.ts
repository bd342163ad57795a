import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { labOfTemplate } from '../../../shared/lab/testing/examples.ts';
import type { Machine } from '../os/machine.ts';
import { textInput } from '../os/processes/pipe.ts';
import { execute } from '../shell/execute.ts';
import { keptLabs } from './kept-labs.ts';
import { practiceMachines } from './practice-machines.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trunkline-broken-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lab = labOfTemplate('macvlan-two-hosts');

type Machines = ReturnType<typeof practiceMachines>;

async function host(machines: Machines, name: string): Promise<Machine> {
  const found = await machines.of(lab);
  const machine = found.ok ? found.value.get(name) : undefined;
  if (machine === undefined) throw new Error(`there is no ${name}`);
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

/** What ends a real host, or nearly; and what stands in the way of what we look for. */
const BLOWS: readonly string[] = [
  'rm -rf /etc',
  'mv /etc /etc.old',
  'rm -rf /*',
  'rm -rf /etc /var /run /usr /root /tmp /home',
  'rm -rf /usr',
  'rm /etc/hosts; mkdir /etc/hosts',
  'rm -rf /etc; echo no folder > /etc',
  'rm -rf /usr; echo no folder > /usr',
  'rm -rf /var; echo no folder > /var',
  'rm -rf /run; touch /run',
  'mkdir -p /var/lib/trunkline/macvlan-two-hosts/inventory',
  'mkdir -p /var/lib/trunkline/macvlan-two-hosts/saved/sysctl%3Anet.ipv4.ip_forward',
  'mkdir -p /var/lib/trunkline; touch /var/lib/trunkline/macvlan-two-hosts',
  'echo "" > /proc/sys/kernel/hostname',
  'hostname "a b c"; hostname ""',
  'echo "{" > /etc/docker/daemon.json; systemctl restart docker',
  'mkdir -p /etc/docker/daemon.json; systemctl restart docker',
  'chmod 000 /etc /; chmod 000 /root',
  'docker run -d --name one busybox sleep 1000; docker exec one rm -rf /etc /bin; docker restart one; docker exec one ls',
  'docker run -d --name two busybox sleep 1000; rm -rf /etc; docker network create n1; docker network connect n1 two; docker exec two cat /etc/hosts',
  'ip link del ens33; ip link del lo; ip addr flush dev lo; ip route flush table all',
  'printf "%8000000d" 0 > /full; cat /full /full /full /full > /fuller; touch /etc/new',
  'reboot',
  'poweroff',
  'kill -9 -1',
  'kill -9 1; kill -9 $$',
];

describe.each(BLOWS)('after "%s" on one host', (blow) => {
  test('it alone is broken: the others, and keeping them, go on', async () => {
    const machines = practiceMachines(keptLabs(folder));
    const broken = await host(machines, 'docker01');
    const before = (await host(machines, 'docker02')).state();
    await type(broken, blow);

    const other = await host(machines, 'docker02');
    expect(other.state()).toEqual(before);
    expect(await type(other, 'echo fine; ls /etc/hosts; docker ps -q')).toBe('fine\n/etc/hosts\n');
    expect(() => broken.state()).not.toThrow();
    expect(await type(broken, 'ls /; cat /etc/hosts; docker ps; ip addr')).not.toMatch(/\n\s+at |TypeError|undefined/);

    const state = broken.state();
    expect(await machines.close()).toEqual([]);
    const again = practiceMachines(keptLabs(folder));
    const told: unknown[] = [];
    again.onTrouble?.((problem) => told.push(problem));
    expect((await host(again, 'docker01')).state()).toEqual(state);
    expect((await host(again, 'docker02')).state()).toEqual(before);
    expect(told).toEqual([]);
    await again.close();
  });

  test('setting it up again makes it as new, and the others stay', async () => {
    const machines = practiceMachines(keptLabs(folder));
    const fresh = (await host(machines, 'docker01')).state();
    await type(await host(machines, 'docker02'), 'echo mine > /root/note');
    await type(await host(machines, 'docker01'), blow);
    expect(await machines.reset(lab, 'docker01')).toMatchObject({ ok: true, value: ['docker01'] });
    expect((await host(machines, 'docker01')).state()).toEqual(fresh);
    expect(await type(await host(machines, 'docker01'), 'cat /etc/hostname')).toBe('docker01\n');
    expect(await type(await host(machines, 'docker02'), 'cat /root/note')).toBe('mine\n');
    await machines.close();
    const again = practiceMachines(keptLabs(folder));
    expect((await host(again, 'docker01')).state()).toEqual(fresh);
    await again.close();
  });
});

test('what was removed from a host is not there again at the next start', async () => {
  const machines = practiceMachines(keptLabs(folder));
  await type(await host(machines, 'docker01'), 'rm /etc/os-release; rm -rf /mnt');
  await machines.close();
  const again = practiceMachines(keptLabs(folder));
  expect(await type(await host(again, 'docker01'), 'ls /etc/os-release /mnt')).toContain('No such file');
  await again.close();
});

test('without its programs a host says so, as a host', async () => {
  const machines = practiceMachines();
  const broken = await host(machines, 'docker01');
  const said = await type(broken, 'rm -rf /usr; ip addr; echo still a shell; ls');
  expect(said).toContain('ip: command not found');
  expect(said).toContain('still a shell');
  expect(said).toContain('ls: command not found');
  await machines.close();
});

test('a host that is not in the lab cannot be set up again', async () => {
  const machines = practiceMachines();
  expect(await machines.reset(lab, 'docker99')).toMatchObject({ ok: false, problems: [{ code: 'unknown-host' }] });
  expect(await machines.reset(lab, undefined)).toMatchObject({ ok: true, value: ['docker01', 'docker02'] });
});
