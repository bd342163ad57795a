/** What is exported for people and shells, used on practice hosts as a person would: it makes the lab that the program makes. */
import { spawnSync } from 'node:child_process';
import { afterEach, expect, test } from 'vitest';
import { EXPORTERS } from '../../../shared/export/formats.ts';
import { blocksOf, imagesOf, pingsOf } from '../../../shared/export/testing/typed.ts';
import { inventory } from '../../../shared/host/inventory.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { templateNamed } from '../../../shared/lab/templates.ts';
import { labOf } from '../../../shared/lab/testing/examples.ts';
import { planDestroy, planHost } from '../../../shared/plan/plan-host.ts';
import { renderScript } from '../../../shared/plan/script.ts';
import { registryImage } from '../../../shared/resources/registry-image.ts';
import { shells } from '../../remote/testing/shells.ts';
import { type HostsBySsh, hostsBySsh } from './testing/by-ssh.ts';

const LABS: Readonly<Record<string, string>> = {
  'one macvlan network': templateNamed('macvlan-two-hosts')?.text ?? '',
  'two VLANs and a router': templateNamed('vlans-two-hosts')?.text ?? '',
  'the whole article': templateNamed('whole-article')?.text ?? '',
  'bridges, bonds, further Docker networks and options': `
trunkline: 1
name: rest
segments: { lan: { vlans: all }, wan: { internet: true } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24 }
      ens34: { segment: lan, promiscuous: true, mtu: 9000 }
      ens35: { segment: lan }
      ens36: { segment: lan }
      br0: { bridge: [ens34], vlan-filtering: true, address: 10.0.0.1/24, mtu: 1450 }
      br0.10: { parent: br0, vlan: 10, address: 10.10.0.1/24 }
      bond0: { bond: [ens35, ens36], mode: active-backup, address: 10.7.0.1/24 }
      lab0: { dummy: true, address: 10.8.0.1/24 }
    containers:
      web: { image: busybox, command: [httpd, -f], networks: { back: 172.30.0.10, pool: }, restart: unless-stopped, hostname: web, environment: { TZ: "U'TC $HOME" }, ports: ["8080:80"], volumes: ["/srv:/srv:ro"], cap_add: [NET_ADMIN], labels: { a: b }, user: "0" }
      l3: { image: busybox, command: sh, networks: { three: 10.31.0.5 } }
    routing:
      forward: true
      allow: [ { from: 10.10.0.0/24, to: 10.8.0.0/24, replies: true } ]
      routes: [ { to: 10.9.0.0/16, via: 10.0.0.254 } ]
      masquerade: [ { source: 172.30.0.0/24, out: ens33 } ]
networks:
  back: { driver: bridge, subnet: 172.30.0.0/24, hosts: [docker01] }
  pool: { driver: macvlan, subnet: 10.19.0.0/24, gateway: 10.19.0.1, ranges: { docker01: 10.19.0.128/27 }, internal: false, mtu: 1400, parents: { docker01: br0.10 } }
  three: { driver: ipvlan, mode: l3, subnet: 10.31.0.0/24, parents: { docker01: lab0 } }
`,
  'everything else': `
trunkline: 1
name: odd
segments: { lan: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24, promiscuous: true }
      ens33.10: { parent: ens33, vlan: 10, address: 192.168.10.10/24 }
      ens33.20: { parent: ens33, vlan: 20 }
      host0: { parent: ens33.10, shim: bridge, address: 172.16.10.250/32, reaches: [172.16.10.10/32] }
    containers:
      plain: { image: busybox, networks: { net10: 172.16.10.10 } }
      hostile:
        image: busybox
        command: [sh, -c, "echo 'it''s' \\"$HOME\\" \`id\` > /dev/null\\nEND\\nexec sleep 100000"]
        networks: { net20: { address: 172.16.20.10, mac: '02:00:00:00:00:09' }, net10: 172.16.10.11 }
  router:
    ssh: { address: 192.168.1.254 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.254/24 }
      ens34: { segment: lan, address: 10.9.0.1/24 }
      ens33.10: { parent: ens33, vlan: 10, address: 172.16.10.1/24 }
    routing:
      forward: true
      allow: all
      routes: [ { to: 10.8.0.0/16, via: 10.9.0.2 }, { to: default, via: 192.168.1.1 } ]
      masquerade: [ { source: 172.16.10.0/24, out: ens33 } ]
networks:
  net10: { driver: macvlan, subnet: 172.16.10.0/24, gateway: 172.16.10.1, range: 172.16.10.0/25, reserved: { host: 172.16.10.2 }, parents: { docker01: ens33.10 } }
  net20: { driver: macvlan, mode: private, subnet: 172.16.20.0/24, gateway: 172.16.20.1, parents: { docker01: ens33.20 } }
`,
};

