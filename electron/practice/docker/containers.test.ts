/** What becomes of containers. */
import { expect, test, vi } from 'vitest';
import { type DockerHost, dockerHost } from '../hosts/testing/docker-host.ts';

const statusOf = (host: DockerHost, name: string) =>
  host.docker().containers.find((item) => item.name === name)?.status;
/** Programs end a moment after they could. */
const becomes = (host: DockerHost, name: string, status: string): Promise<void> =>
  vi.waitFor(() => expect(statusOf(host, name)).toBe(status), { timeout: 5000, interval: 5 });
const asleep = (host: DockerHost): Promise<void> =>
  vi.waitFor(() => expect(host.sleeping()).toBe(1), { timeout: 5000, interval: 5 });

test('a shell with a terminal stays, one without ends at once, and so does what has done its work', async () => {
  const host = dockerHost();
  await host.run(
    'docker run -dit --name stays busybox; docker run -d --name ends busybox; docker run -d --name works busybox true; docker run -d --name sleeps busybox sleep infinity',
  );
  await becomes(host, 'ends', 'exited');
  await becomes(host, 'works', 'exited');
  expect(['stays', 'ends', 'works', 'sleeps'].map((name) => statusOf(host, name))).toEqual([
    'running',
    'exited',
    'exited',
    'running',
  ]);
});

test('what runs in the foreground is seen, read and ended', async () => {
  const host = dockerHost();
  expect(await host.run('docker run --rm -i busybox cat', { stdin: 'hello\n' })).toMatchObject({
    status: 0,
    stdout: 'hello\n',
  });
  expect(await host.run('docker run --rm busybox sh -c "echo to >&2; exit 4"')).toMatchObject({
    status: 4,
    stderr: 'to\n',
  });
  expect((await host.run('docker run --rm -it busybox sh')).stderr).toBe('the input device is not a TTY\n');
  expect(host.docker().containers).toEqual([]);
  expect(await host.run('docker run -i --name typed busybox sh', { stdin: 'echo one\nexit 3\n' })).toMatchObject({
    status: 3,
    stdout: 'one\n',
  });
  expect((await host.run('docker logs typed')).stdout).toBe('one\n');
});

test('a program that sleeps ends in its time, and is ended when its container is stopped', async () => {
  const host = dockerHost();
  await host.run('docker run -d --name short busybox sleep 5');
  await asleep(host);
  host.pass(5000);
  await becomes(host, 'short', 'exited');
  await host.run('docker run -dit --name long busybox');
  const execed = host.run('docker exec long sleep 1000');
  await asleep(host);
  expect((await host.run('docker stop long')).stdout).toBe('long\n');
  expect((await execed).status).toBe(137);
  expect((await host.run("docker ps -a --format '{{.Names}} {{.Status}}' --filter name=long")).stdout).toMatch(
    /^long Exited \(137\)/,
  );
});

test('restart policies: Docker’s restart brings back what it should', async () => {
  const host = dockerHost();
  for (const policy of ['no', 'always', 'unless-stopped']) {
    await host.run(
      `docker run -dit --name ${policy} --restart ${policy} busybox; docker run -dit --name ${policy}-stopped --restart ${policy} busybox; docker stop ${policy}-stopped`,
    );
  }
  await host.run('systemctl restart docker');
  const running = host
    .docker()
    .containers.filter(({ status }) => status === 'running')
    .map(({ name }) => name);
  expect(running).toEqual(['always', 'always-stopped', 'unless-stopped']);
});

test('with live-restore containers run on while Docker is away', async () => {
  const host = dockerHost();
  await host.run(
    `docker run -dit --name one busybox; echo '{"live-restore": true}' > /etc/docker/daemon.json; systemctl reload docker`,
  );
  const before = host.docker().containers;
  await host.run('systemctl restart docker');
  expect(host.docker().containers).toEqual(before);
});

