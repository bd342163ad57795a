import { expect, test } from 'vitest';
import { failure, problem, success } from '../../shared/problem.ts';
import { connections } from './connections.ts';
import type { Connector, Remote, RemoteTarget } from './remote.ts';
import { session } from './testing/people.ts';

const target = (name: string): RemoteTarget => ({ name, address: name, port: 22, user: 'ada', key: undefined });

/** Hosts that answer after a moment; `drops` says how many logins each drops first. */
function hosts(drops = 0): Connector & { readonly opened: Remote[]; attempts(): number; mostAtOnce(): number } {
  const opened: Remote[] = [];
  let attempts = 0;
  let now = 0;
  let most = 0;
  return {
    opened,
    attempts: () => attempts,
    mostAtOnce: () => most,
    async connect(to) {
      attempts += 1;
      now += 1;
      most = Math.max(most, now);
      const dropped = attempts <= drops;
      await new Promise((resolve) => setTimeout(resolve, 2));
      now -= 1;
      if (dropped) return failure(problem({ code: 'ssh-dropped', message: 'Dropped.', hint: 'Wait.' }));
      let open = true;
      const remote: Remote = {
        target: to,
        exec: async () => ({ kind: 'exited', code: 0, stdout: '', stderr: '' }),
        terminal: async () => failure(problem({ code: 'no-terminal', message: 'None.', hint: 'None.' })),
        isOpen: () => open,
        busy: () => 0,
        close: () => {
          open = false;
        },
      };
      opened.push(remote);
      return success(remote);
    },
  };
}

const calm = { random: () => 0.5, pauseMs: 1 };

test('one connection serves everybody who talks to a host, also at the same time', async () => {
  const net = hosts();
  const kept = connections(net, calm);
  await Promise.all([1, 2, 3].map(() => kept.to(target('docker01'), session())));
  await kept.to(target('docker01'), session());
  expect(net.attempts()).toBe(1);
  kept.closeAll();
});

test('a lost connection is made anew', async () => {
  const net = hosts();
  const kept = connections(net, calm);
  await kept.to(target('docker01'), session());
  net.opened[0]?.close();
  const again = await kept.to(target('docker01'), session());
  expect(again.ok && again.value.isOpen()).toBe(true);
  expect(net.attempts()).toBe(2);
  kept.closeAll();
});

test('many hosts are connected to at once, but not all of them', async () => {
  const net = hosts();
  const kept = connections(net, { ...calm, atOnce: 4 });
  const names = Array.from({ length: 20 }, (_, index) => `host${index}`);
  const results = await Promise.all(names.map((name) => kept.to(target(name), session())));
  expect(results.every(({ ok }) => ok)).toBe(true);
  expect(net.mostAtOnce()).toBe(4);
  kept.closeAll();
});

test('a login that was dropped is tried again, and not for ever', async () => {
  const some = hosts(3);
  expect((await connections(some, calm).to(target('docker01'), session())).ok).toBe(true);
  expect(some.attempts()).toBe(4);

  const all = hosts(100);
  expect((await connections(all, calm).to(target('docker01'), session())).ok).toBe(false);
  expect(all.attempts()).toBe(5);
});

test('an unused connection is closed after a while', async () => {
  const net = hosts();
  const kept = connections(net, { ...calm, idleMs: 5 });
  await kept.to(target('docker01'), session());
  await expect.poll(() => net.opened[0]?.isOpen()).toBe(false);
  expect((await kept.to(target('docker01'), session())).ok).toBe(true);
  kept.closeAll();
});
