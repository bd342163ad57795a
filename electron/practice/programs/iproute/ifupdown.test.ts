/** Interfaces as their files say, those that other files name among them. */
import { expect, test } from 'vitest';
import { dockerHost } from '../../hosts/testing/docker-host.ts';

const VLAN =
  "printf 'auto ens33.10\\niface ens33.10 inet static\\n  address 172.16.10.11/24\\n  post-up echo up\\n  pre-down echo going\\n'";

test('a file in interfaces.d counts, from ifup to a restart of networking', async () => {
  const host = dockerHost();
  await host.run(`${VLAN} > /etc/network/interfaces.d/vlans`);
  expect((await host.run('ifquery ens33.10')).stdout).toContain('address: 172.16.10.11\nbroadcast: 172.16.10.255\n');
  expect((await host.run('ifup ens33.10')).stdout).toBe('up\n');
  expect((await host.run('ip -br -4 addr show ens33.10')).stdout).toContain('172.16.10.11/24');
  expect((await host.run('ifdown ens33.10')).stdout).toBe('going\n');
  expect((await host.run('ip link show ens33.10')).status).toBe(1);
  expect((await host.run('systemctl restart networking; ip -br -4 addr show ens33.10')).stdout).toContain(
    '172.16.10.11/24',
  );
});

test('what stands where it means nothing is told of, and what is missing too', async () => {
  const host = dockerHost();
  await host.run(
    "echo 'nonsense here' > /etc/network/interfaces.d/bad; echo 'iface eth7 inet static' > /etc/network/interfaces.d/seven",
  );
  expect((await host.run('ifup eth7')).stderr).toBe(
    'ifup: /etc/network/interfaces.d/bad:1: misplaced option\nifup: missing required variable: address\nifup: missing required configuration variables for interface eth7/inet\nifup: failed to bring up eth7\n',
  );
});
