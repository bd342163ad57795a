/** Rules of iptables that ask how long a ping is, how far it may go, whose it is, when it comes, and chance. */
import { expect, test } from 'vitest';
import { replayLab } from '../conformance/replay.ts';
import { releases } from '../os/releases.ts';

/** How many of the answers came back to docker01, with a rule on docker02. */
async function received(rule: string, ping = 'ping -c 1 -W 1 192.168.1.13', on = 'docker02'): Promise<string> {
  const lab = replayLab(releases.bookworm);
  const { stderr } = await lab.type(on, rule);
  expect(stderr).toEqual([]);
  const { stdout } = await lab.type('docker01', ping);
  return / (\d+) received/.exec(stdout.join('\n'))?.[1] ?? stdout.join('\n');
}

test.each([
  ['iptables -A INPUT -m length --length 100:200 -j DROP', '1'],
  ['iptables -A INPUT -m length --length 84 -j DROP', '0'],
  ['iptables -A INPUT -m length ! --length 84 -j DROP', '1'],
  ['iptables -A INPUT -m ttl --ttl-lt 5 -j DROP', '1'],
  ['iptables -A INPUT -m ttl --ttl-gt 5 -j DROP', '0'],
  ['iptables -A INPUT -m pkttype --pkt-type multicast -j DROP', '1'],
  ['iptables -A INPUT -m pkttype --pkt-type unicast -j DROP', '0'],
  ['iptables -A INPUT -m time --timestart 08:00 --timestop 16:00 -j DROP', '0'],
  ['iptables -A INPUT -m time --timestart 13:00 --timestop 16:00 -j DROP', '1'],
  ['iptables -A INPUT -m time --weekdays Sa,Su -j DROP', '1'],
  ['iptables -A INPUT -p tcp -m connlimit --connlimit-above 5 -j DROP', '1'],
  // Nobody on that machine owns the answer.
  ['iptables -A OUTPUT -m owner --uid-owner root -j DROP', '1'],
])('%s lets %s through', async (rule, count) => {
  expect(await received(rule)).toBe(count);
});

test('a longer ping is another one, and each third is lost', async () => {
  expect(
    await received('iptables -A INPUT -m length --length 100:200 -j DROP', 'ping -c 1 -W 1 -s 100 192.168.1.13'),
  ).toBe('0');
  expect(
    await received('iptables -A INPUT -m statistic --mode nth --every 3 -j DROP', 'ping -c 6 -W 1 192.168.1.13'),
  ).toBe('4');
});

test('whoever sends is who the owner is', async () => {
  const rule = 'iptables -A OUTPUT -m owner --uid-owner student -j DROP';
  expect(await received(rule, 'ping -c 1 -W 1 192.168.1.13', 'docker01')).toBe('1');
  expect(await received(rule, 'sudo -u student ping -c 1 -W 1 192.168.1.13', 'docker01')).toBe('0');
});
