/** Words of ip that were taken and did nothing, and real ones that were called garbage. */
import { expect, test } from 'vitest';
import { dockerHost } from '../../hosts/testing/docker-host.ts';

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
