/** What our own probe reads from Docker's socket of a practice host is what its engine holds. */
import { expect, test } from 'vitest';
import { parseDocker } from '../../../shared/host/docker-answers.ts';
import { sections } from '../../../shared/host/sections.ts';
import { dockerHost } from '../hosts/testing/docker-host.ts';

const NONCE = 'n0nce0123456789abcdef';

/** As the probe asks: one curl, its configuration on standard input. */
const ask = (
  paths: readonly string[],
): string => `curl -q -sS -i --noproxy '*' --connect-timeout 5 --max-time 30 --unix-socket /var/run/docker.sock -K - 2>&1 <<CONFIG
write-out = "\\n@${NONCE} docker-answer %{http_code} %{url_effective}\\n"
${paths.map((path) => `url = http://docker/${path}`).join('\n')}
CONFIG`;

test('a probe by curl reads the engine’s state, whole', async () => {
  const host = dockerHost();
  await host.run(
    'docker network create -d macvlan --subnet 172.16.10.0/24 --gateway 172.16.10.1 --ip-range 172.16.10.128/25 --aux-address nas=172.16.10.9 -o parent=ens33.10 --label dev.trunkline.lab=two mac_net10',
  );
  await host.run(
    'docker run -dit --name bbox10 --network mac_net10 --ip 172.16.10.10 --label dev.trunkline.lab=two busybox sh',
  );
  await host.run('docker run -dit --name free --network mac_net10 busybox sh');
  await host.run('docker run -d --name registry -p 5000:5000 --restart=always registry:latest');
  await host.run('docker create --name idle --network none busybox');
  await host.run(
    'docker run --name done busybox true; docker run -dit --name own --network host busybox; docker pause free',
  );
  const folders = host.machine.userland.files.list('/var/lib/docker/containers');
  expect(folders).toHaveLength(6);

  const paths = [
    'networks',
    'volumes',
    'images/json',
    'containers/json?all=1',
    ...folders.map((id) => `containers/${id}/json`),
  ];
  const { stdout, status } = await host.run(ask(paths));
  expect(status).toBe(0);
  const read = parseDocker(sections(`\n@${NONCE} docker-answers\n${stdout}`, NONCE));
  expect(read).toEqual(host.docker());
  expect(host.docker().version).toBe('20.10.24+dfsg1');
});

test('the docker command tells a probe the same', async () => {
  const host = dockerHost();
  await host.run(
    'docker network create --subnet 10.5.0.0/24 plain; docker run -dit --name one --network plain busybox',
  );
  const json = async (line: string): Promise<string> => (await host.run(line)).stdout;
  const said = [
    `@${NONCE} docker-version\n${await json("docker version --format '{{json .}}'")}`,
    `@${NONCE} docker-security\n${await json("docker info --format '{{json .SecurityOptions}}'")}`,
    `@${NONCE} docker-networks\n${await json('docker network inspect $(docker network ls -q --no-trunc)')}`,
    `@${NONCE} docker-containers\n${await json('docker container inspect $(docker ps -aq --no-trunc)')}`,
    `@${NONCE} docker-images\n${await json("docker image ls --no-trunc --format '{{json .}}'")}`,
  ];
  expect(parseDocker(sections(`\n${said.join('\n')}`, NONCE))).toEqual(host.docker());
});

test('whoever may not speak with Docker is told so, and a stopped Docker answers nobody', async () => {
  const host = dockerHost();
  const guest = await host.run('docker ps', { user: 'guest' });
  expect(guest.status).toBe(1);
  expect(guest.stderr).toContain('permission denied while trying to connect to the Docker daemon socket');
  host.engine.power('stop');
  expect(await host.run('docker ps')).toEqual({
    status: 1,
    stdout: '',
    stderr: 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n',
  });
  expect((await host.run('curl -sS --unix-socket /var/run/docker.sock http://docker/networks')).status).toBe(7);
  expect(host.engine.state().kind).toBe('stopped');
});

test('curl tells of what is not there as it does on a real host', async () => {
  const host = dockerHost();
  const missing = await host.run(
    'curl -s -w "%{http_code}\\n" --unix-socket /var/run/docker.sock http://docker/containers/abc/json',
  );
  expect(missing.stdout).toBe('{"message":"No such container: abc"}\n404\n');
  const asking = host.run('curl -sS http://192.168.1.99:5000/v2/');
  await expect.poll(() => host.sleeping()).toBeGreaterThan(0);
  // Until the kernel has given up to ask for the address.
  host.pass(4000);
  const away = await asking;
  expect(away.status).toBe(7);
  expect(away.stderr).toMatch(
    /^curl: \(7\) Failed to connect to 192\.168\.1\.99 port 5000 after \d+ ms: Couldn't connect to server$/m,
  );
  expect((await host.run('curl -sS http://127.0.0.1:81/')).stderr).toMatch(
    /^curl: \(7\) Failed to connect to 127\.0\.0\.1 port 81/,
  );
});
