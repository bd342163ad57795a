import { expect, test } from 'vitest';
import { dockerHost } from '../../hosts/testing/docker-host.ts';

test('systemctl status tells of the machine, and what it does not tell of is said', async () => {
  const { stdout, stderr } = await dockerHost().run('systemctl status');
  expect(stdout).toMatch(/^● docker01\n {4}State: running\n {4}Units: \d+ loaded/);
  expect(stderr).toContain('do not simulate the tree');
});

test('the socket of a Docker that runs is taken over', async () => {
  const { stdout } = await dockerHost().run(
    'systemctl list-units --no-legend docker.socket; systemctl stop docker; systemctl is-active docker.socket',
  );
  expect(stdout).toMatch(/docker\.socket +loaded active running/);
});

test('what depends on a unit is not made up', async () => {
  const host = dockerHost();
  expect((await host.run('systemctl list-dependencies docker')).stderr).toContain('practice hosts do not simulate');
  expect((await host.run('systemctl list-dependencies nosuch')).stdout).toBe('nosuch.service\n');
});
