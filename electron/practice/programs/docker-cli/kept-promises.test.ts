/** Options of docker that were taken and did nothing, and figures that nobody had measured. */
import { expect, test } from 'vitest';
import { replayLab } from '../../conformance/replay.ts';
import { dockerHost } from '../../hosts/testing/docker-host.ts';
import { releases } from '../../os/releases.ts';

const outOf = async (line: string): Promise<string> => {
  const { stdout, stderr } = await dockerHost().run(line);
  return stdout + stderr;
};

test('prune takes what its filters name', async () => {
  expect(
    await outOf(
      'docker network create n1 --label k=1 > /dev/null; docker network create n2 > /dev/null; docker network prune -f --filter label=k=1; docker network prune -f --filter until=1h; docker network ls -q -f name=n2 | wc -l',
    ),
  ).toBe('Deleted Networks:\nn1\n\n1\n');
  expect(
    await outOf(
      'docker volume create v1; docker volume create v2 --label k=1; docker volume prune -f --filter label!=k=1; docker system prune -f --volumes --filter nosuch=1',
    ),
  ).toBe(
    "v1\nv2\nDeleted Volumes:\nv1\n\nTotal reclaimed space: 0B\nError response from daemon: Invalid filter 'nosuch'\n",
  );
});

test('images are filtered by patterns, and by what is older and newer', async () => {
  expect(await outOf("docker images -f reference='busy*' --format '{{.Repository}}'")).toBe('busybox\n');
  expect(await outOf("docker images 'busy*' --format '{{.Repository}}'")).toBe('busybox\n');
  expect(await outOf("docker images -f since=registry -f label=x --format '{{.Repository}}'")).toBe('');
});

test('-v without a source is a volume at any place; a letter before a colon is a drive, and no name', async () => {
  expect(await outOf('docker run --rm -v data -v a:b -v :/c busybox ls -d /data /a:b /:/c')).toBe(
    '/:/c\n/a:b\n/data\n',
  );
  expect(
    await outOf(
      "docker create --name vols -v a:b -v keep:/d -v /d busybox sh > /dev/null; docker inspect vols -f '{{range .Mounts}}{{.Destination}} {{end}}'",
    ),
  ).toBe('/d a:b \n');
  expect(await outOf('docker run --rm -v data:b busybox true')).toMatch(/mount path must be absolute/);
  expect(await outOf('docker run --rm -v a:/data:ro busybox true')).toMatch(/create a: volume name is too short/);
});

test('what is in a volume stands on the host, and goes with the volume', async () => {
  expect(
    await outOf(
      "docker run --rm -v data:/d busybox sh -c 'echo kept > /d/file'; cat /var/lib/docker/volumes/data/_data/file; docker run --rm -v data:/d:ro busybox sh -c 'mount | grep -c \" /d type ext4 (ro,\"'; docker volume rm data; ls /var/lib/docker/volumes",
    ),
  ).toBe('kept\n1\ndata\n');
});

test('memory that is set later leaves the limit with swap as it is, and may not pass it', async () => {
  expect(
    await outOf(
      "docker run -d --name box -m 100m busybox sleep 9 > /dev/null; docker update --memory 50m box; docker inspect box -f '{{.HostConfig.Memory}} {{.HostConfig.MemorySwap}}'; docker update --memory 500m box",
    ),
  ).toMatch(/^box\n52428800 209715200\n.*Memory limit should be smaller than already set memoryswap limit/);
});

test('stats tell of processes and of what links carried, and of nothing that is not there', async () => {
  const lab = replayLab(releases.bookworm);
  await lab.type('docker01', 'docker run -d --name box busybox sleep 100; docker exec box ping -c 2 172.17.0.1');
  const { stdout, stderr } = await lab.type('docker01', 'docker stats --no-stream');
  expect(stdout[1]).toMatch(/^\w{12} {3}box {7}-- {8}-- \/ -- {13}-- {8}238B \/ 238B {3}-- \/ -- {5}1$/);
  expect(stderr).toEqual(['docker stats: practice hosts do not simulate processor, memory and disk.', '']);
});

