/** What is remembered of hosts is put beside what they tell, and asks them for nothing less. */
import { expect, test } from 'vitest';
import { withShown } from './shown-hosts.ts';

test('hosts are asked for all that somebody wants to know of them', async () => {
  const asked: unknown[][] = [];
  const hosts = withShown(
    {
      reach: async (...wish) => {
        asked.push(wish);
        return [];
      },
    },
    { read: async () => new Map(), keep: async () => undefined },
  );
  const context = {} as Parameters<typeof hosts.reach>[1];
  await hosts.reach([], context, ['app:1']);
  expect(asked).toEqual([[[], context, ['app:1']]]);
});
