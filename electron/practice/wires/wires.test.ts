/** What students do on practice hosts, and what their pings say of it. */
import { describe, expect, it } from 'vitest';
import { labOf } from '../../../shared/lab/testing/examples.ts';
import { replayLab, SPARE_CARDS } from '../conformance/replay.ts';
import { practiceOf } from '../hosts/practice-machines.ts';
import { type DockerHosts, dockerHosts } from '../hosts/testing/docker-hosts.ts';
import { REAL_LAB } from '../hosts/testing/labs.ts';
import { releases } from '../os/releases.ts';

async function type(hosts: DockerHosts, host: string, ...lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    const { status, err } = await hosts.run(host, line);
    if (status !== 0) throw new Error(`${host}: ${line}: ${err}`);
  }
}

/** Two VLANs with a container each, and a router between them that lets nothing through yet. */
async function twoVlans(): Promise<DockerHosts> {
  const hosts = dockerHosts(REAL_LAB);
  for (const [vlan, name] of [[10, 'docker01'] as const, [20, 'docker02'] as const]) {
    await type(
      hosts,
      'router',
      `ip link add link ens33 name ens33.${vlan} type vlan id ${vlan}`,
      `ip addr add 172.16.${vlan}.1/24 dev ens33.${vlan}`,
      `ip link set ens33.${vlan} up`,
    );
    await type(
      hosts,
      name,
      `ip link add link ens33 name ens33.${vlan} type vlan id ${vlan}`,
      `ip link set ens33.${vlan} up`,
      `docker network create -d macvlan --subnet 172.16.${vlan}.0/24 --gateway 172.16.${vlan}.1 -o parent=ens33.${vlan} mac_net${vlan}`,
      `docker run -dit --name bbox${vlan} --network mac_net${vlan} --ip 172.16.${vlan}.${vlan} busybox sh`,
    );
  }
  return hosts;
}

const across = 'docker exec bbox10 ping -c 1 -W 1 172.16.20.20';
const fromHost = "nsenter -t $(docker inspect -f '{{.State.Pid}}' bbox10) -n ping -c 1 -W 4";

describe('two VLANs and a router', () => {
  it('pass pings on once the router lets them, one hop less to live', async () => {
    const hosts = await twoVlans();
    expect((await hosts.run('docker01', across)).status).toBe(1);
    await type(hosts, 'router', 'iptables -I FORWARD -i ens33.10 -o ens33.20 -j ACCEPT');
    expect((await hosts.run('docker01', across)).status).toBe(1);
    await type(hosts, 'router', 'iptables -I FORWARD -i ens33.20 -o ens33.10 -j ACCEPT');
    const { status, out } = await hosts.run('docker01', across);
    expect(status).toBe(0);
    expect(out).toMatch(/^64 bytes from 172\.16\.20\.20: seq=0 ttl=63 time=\d+\.\d{3} ms$/m);
  });

  it('say who refused, where somebody did', async () => {
    const hosts = await twoVlans();
    await type(hosts, 'router', 'iptables -I FORWARD -j REJECT --reject-with icmp-host-prohibited');
    const rejected = await hosts.run('docker01', `${fromHost} 172.16.20.20`);
    expect(rejected.out).toContain('From 172.16.10.1 icmp_seq=1 Destination Host Prohibited');
    const unknown = await hosts.run('docker01', `${fromHost} 10.1.2.3`);
    expect(unknown.out).toContain('From 172.16.10.1 icmp_seq=1 Destination Net Unreachable');
    await type(hosts, 'router', 'iptables -P FORWARD ACCEPT', 'iptables -F FORWARD');
    const missing = await hosts.run('docker01', `${fromHost} 172.16.20.99`);
    expect(missing.out).toContain('From 172.16.10.1 icmp_seq=1 Destination Host Unreachable');
  });

  it('fall silent when forwarding is switched off or a link goes down, and speak again after', async () => {
    const hosts = await twoVlans();
    await type(hosts, 'router', 'iptables -P FORWARD ACCEPT', 'iptables -F FORWARD');
    const works = async (): Promise<boolean> => (await hosts.run('docker01', across)).status === 0;
    expect(await works()).toBe(true);
    await type(hosts, 'router', 'sysctl -w net.ipv4.ip_forward=0');
    expect(await works()).toBe(false);
    await type(hosts, 'router', 'sysctl -w net.ipv4.ip_forward=1', 'ip link set ens33.20 down');
    expect(await works()).toBe(false);
    await type(hosts, 'router', 'ip link set ens33.20 up');
    expect(await works()).toBe(true);
    await type(hosts, 'docker02', 'ip link set ens33 down');
    expect(await works()).toBe(false);
  });
});

it('shows the way by its routers', async () => {
  const hosts = await twoVlans();
  await type(hosts, 'router', 'iptables -P FORWARD ACCEPT', 'iptables -F FORWARD');
  const { out } = await hosts.run('docker01', 'docker exec bbox10 traceroute -n 172.16.20.20');
  const hops = out.split('\n').flatMap((line) => /^ *(\d+) +(\S+)/.exec(line)?.slice(1).join(' ') ?? []);
  expect(hops).toEqual(['1 172.16.10.1', '2 172.16.20.20']);
});

