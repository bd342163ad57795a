import { expect, test } from 'vitest';
import { replayLab } from '../conformance/replay.ts';
import { releases } from '../os/releases.ts';

const ASK = 'curl -s -m 3 http://192.168.1.254:8080/; echo $?';

test('A port that a router sends on is answered when the answer comes back through it, lost when it does not, and refused only by who refuses', async () => {
  const lab = replayLab(releases.bookworm, ['ens34']);
  const typed = async (host: string, command: string): Promise<string> =>
    (await lab.type(host, command)).stdout.join('\n').trim();
  await typed('router', 'ip link add link ens33 name ens33.30 type vlan id 30; ip addr add 10.30.0.1/24 dev ens33.30');
  await typed('router', 'ip link set ens33.30 up; iptables -P FORWARD ACCEPT');
  await typed(
    'docker01',
    'ip link add link ens33 name ens33.30 type vlan id 30; ip addr add 10.30.0.10/24 dev ens33.30',
  );
  await typed('docker01', 'ip link set ens33.30 up; mkdir /w; echo lesson > /w/index.html');
  await typed('docker01', 'docker run -d --network host -v /w:/w busybox httpd -f -p 80 -h /w');
  expect(await typed('docker02', ASK)).toBe('7');

  await typed('router', 'iptables -t nat -A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 10.30.0.10:80');
  // It answers by the network that both are on, in its own name.
  expect(await typed('docker02', ASK)).toBe('28');
  await typed('router', 'iptables -t nat -A POSTROUTING -o ens33.30 -j MASQUERADE');
  expect(await typed('docker02', ASK)).toBe('lesson\n0');
  expect(await typed('docker02', 'docker run --rm busybox wget -qO- http://192.168.1.254:8080/')).toBe('lesson');
  expect(await typed('router', "iptables -t nat -L PREROUTING -nv | awk 'END{print $1}'")).toBe('3');

  await typed('router', 'iptables -t nat -F POSTROUTING');
  await typed('docker01', 'ip route add 192.168.1.13 via 10.30.0.1');
  expect(await typed('docker02', ASK)).toBe('lesson\n0');
  await typed('router', 'iptables -I FORWARD -p tcp --dport 80 -j DROP');
  expect(await typed('docker02', ASK)).toBe('28');
  await typed('router', 'iptables -R FORWARD 1 -p tcp --dport 80 -j REJECT');
  expect(await typed('docker02', ASK)).toBe('7');
});
