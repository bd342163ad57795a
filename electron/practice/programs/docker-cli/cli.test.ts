/** How the docker command takes its words, and how it prints. */
import { expect, test } from 'vitest';
import { dockerHost } from '../../hosts/testing/docker-host.ts';

test.each([
  ['docker run -z busybox', 125, "unknown shorthand flag: 'z' in -z\nSee 'docker run --help'."],
  ['docker run --name', 125, "flag needs an argument: --name\nSee 'docker run --help'."],
  ['docker ps -n', 125, "flag needs an argument: 'n' in -n\nSee 'docker ps --help'."],
  [
    'docker network rm',
    1,
    '"docker network rm" requires at least 1 argument.\nSee \'docker network rm --help\'.\n\nUsage:  docker network rm NETWORK [NETWORK...]\n\nRemove one or more networks',
  ],
  [
    'docker ps extra',
    1,
    '"docker ps" accepts no arguments.\nSee \'docker ps --help\'.\n\nUsage:  docker ps [OPTIONS]\n\nList containers',
  ],
  [
    'docker run Busybox',
    125,
    "docker: invalid reference format: repository name must be lowercase.\nSee 'docker run --help'.",
  ],
  [
    'docker run --mac-address nonsense busybox',
    125,
    "docker: nonsense is not a valid mac address.\nSee 'docker run --help'.",
  ],
  [
    'docker run --rm --restart always busybox',
    125,
    "docker: Conflicting options: --restart and --rm.\nSee 'docker run --help'.",
  ],
  [
    'docker network create --subnet 10.0.0.0/24 --subnet 10.0.0.0/25 x',
    1,
    'multiple overlapping subnet configuration is not supported',
  ],
  ['docker network create --gateway 10.0.0.1 x', 1, 'every ip-range or gateway must have a corresponding subnet'],
  ['docker ps --filter nonsense', 125, 'bad format of filter (expected name=value)'],
  ['docker ps --filter nonsense=1', 1, "Error response from daemon: Invalid filter 'nonsense'"],
  ["docker ps -a --format '{{.Nope}}'", 0, ''],
  ['docker tag nothing other', 1, 'Error response from daemon: No such image: nothing:latest'],
  ['docker rmi nothing', 1, 'Error: No such image: nothing'],
  [
    'docker pull nosuchimage',
    1,
    "Error response from daemon: pull access denied for nosuchimage, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
  ],
  [
    'docker pull busybox:9.9',
    1,
    'Error response from daemon: manifest for busybox:9.9 not found: manifest unknown: manifest unknown',
  ],
  ['docker push nothing', 1, 'An image does not exist locally with the tag: nothing'],
])('%s', async (line, status, stderr) => {
  const said = await dockerHost().run(line);
  expect([said.status, said.stderr.trimEnd()]).toEqual([status, stderr]);
});

// Before 28 all that there is comes behind it, as it was recorded.
test('an option that docker itself does not have is named first', async () => {
  const { status, stderr } = await dockerHost().run('docker --nope ps');
  expect(status).toBe(125);
  expect(stderr).toMatch(/^unknown flag: --nope\nSee 'docker --help'\.\n\nUsage: {2}docker \[OPTIONS\] COMMAND\n/);
});

test('what the real command has and this one has not is not called unknown', async () => {
  expect((await dockerHost().run('docker swarm init')).stderr).toBe(
    'docker swarm: practice hosts do not simulate this; a real Docker has it.\n',
  );
});

test('networks are listed with their numbers in order', async () => {
  const host = dockerHost();
  await host.run('for n in 10 9 1; do docker network create --subnet 10.$n.0.0/24 net$n; done');
  expect((await host.run("docker network ls --format '{{.Name}}' -f type=custom")).stdout).toBe('net1\nnet9\nnet10\n');
});

