/** What rules say and count of pings, those too that they let nowhere. */
import { expect, test } from 'vitest';
import { replayLab } from '../conformance/replay.ts';
import { releases } from '../os/releases.ts';

const ping = async (lab: ReturnType<typeof replayLab>, from: string, to: string) =>
  lab.type(from, `ping -c 1 -W 1 ${to}`);

test('LOG is read in dmesg and in the journal, with its prefix and the head of the frame', async () => {
  const lab = replayLab(releases.bookworm);
  await lab.type('docker01', 'iptables -A INPUT -p icmp -j LOG --log-prefix "in: "; iptables -A OUTPUT -p icmp -j LOG');
  await ping(lab, 'docker02', '192.168.1.11');
  const { stdout } = await lab.type('docker01', 'dmesg | tail -2');
  expect(stdout[0]).toMatch(
    /^\[ +\d+\.\d{6}\] in: IN=ens33 OUT= MAC=(?:[0-9a-f]{2}:){12}08:00 SRC=192\.168\.1\.13 DST=192\.168\.1\.11 LEN=84 TOS=0x00 PREC=0x00 TTL=64 ID=\d+ DF PROTO=ICMP TYPE=8 CODE=0 ID=\d+ SEQ=1 $/,
  );
  expect(stdout[1]).toMatch(/\] IN= OUT=ens33 SRC=192\.168\.1\.11 DST=192\.168\.1\.13 LEN=84 .* TYPE=0 CODE=0 /);
  expect((await lab.type('docker01', 'journalctl -k | grep -c "in: IN=ens33"')).stdout[0]).toBe('1');
  await lab.type('docker01', 'reboot');
  expect((await lab.type('docker01', 'dmesg | grep -c IN=')).stdout[0]).toBe('0');
});

test('a rule that drops what comes in counts it', async () => {
  const lab = replayLab(releases.bookworm);
  await lab.type('docker01', 'iptables -A INPUT -p icmp -j LOG --log-prefix "no: "; iptables -A INPUT -p icmp -j DROP');
  await ping(lab, 'docker02', '192.168.1.11');
  const { stdout } = await lab.type('docker01', 'iptables -nvL INPUT | tail -2; dmesg | grep -c "no: "');
  expect(stdout.slice(0, 2).map((line) => line.trim().split(/ +/).slice(0, 3).join(' '))).toEqual([
    '1 84 LOG',
    '1 84 DROP',
  ]);
  expect(stdout[2]).toBe('1');
});
