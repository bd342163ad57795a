import { expect, it } from 'vitest';
import { replayLab } from '../../conformance/replay.ts';
import { dockerHosts } from '../../hosts/testing/docker-hosts.ts';
import { REAL_LAB } from '../../hosts/testing/labs.ts';
import { releases } from '../../os/releases.ts';

it('counts what was lost between what came', async () => {
  const hosts = dockerHosts(REAL_LAB);
  const docker02 = hosts.machine('docker02');
  let now = hosts.machine('docker01').clock.now();
  const cut = setInterval(() => {
    const at = hosts.machine('docker01').clock.now();
    if (at - now < 1500) return;
    now = Number.POSITIVE_INFINITY;
    docker02.changeKernel((kernel) => ({
      ...kernel,
      sysctls: { ...kernel.sysctls, 'net.ipv4.icmp_echo_ignore_all': '1' },
    }));
  }, 0);
  const { status, out } = await hosts.run('docker01', 'ping -c 500 -i 1 -W 1 192.168.1.13');
  clearInterval(cut);
  expect(status).toBe(0);
  const [, received = ''] = /500 packets transmitted, (\d+) received/.exec(out) ?? [];
  expect(Number(received)).toBeGreaterThan(0);
  expect(Number(received)).toBeLessThan(500);
});

it('ends with its statistics when somebody interrupts it', async () => {
  const hosts = dockerHosts(REAL_LAB);
  const { out } = await hosts.run('docker01', 'timeout -s INT 3 ping 192.168.1.13');
  expect(out).toMatch(/--- 192\.168\.1\.13 ping statistics ---\n\d+ packets transmitted, \d+ received, 0% packet loss/);
});

it('stops at its deadline', async () => {
  const hosts = dockerHosts(REAL_LAB);
  const { status, out } = await hosts.run('docker01', 'ping -w 2 192.168.1.99');
  expect(status).toBe(1);
  expect(out).toContain('2 packets transmitted, 0 received, 100% packet loss');
});

it('sends from the address or link that it is told', async () => {
  const hosts = dockerHosts(REAL_LAB);
  await hosts.run('docker01', 'ip addr add 192.168.1.77/24 dev ens33');
  const { out } = await hosts.run('docker01', 'ping -c 1 -I 192.168.1.77 192.168.1.13');
  expect(out).toContain('PING 192.168.1.13 (192.168.1.13) from 192.168.1.77 : 56(84) bytes of data.');
});

it('heeds each option that it takes, or says that it is not simulated', async () => {
  const lab = replayLab(releases.bookworm);
  const said = async (line: string): Promise<string> => {
    const { stdout, stderr } = await lab.type('docker01', line);
    return [...stdout, ...stderr].join('\n');
  };
  expect(await said('ping -a -c 1 192.168.1.13')).toContain(' ms\x07\n');
  const flood = await said('ping -f -c 2 192.168.1.13');
  expect(flood).toContain('\n.\b \b.\b \b\n');
  expect(flood).toMatch(/, ipg\/ewma [\d.]+\/[\d.]+ ms/);
  expect(await said('ping -v -e 77 -c 1 192.168.1.13')).toContain('icmp_seq=1 ident=77 ttl=64');
  // Nothing but the machine itself is behind the loopback.
  expect(await said('ping -c 1 -W 1 -I lo 192.168.1.13')).toContain(' 0 received');
  expect(await said('ping -c 1 -W 1 -b 192.168.1.255')).toContain(
    '1 packets transmitted, 0 received, 100% packet loss',
  );
  for (const option of ['-m 5', '-T tsonly', '-r', '-R'])
    expect(await said(`ping ${option} -c 1 192.168.1.13`)).toContain('practice hosts do not simulate');
});
