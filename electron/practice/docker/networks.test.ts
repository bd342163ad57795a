/** What Docker's networks do on their host, and to each other. */
import { expect, test } from 'vitest';
import { type DockerHost, dockerHost } from '../hosts/testing/docker-host.ts';

const link = ({ machine }: DockerHost, name: string) => machine.kernel().links.find((item) => item.name === name);
const addressOf = (host: DockerHost, name: string): string | undefined =>
  host.docker().containers.find((item) => item.name === name)?.endpoints[0]?.address;
const errorOf = async (host: DockerHost, line: string): Promise<string> => (await host.run(line)).stderr.trim();

test('a bridge network is a bridge with its address, its route and its rules, and takes all of them away', async () => {
  const host = dockerHost();
  const before = host.machine.state();
  const { stdout } = await host.run('docker network create plain');
  const bridge = `br-${stdout.slice(0, 12)}`;
  expect(link(host, bridge)).toMatchObject({ kind: 'bridge', up: true, carrier: false });
  expect(host.machine.kernel().routes).toContainEqual(expect.objectContaining({ to: '172.18.0.0/16', dev: bridge }));
  const nat = host.machine.kernel().firewall.nat.find(({ name }) => name === 'POSTROUTING');
  expect(nat?.rules[0]?.text).toBe(`-s 172.18.0.0/16 ! -o ${bridge} -j MASQUERADE`);

  await host.run('docker run -dit --name one --network plain busybox');
  expect(link(host, bridge)?.carrier).toBe(true);
  expect(host.machine.kernel().links.filter(({ kind, master }) => kind === 'veth' && master === bridge)).toHaveLength(
    1,
  );
  await host.run('docker rm -f one');
  await host.run('docker network rm plain');
  expect(host.machine.state()).toEqual(before);
});

test('ports that are published are rules while the container runs', async () => {
  const host = dockerHost();
  const dnat = (): unknown =>
    host.machine
      .kernel()
      .firewall.nat.find(({ name }) => name === 'DOCKER')
      ?.rules.map(({ text }) => text);
  await host.run('docker run -d --name registry -p 5000:5000 registry');
  expect(dnat()).toEqual([
    '-i docker0 -j RETURN',
    '! -i docker0 -p tcp -m tcp --dport 5000 -j DNAT --to-destination 172.17.0.2:5000',
  ]);
  expect(await errorOf(host, 'docker run -d --name second -p 5000:5000 registry')).toMatch(
    /driver failed programming external connectivity on endpoint second \([0-9a-f]{64}\): Bind for 0\.0\.0\.0:5000 failed: port is already allocated\.$/,
  );
  expect((await host.run('docker port registry')).stdout).toBe('5000/tcp -> 0.0.0.0:5000\n5000/tcp -> :::5000\n');
  await host.run('docker stop registry');
  expect(dnat()).toEqual(['-i docker0 -j RETURN']);
});

test('the lowest free address is given, from the range where there is one, and never one that is taken', async () => {
  const host = dockerHost();
  await host.run(
    'docker network create --subnet 10.1.0.0/29 --gateway 10.1.0.2 --aux-address printer=10.1.0.3 small; docker network create --subnet 10.2.0.0/24 --ip-range 10.2.0.64/30 ranged',
  );
  for (const name of ['c1', 'c2', 'c3', 'c4', 'c5'])
    await host.run(`docker run -dit --name ${name} --network small busybox`);
  expect(['c1', 'c2', 'c3', 'c4'].map((name) => addressOf(host, name))).toEqual([
    '10.1.0.1',
    '10.1.0.4',
    '10.1.0.5',
    '10.1.0.6',
  ]);
  expect(await errorOf(host, 'docker start c5')).toMatch(
    /no available IPv4 addresses on this network's address pools: small/,
  );
  await host.run('docker stop c2; docker start c5');
  expect(addressOf(host, 'c5')).toBe('10.1.0.4');
  await host.run('docker run -dit --name r1 --network ranged busybox');
  expect(addressOf(host, 'r1')).toBe('10.2.0.65');
  await host.run('docker run -dit --name fixed --network ranged --ip 10.2.0.9 busybox');
  expect(addressOf(host, 'fixed')).toBe('10.2.0.9');
});