it('never lets a host meet its own macvlan children', async () => {
  const hosts = await twoVlans();
  await type(hosts, 'docker01', 'ip addr add 172.16.10.200/24 dev ens33.10');
  const { out } = await hosts.run('docker01', 'ping -c 1 172.16.10.10');
  expect(out).toContain('From 172.16.10.200 icmp_seq=1 Destination Host Unreachable');
});

it('learns neighbours as traffic goes, and who does not answer', async () => {
  const hosts = dockerHosts(REAL_LAB);
  await hosts.run('docker01', 'ping -c 1 192.168.1.13');
  await hosts.run('docker01', 'ping -c 1 192.168.1.99');
  const mac = hosts
    .machine('docker02')
    .kernel()
    .links.find(({ name }) => name === 'ens33')?.mac;
  expect((await hosts.run('docker01', 'ip neigh')).out).toBe(
    `192.168.1.99 dev ens33 FAILED \n192.168.1.13 dev ens33 lladdr ${mac} REACHABLE \n`,
  );
});

it('takes a question of its own macvlan child in by another card, and finds no way to answer', async () => {
  const lab = replayLab(releases.bookworm, SPARE_CARDS);
  const lines = [
    'ip link set ens34 up; ip netns add a; ip link add link ens33 name mv1 type macvlan mode private; ip link set mv1 netns a',
    'ip -n a addr add 192.168.1.60/24 dev mv1; ip -n a link set mv1 up',
    'ip netns exec a ping -c 1 -W 1 192.168.1.11 > /dev/null; echo $?; sleep 4; ip neigh show nud failed',
  ];
  const said = [];
  for (const line of lines) said.push(await lab.type('docker01', line));
  expect(said.at(-1)?.stdout).toEqual(['1', '192.168.1.60 dev ens33 FAILED ', '']);
});

it('does not answer where it was told not to', async () => {
  const hosts = dockerHosts(REAL_LAB);
  await type(hosts, 'docker02', 'sysctl -w net.ipv4.icmp_echo_ignore_all=1');
  expect((await hosts.run('docker01', 'ping -c 1 -W 1 192.168.1.13')).status).toBe(1);
});

it('takes what is for an address of its loopback, and for all of its subnet, from whoever comes by', async () => {
  const hosts = dockerHosts(REAL_LAB);
  await type(hosts, 'docker01', 'ip addr add 10.60.0.1/24 dev lo', 'ip addr add 10.62.0.1/32 dev lo');
  const local = await hosts.run('docker01', 'ip route show table local dev lo');
  expect(local.out.split('\n')).toEqual([
    'local 10.60.0.0/24 proto kernel scope host src 10.60.0.1 ',
    'local 10.60.0.1 proto kernel scope host src 10.60.0.1 ',
    'broadcast 10.60.0.255 proto kernel scope link src 10.60.0.1 ',
    'local 10.62.0.1 proto kernel scope host src 10.62.0.1 ',
    'local 127.0.0.0/8 proto kernel scope host src 127.0.0.1 ',
    'local 127.0.0.1 proto kernel scope host src 127.0.0.1 ',
    'broadcast 127.255.255.255 proto kernel scope link src 127.0.0.1 ',
    '',
  ]);
  await type(hosts, 'docker02', 'ip route add 10.60.0.0/24 via 192.168.1.11', 'ip route add 10.62.0.1 dev ens33');
  for (const to of ['10.60.0.1', '10.60.0.9', '10.62.0.1']) await type(hosts, 'docker02', `ping -c 1 -W 1 ${to}`);
  await type(hosts, 'docker01', 'ping -c 1 -W 1 -I 10.62.0.1 192.168.1.13', 'ip link set lo down');
  expect((await hosts.run('docker02', 'ping -c 1 -W 1 10.60.0.1')).status).toBe(1);
});

it('leaves hosts as they are when the drawing gets another one', () => {
  const clock = { now: () => 0, sleep: async () => {} };
  const practice = practiceOf(labOf(REAL_LAB), { clock });
  const before = practice.machine('docker01');
  before?.changeKernel((kernel) => ({ ...kernel, hostname: 'mine' }));
  const more = `${REAL_LAB}  docker03:
    ssh: { address: 192.168.1.14 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.14/24 }
      ens34: { segment: lan }
`;
  practice.update(labOf(more));
  expect(practice.machine('docker01')).toBe(before);
  expect(before?.state().hostname).toBe('mine');
  const added = practice.machine('docker03');
  expect(before?.wires.echo(before, { kind: 'host' }, '192.168.1.14').kind).toBe('reply');
  expect(added?.kernel().links.map(({ name }) => name)).toEqual(['lo', 'ens33', 'ens34', 'docker0']);
  expect(before?.userland.files.read('/etc/hosts')).toContain('192.168.1.14 docker03');
});
