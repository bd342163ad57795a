import { expect, test } from 'vitest';
import { dockerHost } from '../../hosts/testing/docker-host.ts';

test('names, users and groups are found, and what is not there ends with 2', async () => {
  const host = dockerHost();
  expect((await host.run('getent passwd root')).stdout).toBe('root:x:0:0:root:/root:/bin/bash\n');
  expect((await host.run('getent hosts localhost')).stdout).toBe('127.0.0.1       localhost\n');
  expect((await host.run('getent passwd nosuch')).status).toBe(2);
  expect((await host.run('getent nosuch x')).status).toBe(1);
  expect((await host.run('groups; groups root')).stdout).toBe('root\nroot : root\n');
});

test('a process is there or not, and its first one is systemd', async () => {
  const host = dockerHost();
  expect((await host.run('kill -0 1; echo $?; kill -0 99999')).stderr).toBe(
    'bash: line 1: kill: (99999) - No such process\n',
  );
  expect((await host.run('ps -p 1 -o comm=')).stdout).toBe('systemd\n');
});

test('cut joins what it has taken by what it is told', async () => {
  const host = dockerHost();
  const cut = (words: string) => host.run(`echo a:b:c | cut ${words}`);
  expect((await cut('-d: -f1,3 --output-delimiter=-')).stdout).toBe('a-c\n');
  expect((await cut('-c1,3-5 --output-delimiter=-')).stdout).toBe('a-b:c\n');
  expect((await cut('-d: -f2 --complement')).stdout).toBe('a:c\n');
});

test('what a real host has and none here says so; what it has not is not found', async () => {
  const host = dockerHost();
  expect((await host.run('factor')).stderr).toBe('factor: practice hosts do not simulate this program.\n');
  expect((await host.run('frobnicate')).stderr).toContain('frobnicate: command not found');
});

test('every line of /etc/hosts that has a name is an address of it', async () => {
  const host = dockerHost();
  await host.run("printf '10.0.0.1 far\\n10.0.0.2 far away\\n10.0.0.1 far\\n' >> /etc/hosts");
  expect((await host.run('getent hosts far')).stdout).toBe(
    '10.0.0.1        far away\n10.0.0.2        far away\n10.0.0.1        far away\n',
  );
  expect((await host.run('getent hosts away')).stdout).toBe('10.0.0.2        far away\n');
});

test('homes are of those who live there, and the keys of the SSH server are for root', async () => {
  const host = dockerHost();
  await host.run('useradd -m new');
  expect((await host.run('stat -c "%U %G" /home/student /home/new')).stdout).toBe('student student\nnew new\n');
  const keys = await host.run(
    'stat -c "%a %n" /etc/ssh/ssh_host_ed25519_key /etc/ssh/ssh_host_ed25519_key.pub /root/.ssh',
  );
  expect(keys.stdout).toBe(
    '600 /etc/ssh/ssh_host_ed25519_key\n644 /etc/ssh/ssh_host_ed25519_key.pub\n700 /root/.ssh\n',
  );
});