test('addresses of one’s choice need a subnet of one’s choice', async () => {
  const host = dockerHost();
  await host.run('docker network create plain');
  expect(await errorOf(host, 'docker run -dit --network plain --ip 10.2.0 busybox')).toContain(
    'invalid IPv4 address: 10.2.0',
  );
  expect(await errorOf(host, 'docker run -dit --network plain --ip 172.18.0.9 busybox')).toContain(
    'user specified IP address is supported only when connecting to networks with user configured subnets',
  );
});

test('Docker makes a parent that it can make, and takes it away with the network', async () => {
  const host = dockerHost();
  await host.run(
    'docker network create -d macvlan --subnet 10.1.0.0/24 -o parent=ens33.10 tagged; docker network create -d macvlan lonely',
  );
  expect(link(host, 'ens33.10')).toMatchObject({ kind: 'vlan', parent: 'ens33', vlan: 10, up: true });
  const lonely = host.docker().networks.find(({ name }) => name === 'lonely');
  expect(link(host, `dm-${lonely?.id.slice(0, 12)}`)?.kind).toBe('dummy');
  expect(lonely?.options).toEqual({});
  await host.run('docker network rm tagged lonely');
  expect(host.machine.kernel().links.map(({ name }) => name)).toEqual(['lo', 'ens33', 'docker0']);
});

test('macvlan and ipvlan do not run on one parent together', async () => {
  const host = dockerHost();
  await host.run(
    'docker network create -d macvlan --subnet 10.1.0.0/24 -o parent=ens33 m; docker network create -d ipvlan --subnet 10.2.0.0/24 -o parent=ens33 i',
  );
  await host.run('docker run -dit --name one --network m busybox');
  expect(await errorOf(host, 'docker run -dit --name two --network i busybox')).toBe(
    'docker: Error response from daemon: failed to create the ipvlan port: device or resource busy.',
  );
  expect(await errorOf(host, 'docker network rm m')).toContain('has active endpoints');
});

test('a network that is made anew is another one to a container that was on the old one', async () => {
  const host = dockerHost();
  const make = 'docker network create -d macvlan --subnet 10.1.0.0/24 -o parent=ens33 net';
  await host.run(
    `${make}; docker run -dit --name one --network net busybox; docker stop one; docker network rm net; ${make}`,
  );
  expect(await errorOf(host, 'docker start one')).toMatch(
    /^Error response from daemon: network [0-9a-f]{64} not found\nError: failed to start containers: one$/,
  );
});

test('a parent that is missing when Docker starts leaves its network listed and of no use, until Docker starts again', async () => {
  const host = dockerHost();
  await host.run('ip link add link ens33 name vlan10 type vlan id 10; ip link set vlan10 up');
  await host.run(
    'docker network create -d macvlan --subnet 10.1.0.0/24 -o parent=vlan10 net; docker create --name one --network net busybox',
  );
  await host.run('ip link del vlan10');
  expect(await errorOf(host, 'docker start one')).toContain(
    'the requested parent interface vlan10 was not found on the Docker host',
  );
  await host.run('systemctl restart docker; ip link add link ens33 name vlan10 type vlan id 10; ip link set vlan10 up');
  expect((await host.run('docker network ls')).stdout).toContain('net');
  expect(await errorOf(host, 'docker start one')).toMatch(/network \S+ not found/);
  await host.run('systemctl restart docker');
  expect((await host.run('docker start one')).status).toBe(0);
});