test('a port that nobody chose is one of the host’s that nobody has', async () => {
  const host = dockerHost();
  await host.run('docker run -d --name one -p 5000 registry; docker run -d --name two -p 5000 registry');
  expect((await host.run('docker port two 5000')).stdout).toBe('0.0.0.0:49154\n:::49154\n');
});

test('what fails is started again, ever more slowly, and no oftener than it may', async () => {
  const host = dockerHost();
  await host.run('docker run -d --name fails --restart on-failure:2 busybox false');
  for (const wait of [100, 200]) {
    await becomes(host, 'fails', 'restarting');
    await asleep(host);
    host.pass(wait);
  }
  await becomes(host, 'fails', 'exited');
  expect((await host.run("docker inspect -f '{{.RestartCount}} {{.State.ExitCode}}' fails")).stdout).toBe('2 1\n');
  await host.run('docker rm fails');
});

test('paused, unpaused, killed, renamed, waited for', async () => {
  const host = dockerHost();
  await host.run('docker run -dit --name one busybox; docker pause one');
  expect(statusOf(host, 'one')).toBe('paused');
  const { id } = host.docker().containers[0] ?? { id: '' };
  expect((await host.run('docker exec one true')).stderr).toBe(
    `Error response from daemon: Container one is paused, unpause the container before exec\n`,
  );
  expect((await host.run('docker pause one')).stderr).toBe(
    `Error response from daemon: Container ${id} is already paused\n`,
  );
  await host.run('docker unpause one; docker rename one two');
  const [waited, killed] = await Promise.all([host.run('docker wait two'), host.run('docker kill two')]);
  expect([waited.stdout, killed.stdout]).toEqual(['137\n', 'two\n']);
  expect((await host.run('docker kill two')).stderr).toBe(
    `Error response from daemon: Cannot kill container: two: Container ${id} is not running\n`,
  );
  expect((await host.run('docker unpause two')).stderr).toBe(
    `Error response from daemon: Container ${id} is not paused\n`,
  );
});

test('inside: its own files, its own name, its own programs', async () => {
  const host = dockerHost();
  await host.run('docker run -dit --name one --hostname box.lab --add-host db:10.0.0.5 -e COLOUR=blue busybox');
  expect((await host.run('docker exec one hostname')).stdout).toBe('box.lab\n');
  expect((await host.run('docker exec one cat /etc/hosts')).stdout).toContain(
    '10.0.0.5\tdb\n172.17.0.2\tbox.lab box\n',
  );
  expect((await host.run("docker exec one sh -c 'echo $COLOUR > /tmp/x; cat /tmp/x'")).stdout).toBe('blue\n');
  expect((await host.run('docker restart one; docker exec one cat /tmp/x')).stdout).toBe('one\nblue\n');
  expect((await host.run('docker exec -e COLOUR=red one sh -c "echo \\$COLOUR"')).stdout).toBe('red\n');
  expect((await host.run('docker exec -u nobody one true')).stdout).toContain(
    'unable to find user nobody: no matching entries in passwd file',
  );
  await host.run('docker run -d --name registry registry');
  expect(await host.run('docker exec registry sh')).toMatchObject({
    status: 126,
    stdout: expect.stringContaining('exec: "sh": executable file not found in $PATH'),
  });
});

test('two containers may share one network', async () => {
  const host = dockerHost();
  await host.run('docker run -dit --name one busybox; docker run -dit --name two --network container:one busybox');
  const [one, two] = host.docker().containers;
  expect(two?.networkMode).toBe(`container:${one?.id}`);
  const container = host.engine.full.containers[1];
  expect(container && host.engine.namespaceOf(container)).toEqual({ kind: 'container', id: one?.id });
});

test('ids, pids and names are the same in each run, and never twice', async () => {
  const make = async (): Promise<readonly unknown[]> => {
    const host = dockerHost();
    for (let count = 0; count < 5; count += 1) await host.run('docker run -dit busybox');
    return host.docker().containers.map(({ id, name, pid }) => [id, name, pid]);
  };
  const [first, second] = [await make(), await make()];
  expect(first).toEqual(second);
  expect(new Set(first.flat()).size).toBe(15);
});
