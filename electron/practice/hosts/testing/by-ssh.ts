/** Practice hosts that this machine's own ssh reaches by the addresses of their drawing. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labOf } from '../../../../shared/lab/testing/examples.ts';
import { newKey } from '../../../remote/ssh/new-key.ts';
import { serviceOf } from '../service.ts';
import { startServer } from '../ssh/server.ts';
import { type DockerHosts, dockerHosts } from './docker-hosts.ts';

export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

export interface HostsBySsh extends DockerHosts {
  /** To be given to ssh. */
  readonly options: readonly string[];
  /** Runs a program of this machine. */
  local(command: string, words: readonly string[], stdin?: string): Promise<Ended>;
  close(): Promise<void>;
}

export async function hostsBySsh(yaml: string): Promise<HostsBySsh> {
  const hosts = dockerHosts(yaml);
  const home = mkdtempSync(join(tmpdir(), 'trunkline-by-ssh-'));
  const login = newKey();
  writeFileSync(join(home, 'key'), login.private, { mode: 0o600 });
  const servers = await Promise.all(
    labOf(yaml).hosts.map(async ({ name, ssh }) => ({
      address: ssh.address,
      server: await startServer(newKey().private, login.public, serviceOf(hosts.machine(name), ssh)),
    })),
  );
  const config = [
    ...servers.map(({ address, server }) => `Host ${address}\n  HostName 127.0.0.1\n  Port ${server.port}`),
    `Host *\n  IdentityFile ${join(home, 'key')}\n  IdentitiesOnly yes\n  BatchMode yes`,
    `  StrictHostKeyChecking no\n  UserKnownHostsFile /dev/null\n  LogLevel ERROR\n`,
  ];
  writeFileSync(join(home, 'config'), config.join('\n'));
  return {
    ...hosts,
    options: ['-F', join(home, 'config')],
    local: (command, words, stdin = '') =>
      new Promise((resolve, reject) => {
        const child = spawn(command, [...words]);
        const said = { out: '', err: '' };
        child.stdout.on('data', (chunk: Buffer) => {
          said.out += chunk.toString();
        });
        child.stderr.on('data', (chunk: Buffer) => {
          said.err += chunk.toString();
        });
        child.once('error', reject);
        child.once('close', (status) => resolve({ status, ...said }));
        child.stdin.on('error', () => undefined);
        child.stdin.end(stdin);
      }),
    async close() {
      await Promise.all(servers.map(({ server }) => server.close()));
      rmSync(home, { recursive: true });
    },
  };
}