/** Practice hosts whose registry image has the name that a host without one would fetch. */
async function hostsOf(yaml: string): Promise<HostsBySsh> {
  const hosts = await hostsBySsh(yaml);
  const registry = labOf(yaml).registry;
  if (registry !== undefined) await hosts.run(registry.host, `docker tag registry:latest ${registryImage}`);
  return hosts;
}

/** From elsewhere: nobody is on this wire who has others, and what is asked for is there. */
const fetched = (text: string): boolean => /^docker pull (?!\d)/.test(text);

let open: HostsBySsh | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

const made = (format: 'script' | 'runbook', lab: Lab): string => {
  const result = EXPORTERS[format](lab, { scheme: 'light' });
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return result.value.whole;
};

const states = (hosts: HostsBySsh, lab: Lab) =>
  lab.hosts.map((host) => ({ host, state: hosts.machine(host.name).state() }));

const inventories = (hosts: HostsBySsh, lab: Lab) => states(hosts, lab).map(({ state }) => inventory(state, lab.name));

const changes = (hosts: HostsBySsh, lab: Lab): readonly string[] =>
  states(hosts, lab).flatMap(({ host, state }) => {
    const { plan } = planHost(lab, host, state, 'deploy');
    return [...plan.problems.map(({ message }) => message), ...plan.changes.map(({ summary }) => summary)];
  });

async function destroys(hosts: HostsBySsh, lab: Lab): Promise<void> {
  for (const { host, state } of states(hosts, lab)) {
    const { steps } = planDestroy(state, lab.name, host.name);
    const nonce = 'n0nce0123456789abcdef';
    const script = renderScript(steps, { nonce, stopToken: `${nonce}s`, holder: 'somebody' });
    const said = await hosts.run(host.name, 'sh -s', { stdin: script });
    expect(said.status, said.out).toBe(0);
  }
}

test.each(Object.keys(LABS))('the script makes, on all hosts by ssh, what a deploy makes: %s', async (name) => {
  const yaml = LABS[name] ?? '';
  const lab = labOf(yaml);
  const hosts = await hostsOf(yaml);
  open = hosts;
  const before = inventories(hosts, lab);
  const script = made('script', lab);

  const ran = await hosts.local('sh', ['-s', '--', ...hosts.options], script);
  expect(ran, `${ran.out}\n${ran.err}`).toMatchObject({ status: 0, err: '' });
  expect(changes(hosts, lab)).toEqual([]);

  const records = states(hosts, lab).map(({ state }) => state.records);
  const again = await hosts.local('sh', ['-s', '--', ...hosts.options], script);
  expect(again, `${again.out}\n${again.err}`).toMatchObject({ status: 0, err: '' });
  expect(changes(hosts, lab)).toEqual([]);
  expect(states(hosts, lab).map(({ state }) => state.records)).toEqual(records);

  await destroys(hosts, lab);
  expect(inventories(hosts, lab)).toEqual(before);
  expect(states(hosts, lab).flatMap(({ state }) => state.records)).toEqual([]);
});

test('what is not the lab’s is left alone, and what had begun is taken back', async () => {
  const yaml = LABS['two VLANs and a router'] ?? '';
  const lab = labOf(yaml);
  const hosts = await hostsBySsh(yaml);
  open = hosts;
  await hosts.run('docker01', 'docker network create -d macvlan --subnet 10.1.0.0/24 -o parent=ens33 mac_net20');
  const ran = await hosts.local('sh', ['-s', '--', ...hosts.options], made('script', lab));
  expect(ran).toMatchObject({
    status: 1,
    err: "docker01: it has a Docker network mac_net20 already, which is not this lab's.\ndocker01: not finished.\n",
  });
  expect(changes(hosts, lab)).toContain(
    'docker01 has a Docker network mac_net20 already, which Trunkline did not make.',
  );
  // Nothing of the next host was begun.
  expect(hosts.machine('docker02').state().records).toEqual([]);

  await hosts.run('docker01', 'docker network rm mac_net20; docker rmi busybox');
  const failed = await hosts.local('sh', ['-s', '--', ...hosts.options], made('script', lab));
  expect(failed.status).toBe(1);
  // The image could not be had: nobody may think later that the lab had fetched it.
  const [record] = hosts.machine('docker01').state().records;
  expect(Object.keys(record?.saved ?? {})).toEqual(['promiscuous:ens33', 'vlan:ens33.10', 'vlan:ens33.20']);
});

