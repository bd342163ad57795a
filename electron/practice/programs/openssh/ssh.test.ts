/** What ssh and scp say where there is no connection: recorded from OpenSSH 9.2. */
import { expect, test } from 'vitest';
import { dockerHost } from '../../hosts/testing/docker-host.ts';

test.each([
  ['ssh nosuch true', 255, 'ssh: Could not resolve hostname nosuch: Temporary failure in name resolution\r\n'],
  ['ssh -p 2222 192.168.1.13 true', 255, 'ssh: connect to host 192.168.1.13 port 2222: Connection refused\r\n'],
  [
    'scp /etc/hostname nosuch:/tmp',
    255,
    'ssh: Could not resolve hostname nosuch: Temporary failure in name resolution\r\nscp: Connection closed\r\n',
  ],
])('%s', async (line, status, stderr) => {
  expect(await dockerHost().run(line)).toMatchObject({ status, stderr });
});
