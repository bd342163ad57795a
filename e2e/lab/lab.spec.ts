/** The lab itself, before anything is tested on it: its hosts are what real ones are, and its commands do what they say. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { recordedDocker } from '../conformance/recorded.ts';
import {
  boot,
  crash,
  cut,
  generations,
  inventory,
  knownHostsLines,
  LAB_HOSTS,
  type LabHost,
  labHosts,
  mend,
  port,
  rekey,
  reset,
  shell,
  TEACHER_PASSWORD,
  trunk,
  up,
} from './lab.ts';

test.describe.configure({ mode: 'serial' });
test.beforeAll(() => up());
/** A run that fails half way must not fail the next one. */
test.afterEach(async () => {
  await up();
  await Promise.all(
    (['docker01', 'docker02'] as const).map((host) =>
      shell(
        host,
        'ip link del ens33.77 2>/dev/null; ip netns del inside 2>/dev/null; ip address flush dev ens34; ip link set ens34 down',
      ),
    ),
  );
});

const exec = promisify(execFile);
const docker02 = LAB_HOSTS.docker02;
const tagged = (host: 'docker01' | 'docker02', address: string): Promise<string> =>
  shell(
    host,
    `ip link add link ens33 name ens33.77 type vlan id 77 && ip address add ${address}/24 dev ens33.77 && ip link set ens33.77 up`,
  );
const pings = (address: string): Promise<boolean> =>
  shell('docker01', `ping -c 3 -i 0.2 -W 2 -q ${address} || true`).then((said) => !/ 0 received/.test(said));

/** The host keys that are offered on the wire, as lines of a known_hosts file. */
const offered = async (address: string): Promise<string[]> =>
  (await exec('ssh-keyscan', ['-T', '20', address])).stdout.trim().split('\n').sort();
const known = (address: string): string[] =>
  knownHostsLines()
    .trim()
    .split('\n')
    .filter((line) => line.startsWith(`${address} `))
    .sort();

test('every host has its name, its address and a Docker that works', { tag: '@lab' }, async () => {
  for (const host of labHosts) {
    expect(await shell(host, 'hostname; ip -o -4 address show ens33; iptables -S FORWARD | head -1')).toMatch(
      new RegExp(`^${host}\\n.*inet ${LAB_HOSTS[host]}/24 .*\\n-P FORWARD DROP\\n$`),
    );
    expect((await shell(host, "docker images --format '{{.Repository}}:{{.Tag}}'")).split('\n')).toEqual(
      expect.arrayContaining(['busybox:latest', 'registry:latest']),
    );
    expect(await shell(host, 'modprobe -a 8021q macvlan ipvlan && echo there')).toBe('there\n');
  }
  expect(await shell('docker01', 'docker run --rm busybox echo from a container')).toBe('from a container\n');
});

/** What is known before a host is asked; testing moves on. */
const DOCKER_OF = { bookworm: /^20\.10\./, trixie: /^26\.1\./, forky: /^\d+\./ };

test('every host runs the release and the Docker of its generation, on one kernel', { tag: '@lab' }, async () => {
  for (const [host, generation] of Object.entries(await generations())) {
    const told = await shell(
      host as LabHost,
      `. /etc/os-release; echo "$VERSION_CODENAME"; uname -r; docker version --format '{{.Server.Version}}'`,
    );
    const [release, kernel, docker = ''] = told.trim().split('\n');
    expect([release, kernel]).toEqual([generation, expect.stringMatching(/^6\.12\./)]);
    expect(docker).toMatch(DOCKER_OF[generation]);
    const recorded = recordedDocker(generation);
    if (recorded === docker) continue;
    console.log(
      `${generation} has Docker ${docker}; practice hosts know ${recorded}. To record it: npm run record -- ${generation}`,
    );
  }
});

test('each user has the rights that it is there for', { tag: '@lab' }, async () => {
  const as = (user: string, command: string): Promise<string> =>
    shell('docker01', `su - ${user} -c "${command}" 2>&1 || true`);
  expect(await as('student', 'sudo -n id -un')).toBe('root\n');
  expect(await as('teacher', 'sudo -n id -un')).toContain('a password is required');
  expect(await as('teacher', `echo ${TEACHER_PASSWORD} | sudo -S -p '' id -un`)).toBe('root\n');
  expect(await as('guest', 'sudo -n id -un')).toContain('a password is required');
  expect(await as('guest', 'docker ps')).toContain('permission denied');
});

test('the wire passes tagged frames, all or those it is told, and a cut cable passes nothing', {
  tag: '@lab',
}, async () => {
  const before = await inventory('docker01');
  await Promise.all([tagged('docker01', '10.77.0.1'), tagged('docker02', '10.77.0.2')]);
  expect(await pings('10.77.0.2')).toBe(true);
  await cut('docker02');
  expect(await pings('10.77.0.2')).toBe(false);
  expect(await pings(docker02)).toBe(false);
  await mend('docker02');
  expect(await pings('10.77.0.2')).toBe(true);
  await trunk(10);
  expect(await pings('10.77.0.2')).toBe(false);
  expect(await pings(docker02)).toBe(true);
  await trunk(10, 77);
  expect(await pings('10.77.0.2')).toBe(true);
  await trunk('all');
  const between = await inventory('docker01');
  expect(between).not.toBe(before);
  expect(between).toMatch(/^link ens33\.77@ens33: .*vlan protocol 802\.1Q id 77 /m);
  await shell('docker01', 'ip link del ens33.77');
  expect(await inventory('docker01')).toBe(before);
});

