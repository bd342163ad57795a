/** Words of busybox's network tools that were taken and did nothing, and who may change a network at all. */
import { expect, test } from 'vitest';
import { replayLab } from '../../conformance/replay.ts';
import { releases } from '../../os/releases.ts';

async function inContainer(options: string, ...lines: readonly string[]): Promise<string> {
  const lab = replayLab(releases.bookworm);
  await lab.type('docker01', `docker run -d --name box ${options} busybox sleep 100`);
  let last = '';
  for (const line of lines) {
    const { stdout, stderr } = await lab.type('docker01', `docker exec box ${line}`);
    last = [...stdout, ...stderr].filter((text) => text !== '').join('\n');
  }
  return last;
}
const ADMIN = '--cap-add NET_ADMIN';

test('who may not change a network is told so, whatever is wrong besides', async () => {
  expect(await inContainer('', 'route add default gw 172.17.0.1')).toBe('route: SIOCADDRT: Operation not permitted');
});

test('ifconfig sets the address of the link and the mask of its first one, and its hardware address', async () => {
  expect(
    await inContainer(
      ADMIN,
      'ip addr add 10.0.0.1/24 dev eth0',
      'ifconfig eth0 172.17.0.33 netmask 255.255.0.0',
      "sh -c 'ip -o -4 addr show eth0 | cut -c1-50'",
    ),
  ).toMatch(/172\.17\.0\.33\/16 brd 172\.17.*\n.* 10\.0\.0\.1\/16 scope/);
  expect(await inContainer(ADMIN, 'ifconfig eth0 hw ether 02:00:00:00:00:77', 'cat /sys/class/net/eth0/address')).toBe(
    '02:00:00:00:00:77',
  );
});

test('a route of a container has the MTU that it was given', async () => {
  expect(
    await inContainer(ADMIN, 'ip route add 10.9.0.0/16 via 172.17.0.1 mtu 1300', 'ping -c 1 -W 1 -s 1400 10.9.0.1'),
  ).toContain('0 packets received');
});

test('what is not simulated is said', async () => {
  for (const line of [
    'ip link set eth0 arp off',
    'ip route add 10.9.0.0/16 via 172.17.0.1 advmss 1300',
    'route add -net 10.9.0.0/16 gw 172.17.0.1 mss 1300',
    'ifconfig eth0 -arp',
  ])
    expect(await inContainer(ADMIN, line)).toContain('practice hosts do not simulate');
});
