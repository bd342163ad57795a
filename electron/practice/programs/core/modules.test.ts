import { expect, test } from 'vitest';
import { dockerHost } from '../../hosts/testing/docker-host.ts';

test('a module that somebody loads is loaded until it is taken away', async () => {
  const { stdout } = await dockerHost().run(
    'modprobe 8021q; lsmod | grep -c 8021q; grep -c 8021q /proc/modules; modprobe -r 8021q; lsmod | grep -c 8021q',
  );
  expect(stdout).toBe('3\n3\n0\n');
  expect((await dockerHost().run('modprobe --show-depends macvlan')).stderr).toContain(
    'practice hosts do not simulate',
  );
});
