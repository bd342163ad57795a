/** What is typed inside containers: their names for each other, their network, their processes, and what they serve. */
import { expect, it } from 'vitest';
import { dockerHosts } from '../hosts/testing/docker-hosts.ts';
import { REAL_LAB } from '../hosts/testing/labs.ts';

type Hosts = ReturnType<typeof dockerHosts>;

const said = async (hosts: Hosts, line: string, on = 'docker01'): Promise<string> => (await hosts.run(on, line)).out;

it('know each other by name on a network of their own', async () => {
  const hosts = dockerHosts(REAL_LAB);
  await hosts.run('docker01', 'docker network create --subnet 10.40.0.0/24 back');
  await hosts.run('docker01', 'docker run -dit --name web --network back busybox sh');
  await hosts.run('docker01', 'docker run -dit --name data --network back --network-alias db busybox sh');
  expect(await said(hosts, 'docker exec web ping -c 1 data')).toContain('PING data (10.40.0.3): 56 data bytes');
  expect(await said(hosts, 'docker exec web ping -c 1 db')).toContain('1 packets received');
  await hosts.run('docker01', 'docker rename data store');
  expect((await hosts.run('docker01', 'docker exec web ping -c 1 data')).err).toBe("ping: bad address 'data'\n");
  expect(await said(hosts, 'docker exec web nslookup store')).toContain('Name:\tstore\nAddress: 10.40.0.3\n');
});

it('change their own network where they may, and everybody sees it', async () => {
  const hosts = dockerHosts(REAL_LAB);
  await hosts.run('docker01', 'docker run -dit --name one busybox sh');
  await hosts.run('docker01', 'docker run -dit --name two --cap-add NET_ADMIN busybox sh');
  const refused = await hosts.run('docker01', 'docker exec one ip link set eth0 down');
  expect(refused.err).toBe('ip: SIOCSIFFLAGS: Operation not permitted\n');
  await hosts.run('docker01', 'docker exec two ip addr add 172.17.0.77/16 dev eth0');
  expect(await said(hosts, 'docker exec one ping -c 1 172.17.0.77')).toContain('1 packets received');
  await hosts.run('docker01', 'docker exec two ip link set eth0 down');
  expect(await said(hosts, 'docker exec one ping -c 1 -W 1 172.17.0.3')).toContain('0 packets received');
  const docker = hosts.machine('docker01').state().docker;
  const seen = docker.kind === 'ready' ? docker.containers.find(({ name }) => name === 'two')?.ownNetwork : undefined;
  expect(seen?.links.find(({ name }) => name === 'eth0')?.up).toBe(false);
  // With the container goes what it has done.
  await hosts.run('docker01', 'docker restart -t 0 two');
  expect(await said(hosts, 'docker exec one ping -c 1 172.17.0.3')).toContain('1 packets received');
});

it('have processes, settings and links of their own', async () => {
  const hosts = dockerHosts(REAL_LAB);
  await hosts.run('docker01', 'docker run -dit --name one --sysctl net.ipv4.ip_forward=0 busybox sh');
  expect(await said(hosts, 'docker exec one ps')).toMatch(
    /^PID {3}USER {5}COMMAND\n {4}1 root {5}sh\n +\d+ root {5}ps\n$/,
  );
  expect(await said(hosts, 'docker exec one cat /proc/sys/net/ipv4/ip_forward')).toBe('0\n');
  expect((await said(hosts, 'docker exec one ls /sys/class/net')).trim().split(/\s+/)).toEqual(['eth0', 'lo']);
  expect((await hosts.run('docker01', 'docker exec one kill 1')).status).toBe(0);
  expect(await said(hosts, "docker ps --format '{{.Names}}'")).toBe('one\n');
  expect((await hosts.run('docker01', 'docker exec one kill 4711')).err).toBe(
    "kill: can't kill pid 4711: No such process\n",
  );
});

it('serve what is published, to their host and to others', async () => {
  const hosts = dockerHosts(REAL_LAB);
  const serve = 'mkdir /www; echo hello > /www/index.html; httpd -f -p 80 -h /www';
  await hosts.run('docker01', `docker run -d --name web -p 8080:80 busybox sh -c '${serve}'`);
  await expect.poll(() => said(hosts, 'curl -s http://localhost:8080/')).toBe('hello\n');
  expect(await said(hosts, 'curl -s http://192.168.1.11:8080/', 'docker02')).toBe('hello\n');
  expect(await said(hosts, 'docker exec web wget -qO- http://127.0.0.1/index.html')).toBe('hello\n');
  expect(await said(hosts, 'ss -tln')).toContain('0.0.0.0:8080');
  await hosts.run('docker01', 'docker stop -t 0 web');
  expect((await hosts.run('docker01', 'curl -s http://localhost:8080/')).status).toBe(7);
});

it('have all programs of busybox in one folder', async () => {
  const hosts = dockerHosts(REAL_LAB);
  expect(await said(hosts, 'docker run --rm busybox which ip ping sh')).toBe('/bin/ip\n/bin/ping\n/bin/sh\n');
});