/** The second card with an address, up; in it a child with another MAC address and an address of its own. */
const second = (host: 'docker01' | 'docker02', address: string, child: string): Promise<string> =>
  shell(
    host,
    `ip address add ${address}/24 dev ens34 && ip link set ens34 up promisc on && ip netns add inside &&
     ip link add inner link ens34 type macvlan mode bridge && ip link set inner netns inside &&
     ip -n inside address add ${child}/24 dev inner && ip -n inside link set inner up`,
  );

test('further cards are on the same wire, and down until somebody needs them', { tag: '@lab' }, async () => {
  const before = await inventory('docker01');
  expect(before).toMatch(/^link ens34: <BROADCAST,MULTICAST> .*\n(.*\n)*link ens35: <BROADCAST,MULTICAST> /m);
  await Promise.all([second('docker01', '10.78.0.1', '10.78.0.11'), second('docker02', '10.78.0.2', '10.78.0.12')]);
  expect(await pings('10.78.0.2')).toBe(true);
  expect(await pings('10.78.0.12')).toBe(true);
  await shell('docker01', 'ip netns del inside; ip address flush dev ens34; ip link set ens34 down promisc off');
  expect(await inventory('docker01')).toBe(before);
});

test('a switch port delivers its card’s own MAC address alone, or is in a VLAN, or has some of them tagged', {
  tag: '@lab',
}, async () => {
  await Promise.all([second('docker01', '10.78.0.1', '10.78.0.11'), second('docker02', '10.78.0.2', '10.78.0.12')]);
  await port('docker02', 'ens34', 'own');
  expect(await pings('10.78.0.2')).toBe(true);
  expect(await pings('10.78.0.12')).toBe(false);
  await port('docker02', 'ens34', 'any');
  expect(await pings('10.78.0.12')).toBe(true);
  await port('docker02', 'ens34', 'access', 77);
  expect(await pings('10.78.0.2')).toBe(false);
  await shell('docker01', 'ip address flush dev ens34; ip link add link ens33 name ens33.77 type vlan id 77');
  await shell('docker01', 'ip address add 10.78.0.1/24 dev ens33.77; ip link set ens33.77 up');
  expect(await pings('10.78.0.2')).toBe(true);
  await port('docker01', 'ens33', 'trunk', 1, 76);
  expect(await pings('10.78.0.2')).toBe(false);
  await port('docker01', 'ens33', 'trunk', 1, 76, 77);
  expect(await pings('10.78.0.2')).toBe(true);
  await up();
  expect(await pings('10.78.0.2')).toBe(false);
  expect(await pings(docker02)).toBe(true);
});

test('a cable that is broken one way', { tag: '@lab' }, async () => {
  const told = (): Promise<string> =>
    shell('docker02', 'cat /sys/class/net/ens33/statistics/rx_packets; ip neigh flush all');
  await cut('docker01', 'in');
  await expect(shell('docker01', 'true')).rejects.toThrow();
  await mend('docker01');
  const before = await told();
  await cut('docker02', 'out');
  expect(await pings(docker02)).toBe(false);
  await mend('docker02');
  // What was sent to it came in.
  expect(Number.parseInt(await told(), 10)).toBeGreaterThan(Number.parseInt(before, 10));
  expect(await pings(docker02)).toBe(true);
});

test('a crashed host keeps its disk and loses its memory', { tag: '@lab' }, async () => {
  await shell(
    'docker02',
    'docker create --name kept busybox sh; echo written >/root/kept; sync; ip link add gone type dummy',
  );
  await crash('docker02');
  await expect(shell('docker02', 'true')).rejects.toThrow();
  await boot('docker02');
  expect(await shell('docker02', "cat /root/kept; docker ps -a --format '{{.Names}}'; ls /sys/class/net")).toMatch(
    /^written\nkept\n(?!.*gone)/s,
  );
});

test('a host can show other keys, and begins anew on a fresh disk, alone', { tag: '@lab' }, async () => {
  const fresh = known(docker02);
  expect(await offered(docker02)).toEqual(fresh);
  await rekey('docker02');
  const other = await offered(docker02);
  expect(other).toHaveLength(fresh.length);
  for (const line of other) expect(fresh).not.toContain(line);
  await rekey('docker02', 'back');
  expect(await offered(docker02)).toEqual(fresh);
  await rekey('docker02');
  const neighbour = await shell('docker01', 'cat /proc/sys/kernel/random/boot_id');
  await reset('docker02');
  expect(await offered(docker02)).toEqual(fresh);
  expect(await shell('docker02', 'ls /root; docker ps -aq')).toBe('');
  expect(await shell('docker01', 'cat /proc/sys/kernel/random/boot_id')).toBe(neighbour);
});
