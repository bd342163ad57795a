/** Making empty files, and what is no text of a file. */
import { expect, test } from 'vitest';
import { dockerHost } from '../../hosts/testing/docker-host.ts';

test('touch makes a file, leaves what is in it, and says which may not be touched', async () => {
  const host = dockerHost();
  expect(await host.run('touch /tmp/a; echo text > /tmp/b; touch /tmp/b; cat /tmp/a /tmp/b')).toMatchObject({
    status: 0,
    stdout: 'text\n',
  });
  expect(await host.run('touch -c /tmp/none; ls /tmp/none')).toMatchObject({ status: 2, stdout: '' });
  // What the kernel makes is refused only when it is written to.
  expect(await host.run('touch /proc/version /tmp/c; ls /tmp/c')).toMatchObject({
    stdout: '/tmp/c\n',
    stderr: "touch: cannot touch '/proc/version': Permission denied\n",
  });
});
