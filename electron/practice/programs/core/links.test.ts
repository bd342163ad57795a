/** Symbolic links, and becoming somebody else: what was taken and did nothing. */
import { expect, test } from 'vitest';
import { dockerHost } from '../../hosts/testing/docker-host.ts';

test('a link leads to what it says, and only itself goes when it is removed', async () => {
  const host = dockerHost();
  await host.run('mkdir -p /srv/a; echo one > /srv/a/f; ln -s /srv/a /srv/b; ln -s a/f /srv/c; ln -s nowhere /srv/d');
  expect((await host.run('cat /srv/b/f /srv/c')).stdout).toBe('one\none\n');
  expect((await host.run('readlink /srv/c; readlink -f /srv/c; realpath /srv/b/f')).stdout).toBe(
    'a/f\n/srv/a/f\n/srv/a/f\n',
  );
  expect((await host.run('ls -l /srv')).stdout).toMatch(/^lrwxrwxrwx 1 root root +3 .* c -> a\/f$/m);
  expect((await host.run('[ -L /srv/d ] && echo link; [ -e /srv/d ] || echo dangling; cat /srv/d')).stdout).toBe(
    'link\ndangling\n',
  );
  expect((await host.run('ln -s x /srv/c')).stderr).toBe("ln: failed to create symbolic link '/srv/c': File exists\n");
  await host.run('echo two > /srv/c; rm -r /srv/b');
  expect((await host.run('cat /srv/a/f; ls /srv')).stdout).toBe('two\na\nc\nd\n');
  await host.run('ln -s /srv/e /srv/e2; ln -s /srv/e2 /srv/e');
  expect((await host.run('cat /srv/e')).stderr).toContain('/srv/e: ');
});

test('nobody becomes who is not there', async () => {
  const host = dockerHost();
  expect(await host.run('su nosuch')).toMatchObject({
    status: 1,
    stderr: 'su: user nosuch does not exist or the user entry does not contain all the required fields\n',
  });
  expect((await host.run('su nobody')).stdout).toBe('This account is currently not available.\n');
  expect((await host.run("su -s /bin/sh www-data -c 'id -un'")).stdout).toBe('www-data\n');
});