test('tables are as wide as what stands in them', async () => {
  const host = dockerHost();
  await host.run('docker run -dit --name a-rather-long-name busybox sh -i');
  host.pass(90_000);
  expect((await host.run('docker ps')).stdout.replace(/[0-9a-f]{12}/, '0123456789ab')).toBe(
    `CONTAINER ID   IMAGE     COMMAND   CREATED              STATUS              PORTS     NAMES
0123456789ab   busybox   "sh -i"   About a minute ago   Up About a minute             a-rather-long-name
`,
  );
  expect((await host.run("docker ps --format 'table {{.Names}}\\t{{.Status}}'")).stdout).toBe(
    'NAMES                STATUS\na-rather-long-name   Up About a minute\n',
  );
  expect(JSON.parse((await host.run("docker ps --format '{{json .}}'")).stdout)).toMatchObject({
    Names: 'a-rather-long-name',
    State: 'running',
  });
  expect((await host.run("docker ps --format '{{.Nope}}'")).stderr).toBe(
    `failed to execute template: template: :1:2: executing "" at <.Nope>: can't evaluate field Nope in type *formatter.ContainerContext\n`,
  );
});

test('filters and limits', async () => {
  const host = dockerHost();
  await host.run(
    'docker run -dit --name web --label tier=front busybox; docker run -dit --name db --label tier=back --network none busybox; docker create --name idle busybox',
  );
  const names = async (how: string): Promise<string> =>
    (await host.run(`docker ps ${how} --format '{{.Names}}'`)).stdout.trim().replaceAll('\n', ' ');
  expect(await names('')).toBe('db web');
  expect(await names('-a')).toBe('idle db web');
  expect(await names('-l')).toBe('idle');
  expect(await names('-n 2')).toBe('idle db');
  expect(await names('-f label=tier=front')).toBe('web');
  expect(await names("-a -f 'name=^/?web$' -f status=running")).toBe('web');
  expect(await names('-f network=none')).toBe('db');
  expect(await names('-f status=created')).toBe('idle');
});

test('images: pulled, tagged, saved, loaded, removed', async () => {
  const host = dockerHost();
  const pulled = await host.run('docker pull alpine');
  expect(pulled.stdout).toMatch(
    /^Using default tag: latest\nlatest: Pulling from library\/alpine\n[0-9a-f]{12}: Pulling fs layer\n[\s\S]*Digest: sha256:[0-9a-f]{64}\nStatus: Downloaded newer image for alpine:latest\ndocker\.io\/library\/alpine:latest\n$/,
  );
  expect((await host.run('docker pull alpine')).stdout).toContain('Status: Image is up to date for alpine:latest');
  expect((await host.run('docker save alpine -o /tmp/a.tar; docker rmi alpine')).stdout).toMatch(
    /^Untagged: alpine:latest\nUntagged: alpine@sha256:[0-9a-f]{64}\nDeleted: sha256:[0-9a-f]{64}\nDeleted: sha256:/,
  );
  expect((await host.run('docker load -i /tmp/a.tar')).stdout).toBe('Loaded image: alpine:latest\n');
  expect((await host.run('echo nonsense | docker load')).stderr).toBe(
    'Error processing tar file(exit status 1): unexpected EOF\n',
  );
  await host.run('docker run -dit --name one alpine');
  expect((await host.run('docker rmi alpine')).stderr).toMatch(
    /conflict: unable to remove repository reference "alpine" \(must force\) - container [0-9a-f]{12} is using its referenced image [0-9a-f]{12}\n$/,
  );
  expect(
    (await host.run('echo x | docker import -c \'CMD ["sh"]\' - mine:v1; docker run --rm mine:v1 echo hi')).stdout,
  ).toMatch(/^sha256:[0-9a-f]{64}\nhi\n$/);
});

test('an image that is not there is fetched by run', async () => {
  const host = dockerHost();
  const said = await host.run('docker run --rm alpine echo hi');
  expect(said).toMatchObject({ status: 0, stdout: 'hi\n' });
  expect(said.stderr).toMatch(/^Unable to find image 'alpine:latest' locally\nlatest: Pulling from library\/alpine\n/);
  expect((await host.run('docker run --rm hello-world')).stdout).toContain('Hello from Docker!');
});

test('help says how a subcommand is used', async () => {
  const host = dockerHost();
  expect((await host.run('docker network create --help')).stdout).toMatch(
    /^\nUsage: {2}docker network create \[OPTIONS\] NETWORK\n\nCreate a network\n\nOptions:\n {6}--attachable\n/,
  );
  expect((await host.run('docker --version')).stdout).toBe('Docker version 20.10.24+dfsg1, build 297e128\n');
  expect((await host.run('docker')).stderr + (await host.run('docker')).stdout).toContain('Management Commands:');
});
