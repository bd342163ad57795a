import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from '../../../shared/problem.ts';
import { knownHosts } from '../known-hosts.ts';
import type { Remote } from '../remote.ts';
import { sshConnector } from '../ssh.ts';
import { person, session } from './people.ts';
import { startSshServer, type TestServer, type TestServerOptions } from './ssh-server.ts';

/** Logs in, from an empty home folder, at a new server that does as told, on behalf of a person who answers as told. */
export async function loggedIn(
  options: TestServerOptions,
  ada = person(),
  onEnd: (end: () => unknown) => void = () => undefined,
): Promise<{ readonly result: Result<Remote>; readonly server: TestServer }> {
  const home = mkdtempSync(join(tmpdir(), 'trunkline-login-'));
  onEnd(() => rmSync(home, { recursive: true }));
  const server = await startSshServer(options);
  onEnd(() => server.stop());
  const target = { name: 'docker01', address: '127.0.0.1', port: server.port, user: 'ada', key: undefined };
  const result = await sshConnector({
    knownHosts: knownHosts({ own: join(home, 'known_hosts'), others: [] }),
    keys: { home, key: undefined, agent: undefined },
    patienceMs: 3_000,
  }).connect(target, session(ada));
  if (result.ok) onEnd(() => result.value.close());
  return { result, server };
}