test('another lab’s wish is kept beside this one’s', async () => {
  const yaml = LABS['one macvlan network'] ?? '';
  const lab = labOf(yaml);
  const hosts = await hostsBySsh(yaml);
  open = hosts;
  await hosts.run(
    'docker01',
    'mkdir -p /var/lib/trunkline/other/saved; echo off > /var/lib/trunkline/other/saved/promiscuous:ens33; ip link set ens33 promisc on',
  );
  const ran = await hosts.local('sh', ['-s', '--', ...hosts.options], made('script', lab));
  expect(ran, ran.out).toMatchObject({ status: 0, err: '' });
  const record = hosts
    .machine('docker01')
    .state()
    .records.find((one) => one.lab === lab.name);
  expect(record?.saved).toMatchObject({ 'promiscuous:ens33': 'off' });
  expect(changes(hosts, lab)).toEqual([]);
});

const shellcheck = spawnSync('shellcheck', ['--version']).status === 0;
/** What stands in single quotes is for another shell. */
const checked = (script: string): string =>
  spawnSync('shellcheck', ['-s', 'sh', '-e', 'SC2016', '-'], { input: script, encoding: 'utf8' }).stdout;
/** What each host is given. */
const parts = (script: string): readonly string[] =>
  [...script.matchAll(/<<'(END_*)' .*\n([\s\S]*?\n)\1\n/g)].map(([, , part = '']) => part);

test.each(Object.keys(LABS))('every shell can read the script, and no linter has to warn: %s', (name) => {
  const lab = labOf(LABS[name] ?? '');
  const script = made('script', lab);
  const pieces = [script, ...parts(script)];
  expect(pieces).toHaveLength(1 + lab.hosts.length);
  for (const piece of pieces) {
    for (const { name: shell, argv } of shells) {
      const [command, ...words] = argv.map((word) => (word === '-s' ? '-n' : word)) as [string, ...string[]];
      expect(spawnSync(command, words, { input: piece, encoding: 'utf8' }), shell).toMatchObject({
        status: 0,
        stderr: '',
      });
    }
    if (shellcheck) expect(checked(piece)).toBe('');
  }
});

test.each(Object.keys(LABS))(
  'the runbook, typed in, makes the lab, and each ping does as it says: %s',
  async (name) => {
    const yaml = LABS[name] ?? '';
    const lab = labOf(yaml);
    const hosts = await hostsOf(yaml);
    open = hosts;
    const before = inventories(hosts, lab);
    const runbook = made('runbook', lab);
    const address = (host: string): string => lab.hosts.find((one) => one.name === host)?.ssh.address ?? '';
    const type = (host: string, text: string) =>
      hosts.local('ssh', [...hosts.options, `root@${address(host)}`, 'bash -s'], text);

    for (const [host, blocks] of blocksOf(runbook, '##')) {
      for (const text of blocks) {
        if (fetched(text)) continue;
        const said = await type(host, text);
        expect(said, `${host}: ${text}\n${said.err}`).toMatchObject({ status: 0, err: '' });
      }
    }
    expect(changes(hosts, lab).filter((change) => !change.startsWith('Keep '))).toEqual([]);

    const pings = pingsOf(runbook).filter(({ back }) => back !== 'it depends');
    expect(pings.length).toBeGreaterThan(3);
    for (const { host, typed, back } of pings) {
      const { status } = await type(host, typed);
      expect(status === 0 ? 'yes' : 'no', `${host}: ${typed}`).toBe(back);
    }

    for (const [host, blocks] of blocksOf(runbook, '###')) {
      for (const text of blocks) {
        const said = await type(host, text);
        expect(said, `${host}: ${text}\n${said.err}`).toMatchObject({ status: 0, err: '' });
      }
    }
    for (const { host, image, typed } of imagesOf(runbook)) {
      const at = lab.hosts.findIndex(({ name }) => name === host);
      if (!before[at]?.includes(`image ${image}\n`))
        expect(await type(host, typed)).toMatchObject({ status: 0, err: '' });
    }
    expect(inventories(hosts, lab)).toEqual(before);
  },
);
