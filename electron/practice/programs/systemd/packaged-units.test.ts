/** As the real lab's hosts answered, where that is in no session of the corpus. */
import { expect, test } from 'vitest';
import { dockerHost } from '../../hosts/testing/docker-host.ts';

test('units of packages are enabled and disabled by their links, and told as they are', async () => {
  const host = dockerHost();
  const said = await host.run('systemctl disable docker; systemctl is-enabled docker; systemctl enable docker');
  expect(said.stdout).toBe('disabled\n');
  expect(said.stderr.split('\n')).toEqual([
    'Synchronizing state of docker.service with SysV service script with /lib/systemd/systemd-sysv-install.',
    'Executing: /lib/systemd/systemd-sysv-install disable docker',
    'Removed "/etc/systemd/system/multi-user.target.wants/docker.service".',
    'Synchronizing state of docker.service with SysV service script with /lib/systemd/systemd-sysv-install.',
    'Executing: /lib/systemd/systemd-sysv-install enable docker',
    'Created symlink /etc/systemd/system/multi-user.target.wants/docker.service \u2192 /lib/systemd/system/docker.service.',
    '',
  ]);
  const ssh = await host.run(
    'systemctl disable -q ssh; systemctl enable ssh 2>&1 | tail -n 2; systemctl is-enabled sshd',
  );
  expect(ssh.stdout.split('\n')).toEqual([
    'Created symlink /etc/systemd/system/sshd.service \u2192 /lib/systemd/system/ssh.service.',
    'Created symlink /etc/systemd/system/multi-user.target.wants/ssh.service \u2192 /lib/systemd/system/ssh.service.',
    'alias',
    '',
  ]);
});

test('Docker that is disabled stays off over a restart of its host, and is not started while it is masked', async () => {
  const host = dockerHost();
  await host.run('systemctl disable docker; reboot');
  expect((await host.run('systemctl is-active docker')).stdout).toBe('inactive\n');
  const masked = await host.run(
    'systemctl mask docker; systemctl start docker; systemctl cat docker; systemctl is-enabled docker',
  );
  expect(masked.stdout).toBe('# Unit docker.service is masked.\nmasked\n');
  expect(masked.stderr).toContain('Failed to start docker.service: Unit docker.service is masked.');
  await host.run('systemctl unmask docker; systemctl enable --now docker');
  expect((await host.run('systemctl is-active docker')).stdout).toBe('active\n');
});

test('what is said in /etc/default/docker is given to dockerd', async () => {
  const host = dockerHost();
  await host.run(
    `echo 'DOCKER_OPTS="--insecure-registry 192.168.1.11:5000"' > /etc/default/docker; systemctl restart docker`,
  );
  expect((await host.run('docker info')).stdout).toContain('  192.168.1.11:5000\n');
});
