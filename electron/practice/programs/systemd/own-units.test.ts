/** Units of the administrator's own: what no recording of a real host has come to. */
import { expect, test } from 'vitest';
import { dockerHost } from '../../hosts/testing/docker-host.ts';

const unit = (name: string, lines: readonly string[]): string =>
  `printf '%s\\n' ${lines.map((line) => `'${line}'`).join(' ')} > /etc/systemd/system/${name}.service`;

const VLAN = [
  '[Unit]',
  'Description=VLAN',
  '[Service]',
  'Type=oneshot',
  'RemainAfterExit=yes',
  'ExecStart=/sbin/ip link add link ens33 name ens33.10 type vlan id 10',
  '[Install]',
  'WantedBy=multi-user.target',
];

test('one that is enabled runs again after a restart', async () => {
  const host = dockerHost();
  await host.run(unit('vlan', VLAN));
  await host.run('systemctl enable vlan');
  expect((await host.run('systemctl is-active vlan')).stdout).toBe('inactive\n');
  await host.run('reboot');
  expect((await host.run('systemctl is-active vlan; ls /sys/class/net | grep ens33')).stdout).toBe(
    'active\nens33\nens33.10\n',
  );
});

test('what is not simulated of a unit is said before anything of it runs', async () => {
  const host = dockerHost();
  await host.run(unit('odd', ['[Service]', 'EnvironmentFile=/etc/odd', 'ExecStart=/bin/touch /tmp/odd']));
  expect(await host.run('systemctl start odd; ls /tmp/odd')).toMatchObject({
    stderr:
      "systemctl: practice hosts do not simulate EnvironmentFile= of units (/etc/systemd/system/odd.service).\nls: cannot access '/tmp/odd': No such file or directory\n",
  });
});

test('what it started ends with it, and nobody but root starts it', async () => {
  const host = dockerHost();
  await host.run(unit('sleeper', ['[Service]', 'ExecStart=/bin/sleep 1000', 'Restart=always']));
  await host.run('systemctl start sleeper');
  expect((await host.run('pgrep -x sleep | wc -l')).stdout).toBe('1\n');
  expect((await host.run('sudo -u guest systemctl stop sleeper')).status).toBe(4);
  await host.run('systemctl stop sleeper');
  expect((await host.run('pgrep -x sleep | wc -l; systemctl is-active sleeper')).stdout).toBe('0\ninactive\n');
});
