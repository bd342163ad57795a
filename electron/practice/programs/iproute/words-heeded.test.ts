/** Words of ip that were taken and did nothing, and real ones that were called garbage. */
import { expect, test } from 'vitest';
import { replayLab } from '../../conformance/replay.ts';
import { dockerHost } from '../../hosts/testing/docker-host.ts';
import { releases } from '../../os/releases.ts';

const outOf = async (line: string): Promise<string> => {
  const { stdout, stderr } = await dockerHost().run(line);
  return stdout + stderr;
};
const ADD = 'ip neigh add 192.168.1.90 lladdr 00:11:22:33:44:55 dev ens33;';

test('a neighbour that is there for good is another one when somebody says so', async () => {
  expect(
    await outOf(
      `${ADD} ip neigh replace 192.168.1.90 lladdr 00:11:22:33:44:56 dev ens33 nud stale; ip neigh show 192.168.1.90`,
    ),
  ).toBe('192.168.1.90 dev ens33 lladdr 00:11:22:33:44:56 STALE \n');
  expect(
    await outOf(
      `${ADD} ip neigh change 192.168.1.90 lladdr 00:11:22:33:44:57 dev ens33 nud reachable; ip neigh show 192.168.1.90`,
    ),
  ).toBe('192.168.1.90 dev ens33 lladdr 00:11:22:33:44:57 REACHABLE \n');
});

test('there is no cache of routes', async () => {
  expect(await outOf('ip route show cache')).toBe('');
});

test('options of IPv6 alone are warned of on an address of IPv4', async () => {
  expect(await outOf('ip addr add 10.9.0.1/24 dev ens33 nodad')).toBe(
    'Warning: nodad option can be set only for IPv6 addresses\n',
  );
});

test('a family that there is not is wrong', async () => {
  expect(await outOf('ip -f nonsense addr')).toContain('argument "nonsense" is wrong: invalid protocol family');
  expect(await outOf('ip -f inet addr show lo | grep -c inet6')).toBe('0\n');
  expect(await outOf('ip -b /dev/null; echo $?')).toBe('0\n');
});

test('real words that are not simulated are no garbage', async () => {
  for (const line of [
    'ip addr save',
    'ip rule save',
    'ip -f link addr',
    'ip route add 10.9.0.0/24 via 192.168.1.1 realm 5',
    'ip route add 10.9.0.0/24 via 192.168.1.1 mtu lock 1400',
    'ip route get 192.168.1.13 ipproto icmp',
    'ip route get 192.168.1.13 tos 4',
    'ip neigh add 192.168.1.90 lladdr 00:11:22:33:44:55 dev ens33 router',
    'ip neigh add 192.168.1.90 lladdr 00:11:22:33:44:55 dev ens33 nud noarp',
  ])
    expect(await outOf(line)).toContain('practice hosts do not simulate');
});

test('each address of IPv6 brings its route; the way to one is not simulated, and that is said', async () => {
  const host = dockerHost();
  await host.run('ip -6 addr add fd00::1/64 dev ens33; ip -6 addr add fd01::1/128 dev ens33');
  expect((await host.run('ip -6 route show dev ens33')).stdout).toBe(
    ['fd00::/64', 'fd01::1', 'fe80::/64'].map((to) => `${to} proto kernel metric 256 pref medium\n`).join(''),
  );
  expect((await host.run('ip route get fd00::2')).stderr).toBe(
    'ip route get: practice hosts do not simulate routes of IPv6.\n',
  );
});

test('a VLAN maps priorities to those of its tags, and shows it; its number stays what it is', async () => {
  const host = dockerHost();
  await host.run('ip link add link ens33 name v4 type vlan id 4 egress-qos-map 0:3 1:4 ingress-qos-map 2:5');
  await host.run('ip link set v4 type vlan id 5 reorder_hdr off egress-qos-map 1:6');
  expect((await host.run('ip -d link show v4 | sed 1,2d')).stdout).toMatch(
    /^ {4}vlan protocol 802\.1Q id 4 \n {6}ingress-qos-map \{ 2:5 \} \n {6}egress-qos-map \{ 0:3 1:6 \} addrgenmode/,
  );
  expect((await host.run('ip -d -j link show v4')).stdout).toContain(
    '"flags":[],"ingress_qos":[{"from":2,"to":5}],"egress_qos":[{"from":0,"to":3},{"from":1,"to":6}]',
  );
  expect((await host.run('ip link set ens33 type vlan id 5')).stderr).toBe(
    'RTNETLINK answers: Operation not supported\n',
  );
  expect((await host.run('tail -2 /proc/net/vlan/v4; head -1 /proc/net/vlan/v4 | cut -f2')).stdout).toBe(
    'INGRESS priority mappings: 0:0  1:0  2:5  3:0  4:0  5:0  6:0 7:0\n EGRESS priority mappings: 0:3 1:6 \n REORDER_HDR: 0  dev->priv_flags: 81021\n',
  );
});

test('a VLAN writes its priority into the tags of what it sends', async () => {
  const { type } = replayLab(releases.bookworm);
  await type('docker01', 'ip link add link ens33 name v4 type vlan id 4 egress-qos-map 0:3');
  await type('docker01', 'ip addr add 10.4.0.1/24 dev v4; ip link set v4 up');
  const seen = await type(
    'docker01',
    'timeout 3 tcpdump -c 1 -e -n -i ens33 vlan 4 & sleep 0.2; ping -c 1 -W 1 10.4.0.2 > /dev/null; wait',
  );
  expect(seen.stdout[0]).toContain('ethertype 802.1Q (0x8100), length 46: vlan 4, p 3, ethertype ARP');
});
