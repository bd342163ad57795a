/** What a user may, and what new files are given: kept by the kernel whichever program asks. */
import { expect, test } from 'vitest';
import { dockerHost } from '../../hosts/testing/docker-host.ts';

const outOf = async (line: string): Promise<string> => {
  const { stdout, stderr } = await dockerHost().run(line);
  return stdout + stderr;
};

test('the umask holds for whatever makes a file, and for shells below', async () => {
  expect(
    await outOf(
      'umask 077; touch /tmp/a; echo x > /tmp/b; mkdir -p /tmp/c/d; cp /etc/hosts /tmp/e; awk "BEGIN { print 1 > \\"/tmp/f\\" }"; stat -c %a /tmp/a /tmp/b /tmp/c /tmp/c/d /tmp/e /tmp/f; sh -c umask',
    ),
  ).toBe('600\n600\n700\n700\n600\n600\n0077\n');
});

test('a file with two names is one file', async () => {
  expect(
    await outOf(
      'echo a > /tmp/a; ln /tmp/a /tmp/b; echo b >> /tmp/a; cat /tmp/b; stat -c %h /tmp/a; rm /tmp/a; cat /tmp/b; stat -c %h /tmp/b',
    ),
  ).toBe('a\nb\n2\na\nb\n1\n');
  expect(await outOf('ln /tmp /tmp/x; ln /nosuch /tmp/y')).toBe(
    "ln: /tmp: hard link not allowed for directory\nln: failed to access '/nosuch': No such file or directory\n",
  );
});

test('what somebody makes is theirs, and in a folder for all nobody else takes it away', async () => {
  expect(await outOf('sudo -u student touch /tmp/a; stat -c %U /tmp/a; sudo -u student rm /tmp/a; ls /tmp')).toBe(
    'student\n',
  );
  expect(await outOf('touch /tmp/q; sudo -u student rm /tmp/q; sudo -u student mv /tmp/q /tmp/r')).toBe(
    "rm: cannot remove '/tmp/q': Operation not permitted\nmv: cannot move '/tmp/q' to '/tmp/r': Operation not permitted\n",
  );
});

test('nobody but root signals a process of somebody else', async () => {
  expect(await outOf("sudo -u student kill 1; sudo -u student sh -c 'kill 1'; sudo -u student pkill sshd")).toBe(
    'kill: (1): Operation not permitted\nsh: 1: kill: Operation not permitted\npkill: killing pid 580 failed: Operation not permitted\n',
  );
});

test('sudo runs what may be run, and only for whom it is allowed', async () => {
  expect(await outOf('echo true > /tmp/run; chmod 000 /tmp/run; sudo -u student /tmp/run; echo $?')).toBe(
    '1\nsudo: /tmp/run: command not found\n',
  );
  const added = 'echo guest:x:1002:1002::/home/guest:/bin/bash >> /etc/passwd;';
  expect(await outOf(`${added} sudo -l -U guest; sudo -u guest sudo -n true`)).toBe(
    'User guest is not allowed to run sudo on docker01.\nsudo: a password is required\n',
  );
  expect(await outOf('sudo -D /tmp true')).toBe('sudo: practice hosts do not simulate -D.\n');
});

test('what asks for the rights of root is refused in its own words, and arping is not', async () => {
  expect(await outOf('sudo -u student iptables -L')).toBe(
    "Fatal: can't open lock file /run/xtables.lock: Permission denied\n",
  );
  expect(await outOf('sudo -u student journalctl -q')).toBe(
    'No journal files were opened due to insufficient permissions.\n',
  );
  expect(await outOf('sudo -u student arping -c 1 192.168.1.13 | tail -1')).toBe('Received 1 response(s)\n');
  expect(await outOf("su student -c 'cd /root'")).toBe('bash: line 1: cd: /root: Permission denied\n');
});
