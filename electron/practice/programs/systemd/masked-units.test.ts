import { expect, test } from 'vitest';
import { dockerHost } from '../../hosts/testing/docker-host.ts';

test('a unit that is masked cannot be started until it is unmasked', async () => {
  const host = dockerHost();
  const { stdout, stderr } = await host.run(
    'systemctl mask lab; readlink /etc/systemd/system/lab.service; systemctl is-enabled lab; systemctl start lab; systemctl stop lab; systemctl enable lab; systemctl unmask lab; systemctl start lab',
  );
  expect(stdout).toBe('/dev/null\nmasked\n');
  expect(stderr.split('\n')).toEqual([
    'Unit lab.service does not exist, proceeding anyway.',
    'Created symlink /etc/systemd/system/lab.service \u2192 /dev/null.',
    'Failed to start lab.service: Unit lab.service is masked.',
    'Failed to enable unit: Unit file /etc/systemd/system/lab.service is masked.',
    'Removed "/etc/systemd/system/lab.service".',
    'Failed to start lab.service: Unit lab.service not found.',
    '',
  ]);
});