test('a container that is told not to answer pings does not', async () => {
  const lab = replayLab(releases.bookworm);
  await lab.type('docker01', 'docker run -d --sysctl net.ipv4.icmp_echo_ignore_all=1 busybox sleep 100');
  expect((await lab.type('docker01', 'ping -c 1 -W 1 172.17.0.2')).stdout.join()).toContain(' 0 received');
});

test('a terminal is there for what was given one, whoever looks', async () => {
  expect(await outOf('docker run -t --rm busybox tty')).toBe('/dev/pts/0\r\n');
});

test('help lists what a real docker has, and another daemon is not simulated', async () => {
  expect(await outOf('docker 2>&1 | grep -c -e " swarm " -e " build " -e " history "')).toBe('3\n');
  expect(await outOf('docker --context far ps')).toBe('docker: practice hosts do not simulate the context far.\n');
  expect(await outOf('docker compose up -d 2>&1 | head -2')).toBe(
    "unknown shorthand flag: 'd' in -d\nSee 'docker --help'.\n",
  );
  expect(await outOf('docker volume create --opt type=tmpfs v')).toContain('do not simulate --opt');
});

test('settings of the whole host are refused as docker refuses them', async () => {
  expect(await outOf('docker run --rm --sysctl vm.swappiness=1 busybox true')).toBe(
    'invalid argument "vm.swappiness=1" for "--sysctl" flag: sysctl \'vm.swappiness=1\' is not allowed\nSee \'docker run --help\'.\n',
  );
  expect(await outOf('docker run --rm --sysctl net.ipv4.ip_forward busybox true')).toContain(
    "'net.ipv4.ip_forward' is not allowed",
  );
  expect(await outOf('docker run --rm --sysctl kernel.msgmax=9000 busybox echo ok')).toBe('ok\n');
});

test('a container with a terminal of its own goes on when whoever typed to it has gone', async () => {
  const { type } = replayLab(releases.bookworm);
  const lines = ['docker run -dit --name box busybox', 'docker stop -t 1 box'];
  for (const line of lines) await type('docker01', line);
  const typed = await type('docker01', 'echo "echo $((40 + 2))" | docker start -i box', 5_000);
  expect(typed.status).toBe(124);
  expect(typed.stdout.join('\n')).toContain('42');
  const attached = await type('docker01', 'docker attach box');
  expect(attached).toMatchObject({ status: 1, stderr: ['the input device is not a TTY', ''] });
  expect((await type('docker01', 'docker kill box')).stdout).toEqual(['box', '']);
});

test('settings of the kernel that a container is given are seen in it, and those that it has not are refused', async () => {
  expect(
    await outOf(
      'docker run --rm --sysctl net.core.somaxconn=512 --sysctl net.ipv4.tcp_fin_timeout=9 --sysctl kernel.shmmax=7 busybox sh -c "sysctl net.core.somaxconn; cat /proc/sys/net/ipv4/tcp_fin_timeout /proc/sys/kernel/shmmax; ls /proc/sys/net"',
    ),
  ).toBe('net.core.somaxconn = 512\n9\n7\ncore\nipv4\n');
  expect(await outOf('sysctl net.core.somaxconn')).toBe('net.core.somaxconn = 4096\n');
  expect(await outOf('docker run --rm --sysctl net.core.rmem_max=1 busybox true')).toMatch(
    /error during container init: open \/proc\/sys\/net\/core\/rmem_max: no such file or directory/,
  );
  expect(await outOf('docker run --rm --sysctl net.ipv4.ip_forward=yes busybox true')).toMatch(
    /write \/proc\/sys\/net\/ipv4\/ip_forward: invalid argument/,
  );
});
