import { expect, test } from 'vitest';
import { replayLab } from '../../conformance/replay.ts';
import { releases } from '../../os/releases.ts';

const release = { ...releases.bookworm, kernel: '6.12.43', docker: '20.10.24+dfsg1' };

async function typed(...lines: readonly string[]) {
  const lab = replayLab(release);
  let last = { status: 0, text: '' };
  for (const line of lines) {
    const { status, stdout, stderr } = await lab.type('docker01', line);
    last = { status, text: [...stdout, ...stderr].join('\n').trim() };
  }
  return last;
}

const PAIR = [
  'ip netns add red',
  'ip netns add blue',
  'ip link add v-red type veth peer name v-blue',
  'ip link set v-red netns red',
  'ip link set v-blue netns blue',
  'ip -n red addr add 10.0.5.1/24 dev v-red; ip -n red link set v-red up',
  'ip -n blue addr add 10.0.5.2/24 dev v-blue; ip -n blue link set v-blue up',
];

test('Two namespaces at one cable reach each other, and the host has nothing of it', async () => {
  const ping = await typed(...PAIR, 'ip netns exec red ping -c 1 10.0.5.2');
  expect(ping.text).toContain('1 packets transmitted, 1 received, 0% packet loss');
  expect((await typed(...PAIR, 'ip -br link show v-red')).text).toBe('Device "v-red" does not exist.');
  expect((await typed(...PAIR, 'ip netns exec red ping -c 1 192.168.1.11')).text).toBe(
    'ping: connect: Network is unreachable',
  );
});

test('Namespaces are listed with the numbers that the host has for those it has links to', async () => {
  const lines = ['ip netns add red', 'ip netns add blue', 'ip link add v0 type veth peer name v1 netns red'];
  expect((await typed(...lines, 'ip netns')).text).toBe('blue\nred (id: 0)');
  expect((await typed(...lines, 'ip link show v0')).text).toMatch(/^\d+: v0@if\d+: .*\n.* link-netns red$/);
  expect((await typed(...lines, 'ls /run/netns /var/run/netns')).text).toContain('blue');
});

test('A namespace routed by the host reaches the lab through a bridge', async () => {
  const lines = [
    'ip netns add app; ip link add br9 type bridge; ip addr add 10.9.0.1/24 dev br9; ip link set br9 up',
    'ip link add vh type veth peer name vn; ip link set vh master br9 up; ip link set vn netns app name eth0',
    'ip -n app addr add 10.9.0.2/24 dev eth0; ip -n app link set eth0 up',
    'ip -n app route add default via 10.9.0.1',
  ];
  const near = await typed(...lines, 'ip netns exec app ping -c 1 10.9.0.1');
  expect(near.text).toContain(' 1 received');
  expect((await typed(...lines, 'ping -c 1 10.9.0.2')).text).toContain(' 1 received');
  const far = await typed(
    ...lines,
    'sysctl -w net.ipv4.ip_forward=1; iptables -P FORWARD ACCEPT; iptables -t nat -A POSTROUTING -s 10.9.0.0/24 -o ens33 -j MASQUERADE',
    'ip netns exec app ping -c 1 192.168.1.13',
  );
  expect(far.text).toContain(' 1 received');
});

test('Rules, settings and files in a namespace are its own', async () => {
  const lines = ['ip netns add red', 'ip netns exec red iptables -A INPUT -j DROP'];
  expect((await typed(...lines, 'iptables -S INPUT')).text).toBe('-P INPUT ACCEPT');
  expect((await typed(...lines, 'ip netns exec red iptables -S INPUT')).text).toBe('-P INPUT ACCEPT\n-A INPUT -j DROP');
  expect((await typed(...lines, 'ip netns exec red ls /sys/class/net')).text).toBe('lo');
  const set = ['ip netns exec red sysctl -qw net.ipv4.conf.all.rp_filter=2', 'sysctl -n net.ipv4.conf.all.rp_filter'];
  expect((await typed(...lines, ...set)).text).toBe('0');
});

test('With a namespace go its links and the other ends of their cables', async () => {
  expect((await typed(...PAIR, 'ip netns del red', 'ip -n blue -br link show v-blue')).text).toBe(
    'Device "v-blue" does not exist.',
  );
  expect((await typed('ip netns del green')).text).toBe(
    'Cannot remove namespace file "/run/netns/green": No such file or directory',
  );
});

test('A macvlan in a namespace stands on the card of its host', async () => {
  const lines = [
    'ip netns add red; ip link add mv0 link ens33 type macvlan mode bridge; ip link set mv0 netns red',
    'ip -n red addr add 192.168.1.91/24 dev mv0; ip -n red link set mv0 up',
  ];
  expect((await typed(...lines, 'ip netns exec red ping -c 1 192.168.1.13')).text).toContain(' 1 received');
  expect((await typed(...lines, 'ping -c 1 192.168.1.91')).text).toContain(' 0 received');
});

test('What is wrong with a name is said as iproute2 says it', async () => {
  expect(await typed('ip netns add red', 'ip netns add red')).toEqual({
    status: 1,
    text: 'Cannot create namespace file "/run/netns/red": File exists',
  });
  expect((await typed('ip link set ens33 netns nowhere')).text).toBe(
    'Error: argument "nowhere" is wrong: Invalid "netns" value',
  );
  expect((await typed('ip netns add red', 'ip netns exec red nosuch')).text).toBe(
    'exec of "nosuch" failed: No such file or directory',
  );
  expect((await typed('ip netns add red', 'ip link set lo netns red')).text).toBe(
    'RTNETLINK answers: Invalid argument',
  );
});

test('Frames with a tag of 802.1ad are other ones than those with the same tag of 802.1Q, and carry tags within', async () => {
  const lab = replayLab(release);
  const on = async (host: string, ...lines: readonly string[]) => {
    let last = '';
    for (const line of lines) last = (await lab.type(host, line)).stdout.join('\n');
    return last;
  };
  const outer = (proto: string, address: string): readonly string[] => [
    `ip link add link ens33 name svc type vlan proto ${proto} id 100; ip link set svc up`,
    'ip link add link svc name svc.7 type vlan id 7; ip link set svc.7 up',
    `ip addr add ${address}/24 dev svc.7`,
  ];
  expect(await on('docker01', ...outer('802.1ad', '10.77.0.1'), 'ip -d link show svc')).toContain(
    'vlan protocol 802.1ad id 100',
  );
  expect(await on('docker02', ...outer('802.1ad', '10.77.0.2'), 'ping -c 1 10.77.0.1')).toContain(' 1 received');
  await on('router', ...outer('802.1Q', '10.77.0.3'));
  expect(await on('router', 'ping -c 1 -W 1 10.77.0.1')).toContain(' 0 received');
});