test('a container on several networks: connected, seen, disconnected', async () => {
  const host = dockerHost();
  await host.run('docker network create --subnet 10.1.0.0/24 a; docker network create --subnet 10.2.0.0/24 b');
  await host.run('docker run -dit --name one --network a busybox; docker network connect --ip 10.2.0.77 b one');
  const ends = host.docker().containers[0]?.endpoints;
  expect(ends?.map(({ network, address, fixedAddress }) => [network, address, fixedAddress])).toEqual([
    ['a', '10.1.0.2', undefined],
    ['b', '10.2.0.77', '10.2.0.77'],
  ]);
  expect(await errorOf(host, 'docker network connect b one')).toContain(
    'endpoint with name one already exists in network b',
  );
  const seen = await host.run(
    "docker inspect -f '{{range $name, $end := .NetworkSettings.Networks}}{{$name}}={{$end.IPAddress}} {{end}}' one",
  );
  expect(seen.stdout).toBe('a=10.1.0.2 b=10.2.0.77 \n');
  await host.run('docker network disconnect b one');
  expect(host.docker().containers[0]?.endpoints).toHaveLength(1);
  expect((await host.run('docker network prune -f')).stdout).toBe('Deleted Networks:\nb\n\n');
});

test('ipvlan in mode l3 wants to be the only way out', async () => {
  const host = dockerHost();
  await host.run(
    'docker network create -d ipvlan --subnet 10.1.0.0/24 -o parent=ens33 -o ipvlan_mode=l3 l3; docker network create plain',
  );
  await host.run('docker create --name two --network l3 busybox sh; docker network connect plain two');
  expect(await errorOf(host, 'docker start two')).toMatch(
    /error setting interface \\"\w+\\" routes to \[\\"0\.0\.0\.0\/0\\"\]: file exists/,
  );
  await host.run('docker run -dit --name one --network l3 busybox');
  expect(host.docker().containers.find(({ name }) => name === 'one')?.endpoints[0]).toMatchObject({
    gateway: undefined,
    mac: undefined,
  });
  expect(await errorOf(host, 'docker run -dit --network l3 --mac-address 02:00:00:00:00:01 busybox')).toContain(
    'ipvlan interfaces do not support custom mac address assignment',
  );
});

test('from Docker 25 on, one run puts a container on several networks, each with its address and MAC address', async () => {
  const host = dockerHost({ version: '26.1.5+dfsg1' });
  await host.run(
    'docker network create --subnet 172.30.0.0/24 front; docker network create --subnet 172.31.0.0/24 back',
  );
  const both =
    'docker run -dit --name both --network name=front,ip=172.30.0.9,mac-address=02:00:00:00:00:09 --network name=back busybox';
  expect(await host.run(both)).toMatchObject({ status: 0, stderr: '' });
  const places = host.docker().containers[0]?.endpoints.map(({ network, address, mac }) => [network, address, mac]);
  expect(places).toEqual([
    ['back', '172.31.0.2', '02:42:ac:1f:00:02'],
    ['front', '172.30.0.9', '02:00:00:00:00:09'],
  ]);
  await host.run('docker restart both');
  expect(host.docker().containers[0]?.endpoints.map(({ address }) => address)).toEqual(['172.31.0.2', '172.30.0.9']);

  const old = dockerHost();
  await old.run('docker network create --subnet 172.30.0.0/24 front');
  expect((await old.run('docker run -dit --network name=front,ip=172.30.0.9 busybox')).stderr).toContain(
    'invalid argument "name=front,ip=172.30.0.9" for "--network" flag: invalid field key ip',
  );
});

test('a subnet of IPv6 is kept and not used without --ipv6: the network has one of IPv4 as others have', async () => {
  const host = dockerHost();
  const { status } = await host.run('docker network create --subnet fd00::/64 --gateway fd00::1 v6only');
  expect(status).toBe(0);
  const { stdout } = await host.run("docker network inspect v6only -f '{{.EnableIPv6}} {{json .IPAM.Config}}'");
  expect(stdout).toBe(
    'false [{"Subnet":"172.18.0.0/16","Gateway":"172.18.0.1"},{"Subnet":"fd00::/64","Gateway":"fd00::1"}]\n',
  );
  expect(await errorOf(host, 'docker network create --subnet 10.3.0.0/24 --gateway fd00::1 x')).toBe(
    'no matching subnet for gateway fd00::1',
  );
});
