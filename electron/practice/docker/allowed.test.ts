/** What somebody asks of `docker run` and `docker exec` is done, or refused: it is never taken and forgotten. */
import { expect, it } from 'vitest';
import { dockerHosts } from '../hosts/testing/docker-host.ts';

it('runs as whom it was asked to', async () => {
  const [host] = dockerHosts();
  expect((await host.run('docker run --rm -u 1000:50 busybox id')).stdout).toBe('uid=1000 gid=50 groups=50\n');
  expect((await host.run('docker run --rm -u 1000 busybox whoami')).stderr).toBe('whoami: unknown uid 1000\n');
  const nobody = await host.run('docker run -d --name web -u nosuchuser busybox sleep 1000');
  expect(nobody.stderr).toContain('unable to find user nosuchuser: no matching entries in passwd file');
});

it('shows what is mounted, as it is on the host', async () => {
  const [host] = dockerHosts();
  await host.run('mkdir /srv/site; echo one > /srv/site/index.html');
  await host.run('docker run -dit --name web -v /srv/site:/www -v kept:/data -v /etc/hostname:/name:ro busybox sh');
  expect((await host.run('docker exec web cat /www/index.html /name')).stdout).toBe('one\ndocker01\n');
  await host.run("docker exec web sh -c 'echo two > /www/index.html; echo here > /data/f'");
  expect((await host.run('cat /srv/site/index.html')).stdout).toBe('two\n');
  const refused = await host.run("docker exec web sh -c 'echo x > /name'");
  expect(refused.stderr).toContain('Read-only file system');
  expect((await host.run('docker run --rm -v kept:/other busybox cat /other/f')).stdout).toBe('here\n');
});

it('copies, tells what has changed, and makes an image of it', async () => {
  const [host] = dockerHosts();
  await host.run('docker run -dit --name web busybox sh');
  expect((await host.run('docker cp /etc/hostname web:/tmp/; docker exec web cat /tmp/hostname')).stdout).toBe(
    'docker01\n',
  );
  expect((await host.run('docker diff web')).stdout).toBe('C /tmp\nA /tmp/hostname\n');
  expect((await host.run('docker cp web:/tmp/hostname /tmp/back; cat /tmp/back')).stdout).toBe('docker01\n');
  expect((await host.run('docker cp nosuch web:/tmp')).stderr).toBe('lstat /root/nosuch: no such file or directory\n');
  await host.run('docker commit web mine; docker update --restart always web');
  expect((await host.run('docker run --rm mine cat /tmp/hostname')).stdout).toBe('docker01\n');
  expect((await host.run("docker inspect -f '{{.HostConfig.RestartPolicy.Name}}' web")).stdout).toBe('always\n');
});

it('keeps to what a read-only container was allowed to write', async () => {
  const [host] = dockerHosts();
  const script = 'echo x > /tmp/a && cat /tmp/a; echo y > /etc/a';
  const { stdout, stderr } = await host.run(`docker run --rm --read-only --tmpfs /tmp busybox sh -c '${script}'`);
  expect(stdout).toBe('x\n');
  expect(stderr).toContain('Read-only file system');
});

it('refuses limits and capabilities that there are not', async () => {
  const [host] = dockerHosts();
  const said = async (options: string): Promise<string> =>
    (await host.run(`docker run --rm ${options} busybox true`)).stderr.split('\n')[0] ?? '';
  expect(await said('--memory 1k')).toBe('docker: Error response from daemon: Minimum memory limit allowed is 6MB.');
  expect(await said('--cap-add NOSUCH')).toContain('unknown capability: "CAP_NOSUCH"');
  expect(await said('--link other')).toBe(
    'docker: Error response from daemon: could not get container for other: No such container: other.',
  );
});

it('tells that a directory to work in is not there', async () => {
  const [host] = dockerHosts();
  await host.run('docker run -dit --name web busybox sh');
  const { status, stdout } = await host.run('docker exec -w /nosuch web pwd');
  expect(status).toBe(126);
  expect(stdout).toContain('chdir to cwd ("/nosuch") set in config.json failed: no such file or directory');
});
