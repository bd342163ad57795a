/** What rules and links make of packets, and what packets leave behind. */
import { expect, it } from 'vitest';
import { dockerHosts } from '../hosts/testing/docker-hosts.ts';
import { REAL_LAB } from '../hosts/testing/labs.ts';

it('tells questions from answers', async () => {
  const hosts = dockerHosts(REAL_LAB);
  await hosts.run('docker02', 'iptables -A INPUT -p icmp --icmp-type echo-request -j DROP');
  expect((await hosts.run('docker01', 'ping -c 1 -W 1 192.168.1.13')).status).toBe(1);
  expect((await hosts.run('docker02', 'ping -c 1 -W 1 192.168.1.11')).status).toBe(0);
  expect((await hosts.run('docker02', 'ping -c 1 -W 1 192.168.1.13')).status).toBe(1);
});

it('lets no more through than a limit says', async () => {
  const hosts = dockerHosts(REAL_LAB);
  await hosts.run('docker02', 'iptables -A INPUT -p icmp -m limit --limit 1/min --limit-burst 2 -j ACCEPT');
  await hosts.run('docker02', 'iptables -A INPUT -p icmp -j DROP');
  const { out } = await hosts.run('docker01', 'ping -c 4 -i 0.2 -W 1 192.168.1.13');
  expect(out).toContain('4 packets transmitted, 2 received');
});

it('is counted by links and rules, until somebody sets them back', async () => {
  const hosts = dockerHosts(REAL_LAB);
  await hosts.run('docker02', 'iptables -A INPUT -s 192.168.1.11 -j ACCEPT');
  await hosts.run('docker01', 'ping -c 3 -i 0.2 192.168.1.13');
  const counted = await hosts.run('docker02', 'iptables -nvL INPUT');
  expect(counted.out).toMatch(/^ {4}3 {3}252 ACCEPT/m);
  // Three questions and one for the address.
  expect((await hosts.run('docker01', 'cat /sys/class/net/ens33/statistics/tx_packets')).out).toBe('4\n');
  await hosts.run('docker02', 'iptables -Z');
  expect((await hosts.run('docker02', 'iptables -nvL INPUT')).out).toMatch(/^ {4}0 {5}0 ACCEPT/m);
});

it('does not fit everywhere', async () => {
  const hosts = dockerHosts(REAL_LAB);
  await hosts.run('docker01', 'ip link set ens33 mtu 1400');
  const whole = await hosts.run('docker01', 'ping -c 1 -M do -s 1400 192.168.1.13');
  expect(whole.err).toBe('ping: local error: message too long, mtu=1400\n');
  expect(whole.status).toBe(1);
  expect((await hosts.run('docker01', 'ping -c 1 -M do -s 1372 192.168.1.13')).status).toBe(0);
  expect((await hosts.run('docker01', 'ping -c 1 -s 1400 192.168.1.13')).status).toBe(0);
});

it('goes the way that the rules choose, and the main table stays what it was', async () => {
  const hosts = dockerHosts(REAL_LAB);
  await hosts.run('router', 'ip link add d0 type dummy; ip addr add 10.9.9.9/32 dev d0; ip link set d0 up');
  const before = (await hosts.run('docker01', 'ip route')).out;
  await hosts.run('docker01', 'ip route add 10.9.0.0/16 via 192.168.1.254 table 100');
  expect((await hosts.run('docker01', 'ip route')).out).toBe(before);
  expect((await hosts.run('docker01', 'ping -c 1 -W 1 10.9.9.9')).err).toBe('ping: connect: Network is unreachable\n');
  await hosts.run('docker01', 'ip rule add to 10.9.9.9 table 100');
  expect((await hosts.run('docker01', 'ip rule')).out).toContain('32765:\tfrom all to 10.9.9.9 lookup 100\n');
  expect((await hosts.run('docker01', 'ping -c 1 -W 1 10.9.9.9')).status).toBe(0);
  await hosts.run('docker01', 'ip rule del to 10.9.9.9; ip route flush table 100');
  expect((await hosts.run('docker01', 'ip route')).out).toBe(before);
  expect((await hosts.run('docker01', 'ping -c 1 -W 1 10.9.9.9')).status).toBe(2);
});

it('asks in the name of the address that the packet comes from', async () => {
  const hosts = dockerHosts(REAL_LAB);
  await hosts.run('docker01', 'ip addr add 172.22.16.1/24 dev ens33');
  await hosts.run('docker02', 'ip addr add 172.22.16.2/24 dev ens33');
  await hosts.run('docker01', 'ip neigh flush all');
  await hosts.run('docker02', 'ip neigh flush all; ping -c 1 172.22.16.1');
  expect((await hosts.run('docker01', 'ip neigh show')).out).toMatch(
    /^172\.22\.16\.2 dev ens33 lladdr \S+ REACHABLE\s*$/,
  );
});
