/** Files of settings: as `sysctl --system` reads them, and as they are read when a machine starts. */
import { expect, test } from 'vitest';
import { replayLab } from '../../conformance/replay.ts';
import { releases } from '../../os/releases.ts';

async function typed(...lines: readonly string[]): Promise<readonly string[]> {
  const lab = replayLab(releases.bookworm);
  let last: readonly string[] = [];
  for (const line of lines) {
    const { stdout, stderr } = await lab.type('docker02', line);
    last = [...stdout, ...stderr].filter((text) => text !== '');
  }
  return last;
}

const write = (path: string, text: string): string =>
  `mkdir -p ${path.replace(/\/[^/]*$/, '')}; echo '${text}' > ${path}`;

test('of files of one name that of the first folder is read, all sorted by name, and /etc/sysctl.conf by procps once more', async () => {
  expect(
    await typed(
      write('/run/sysctl.d/60-a.conf', 'net.ipv4.ip_default_ttl = 60'),
      write('/etc/sysctl.d/60-a.conf', 'net.ipv4.ip_default_ttl = 61'),
      write('/usr/local/lib/sysctl.d/70-b.conf', 'net.ipv4.ip_default_ttl = 62'),
      "sysctl --system | grep '^[*]'",
    ),
  ).toEqual([
    '* Applying /usr/lib/sysctl.d/50-pid-max.conf ...',
    '* Applying /etc/sysctl.d/60-a.conf ...',
    '* Applying /usr/local/lib/sysctl.d/70-b.conf ...',
    '* Applying /usr/lib/sysctl.d/99-protect-links.conf ...',
    '* Applying /etc/sysctl.d/99-sysctl.conf ...',
    '* Applying /etc/sysctl.conf ...',
  ]);
});

test('a start reads the same files in the same order, and what leads to /dev/null takes one away', async () => {
  const lines = [
    write('/usr/lib/sysctl.d/60-a.conf', 'net.ipv4.ip_default_ttl = 60'),
    write('/etc/sysctl.d/50-b.conf', 'net.ipv4.ip_default_ttl = 50'),
  ];
  const ttl = 'sysctl -n net.ipv4.ip_default_ttl';
  expect(await typed(...lines, 'reboot', ttl)).toEqual(['60']);
  expect(await typed(...lines, 'ln -s /dev/null /etc/sysctl.d/60-a.conf', 'reboot', ttl)).toEqual(['50']);
  // By the link that Debian 12 has; without it systemd never looks there.
  const last = "sed -i 's/#net.ipv4.tcp_syncookies=1/net.ipv4.ip_default_ttl=99/' /etc/sysctl.conf";
  expect(await typed(...lines, last, 'reboot', ttl)).toEqual(['99']);
  expect(await typed(...lines, last, 'rm /etc/sysctl.d/99-sysctl.conf', 'reboot', ttl)).toEqual(['60']);
});

test('each option of sysctl does what it says', async () => {
  expect(await typed('sysctl --dry-run net.ipv4.ip_default_ttl=9; sysctl -b net.ipv4.ip_default_ttl')).toEqual([
    'net.ipv4.ip_default_ttl = 9',
    '64',
  ]);
  expect(await typed("sysctl -a -r 'ipv4.ip_(default_ttl|no_pmtu_disc)$'")).toEqual([
    'net.ipv4.ip_default_ttl = 64',
    'net.ipv4.ip_no_pmtu_disc = 0',
  ]);
  expect(await typed('sysctl fs')).toContain('fs.protected_regular = 2');
});
