import { expect, test } from 'vitest';
import type { EventBody } from '../../shared/api.ts';
import { systemClock } from '../clock.ts';
import type { ExecOptions, ExecResult, Remote } from '../remote/remote.ts';
import type { ActivityContext } from './activities.ts';
import { runOnHost } from './host-run.ts';

/** A command that says nothing and ends when nobody listens any more. */
const silent = ({ signal }: Pick<ExecOptions, 'signal'>): Promise<ExecResult> =>
  new Promise((resolve) =>
    signal?.addEventListener('abort', () => resolve({ kind: 'cancelled', stdout: '', stderr: '' } as never)),
  );

test('a host that does not take the wish to stop is not waited for', async () => {
  const stopping = new AbortController();
  const told: EventBody[] = [];
  const remote = { exec: () => new Promise(() => undefined) } as unknown as Remote;
  const context = { id: 'a1', stopping: stopping.signal, abandoned: new AbortController().signal } as ActivityContext;
  const running = runOnHost(
    {
      host: 'docker01',
      rooted: { remote, run: (_script, options) => silent(options) },
      changes: [],
      steps: [],
      holder: 'x',
    },
    context,
    { emit: (event) => told.push(event), clock: systemClock, newNonce: () => 'a'.repeat(32), answersWithin: 10 },
  );
  stopping.abort();
  expect(await running).toEqual({ kind: 'lost' });
  expect(told).toEqual([]);
});
