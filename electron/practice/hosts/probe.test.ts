/** The same probe that looks at real hosts, run by a practice host's own shell, tells what the machine knows of itself. */
import { expect, it } from 'vitest';
import { loadScript } from '../../../shared/host/loader.ts';
import { parseProbe } from '../../../shared/host/parse-probe.ts';
import { probeScript } from '../../../shared/host/probe-script.ts';
import type { HostState } from '../../../shared/host/state.ts';
import { type DockerHosts, dockerHosts } from './testing/docker-hosts.ts';
import { REAL_LAB } from './testing/labs.ts';

const nonce = 'n0nce0123456789abcdef';

async function probe(hosts: DockerHosts, name: string, user?: string): Promise<HostState> {
  const { command, stdin } = loadScript({ script: probeScript(nonce), privilege: undefined });
  const { out, err } = await hosts.run(name, command, {
    stdin,
    user,
    env: { SSH_CONNECTION: '192.168.1.1 50022 192.168.1.11 22' },
  });
  const read = parseProbe(out, { nonce, host: name, password: false });
  if (!read.ok) throw new Error(`${JSON.stringify(read.problems)}\n${err}`);
  return read.value;
}

it('finds a fresh host as it is', async () => {
  const hosts = dockerHosts(REAL_LAB);
  expect(await probe(hosts, 'docker01')).toEqual(hosts.machine('docker01').state());
});

it('finds what was done to it', async () => {
  const hosts = dockerHosts(REAL_LAB);
  for (const line of [
    'ip link add link ens33 name ens33.10 type vlan id 10',
    'ip link set ens33.10 alias trunkline:lab',
    'ip addr add 192.168.10.10/24 dev ens33.10',
    'ip link set ens33.10 up',
    'ip link set ens33 promisc on',
    'ip route add 10.0.0.0/8 via 192.168.10.1',
    'ip route add blackhole 10.66.0.0/16',
    'sysctl -w net.ipv4.conf.ens33.rp_filter=2',
    'iptables -I DOCKER-USER -s 172.16.10.0/24 -m comment --comment "trunkline:lab" -j ACCEPT',
    'iptables -t nat -A POSTROUTING -s 172.16.10.0/24 -o ens33 -j MASQUERADE',
    'docker network create -d macvlan --subnet 172.16.10.0/24 --gateway 172.16.10.1 -o parent=ens33.10 mac_net10',
    'docker run -dit --name bbox10 --network mac_net10 --ip 172.16.10.10 busybox sh',
    'mkdir -p /var/lib/trunkline/lab/saved',
    "printf 'link lo\\n' > /var/lib/trunkline/lab/inventory",
    'echo 0 > /var/lib/trunkline/lab/saved/promiscuous:ens33',
  ]) {
    const { status, err } = await hosts.run('docker01', line);
    expect(`${line}: ${status} ${err}`).toBe(`${line}: 0 `);
  }
  const state = hosts.machine('docker01').state();
  expect(state.records).toEqual([{ lab: 'lab', inventory: 'link lo\n', saved: { 'promiscuous:ens33': '0' } }]);
  expect(await probe(hosts, 'docker01')).toEqual(state);
});

it('becomes root where the login may use sudo', async () => {
  const hosts = dockerHosts(REAL_LAB);
  const { facts, ...state } = hosts.machine('router').state();
  const found = await probe(hosts, 'router', 'student');
  expect(found).toEqual({
    ...state,
    facts: { ...facts, user: 'student', privilege: 'sudo', sshAddress: '192.168.1.11' },
  });
});
