import { expect, test } from 'vitest';
import { dockerHost } from '../../hosts/testing/docker-host.ts';

test('ls -R shows what is in a folder before the next one beside it', async () => {
  const { stdout } = await dockerHost().run('mkdir -p /tmp/l/a/c /tmp/l/b; ls -R /tmp/l | grep :');
  expect(stdout).toBe('/tmp/l:\n/tmp/l/a:\n/tmp/l/a/c:\n/tmp/l/b:\n');
});
