import { afterEach, expect, test } from 'vitest';
import { HOST_LIMITS } from '../remote/limits.ts';
import { loggedIn } from '../remote/testing/logged-in.ts';
import { person } from '../remote/testing/people.ts';
import type { TestServer, TestServerOptions } from '../remote/testing/ssh-server.ts';
import type { ActivityContext } from './activities.ts';
import { lookAt, sudoMemory } from './root-exec.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const stopping = new AbortController().signal;
const context: ActivityContext = {
  id: '1',
  asker: {
    ...person(),
    sudoPassword: async () => 'chalk',
    registryPassword: async () => undefined,
    registryRefused: () => undefined,
  },
  stopping,
  abandoned: stopping,
  phase: () => undefined,
};

/** Looks at a host that does as told with each command. */
async function look(onCommand: (server: TestServer, command: string) => void, memory = sudoMemory()) {
  const box: { server?: TestServer } = {};
  const options: TestServerOptions = {
    onCommand: (command) => box.server && onCommand(box.server, command),
  };
  const { result, server } = await loggedIn(options, person(), (end) => cleanups.push(end));
  box.server = server;
  if (!result.ok) throw new Error(result.problems[0]?.message);
  const { user, address, port } = result.value.target;
  if (memory.wants.size > 0) memory.wants.add(JSON.stringify([user, address, port]));
  return lookAt(result.value, context, () => 'n0n5e'.repeat(4), memory, HOST_LIMITS);
}

test('a connection that is lost while a host is looked at leaves nothing in doubt there', async () => {
  const seen = await look((server) => server.cut());
  expect(seen).toMatchObject({
    ok: false,
    problems: [
      {
        code: 'connection-lost',
        subject: 'docker01',
        message: 'The connection to docker01 was lost while it was looked at.',
        hint: 'Looking changes nothing: try again when it is back.',
      },
    ],
  });
});

test('nor does one that is lost while sudo is asked whether it takes a password', async () => {
  const seen = await look((server) => server.cut(), { wants: new Set(['any']), proven: new Map() });
  expect(seen).toMatchObject({
    ok: false,
    problems: [
      {
        code: 'connection-lost',
        message: 'The connection to docker01 was lost while sudo was asked whether it takes the password.',
        hint: 'Nothing was begun there: try again when it is back.',
      },
    ],
  });
});
