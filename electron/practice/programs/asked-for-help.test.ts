/** Whoever wants to know what a program could do must not find out by its being done. */
import { expect, test } from 'vitest';
import { dockerHost } from '../hosts/testing/docker-host.ts';
import { hostPrograms } from './programs.ts';

test.each(['--help', '--version'])('no program does anything but tell when it is asked %s', async (word) => {
  const host = dockerHost();
  const before = host.machine.kernel();
  for (const name of hostPrograms.keys()) {
    await host.run(`timeout 1 ${name} ${word}`);
    expect([name, host.machine.kernel()]).toEqual([name, before]);
  }
});

test.each([
  'reboot --help',
  'systemctl reboot --help',
  'systemctl stop docker --help',
  'systemctl stop docker -h',
  'hostnamectl set-hostname other --help',
  'ifdown -a --help',
  'ifdown eth0 -h',
  'modprobe dummy --help',
  'modprobe -h dummy',
  "printf '*filter\\n-A INPUT -j DROP\\nCOMMIT\\n' | iptables-restore --help",
  'ip link add x type dummy; reboot --nosuch; ip link del x',
  'ip link add x type dummy; reboot -w; ip link del x',
])('%s leaves the host as it is', async (line) => {
  const host = dockerHost();
  const before = host.machine.state();
  await host.run(line);
  expect(host.machine.state()).toEqual(before);
});

test('chmod leaves the file as it is', async () => {
  const host = dockerHost();
  await host.run('touch file; chmod 000 file --help');
  expect((await host.run('stat -c %a file')).stdout).toBe('644\n');
});

test('what belongs to another program is not asked of this one', async () => {
  const host = dockerHost();
  expect((await host.run('nohup echo --help')).stdout).toBe('--help\n');
  expect((await host.run('chmod 600 -- --help')).stderr).toContain("cannot access '--help'");
});

test('help of what ends a host is told', async () => {
  const host = dockerHost();
  expect((await host.run('reboot --help')).stdout).toMatch(
    /^reboot \[OPTIONS\.\.\.\] \[ARG\]\n\nReboot the system\.\n/,
  );
  expect((await host.run('poweroff --help')).stdout).toMatch(/^poweroff \[OPTIONS\.\.\.\]\n\nPower off the system\.\n/);
  expect((await host.run('shutdown --help')).stdout).toMatch(/^shutdown \[OPTIONS\.\.\.\] \[TIME\] \[WALL\.\.\.\]\n/);
  expect((await host.run('reboot --nosuch')).stderr).toBe("reboot: unrecognized option '--nosuch'\n");
});
