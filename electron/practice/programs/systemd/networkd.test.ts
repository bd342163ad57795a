/** Files of systemd-networkd on a practice host: they count from a restart of it on, and after a reboot while it is enabled. */
import { expect, test } from 'vitest';
import { dockerHost } from '../../hosts/testing/docker-host.ts';

const FILES = `mkdir -p /etc/systemd/network; cd /etc/systemd/network
printf '[NetDev]\\nName=ens33.10\\nKind=vlan\\n[VLAN]\\nId=10\\n' > 10-vlan.netdev
printf '[Match]\\nName=ens33\\n[Network]\\nAddress=192.168.1.11/24\\nGateway=192.168.1.254\\nVLAN=ens33.10\\n' > 20-card.network
printf '[Match]\\nName=ens33.*\\n[Network]\\nAddress=172.16.10.11/24\\n[Route]\\nDestination=10.9.0.0/16\\nGateway=172.16.10.1\\n' > 30-vlan.network`;

test('a VLAN, its address and its route are there after a restart of the service, and after a reboot while it is enabled', async () => {
  const host = dockerHost();
  await host.run(FILES);
  expect((await host.run('systemctl is-active systemd-networkd')).stdout).toBe('inactive\n');
  expect(await host.run('systemctl restart systemd-networkd')).toEqual({ status: 0, stdout: '', stderr: '' });
  expect((await host.run('systemctl is-active systemd-networkd; ip -br -4 addr show ens33.10')).stdout).toMatch(
    /^active\nens33\.10@ens33 +UP +172\.16\.10\.11\/24 \n$/,
  );
  expect((await host.run('ip route')).stdout).toContain('10.9.0.0/16 via 172.16.10.1 dev ens33.10 proto static \n');
  expect((await host.run('ip route')).stdout).toContain('default via 192.168.1.254 dev ens33 proto static \n');

  await host.run('reboot');
  expect((await host.run('ip link show ens33.10')).status).toBe(1);

  await host.run('systemctl enable systemd-networkd; reboot');
  expect((await host.run('ip -4 -o addr show ens33.10')).stdout).toContain('172.16.10.11/24');
});

test('what it does not heed is said', async () => {
  const host = dockerHost();
  await host.run(FILES);
  await host.run("printf '[Network]\\nLLDP=yes\\n' >> /etc/systemd/network/20-card.network");
  expect((await host.run('systemctl start systemd-networkd')).stderr).toBe(
    '20-card.network: practice hosts do not simulate LLDP of [Network].\n',
  );
});
