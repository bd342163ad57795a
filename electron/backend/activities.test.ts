import { beforeEach, expect, test } from 'vitest';
import type { BackendEvent, Question } from '../../shared/api.ts';
import { answered, type Ending, notBegun } from '../../shared/outcome.ts';
import type { RemoteTarget } from '../remote/remote.ts';
import { type Activities, type ActivityContext, activities } from './activities.ts';
import { type EventStream, eventStream } from './event-stream.ts';
import { type Questions, questions } from './questions.ts';
import { secrets } from './secrets.ts';

let events: EventStream;
let asked: Questions;
let running: Activities;
let log: BackendEvent[];
const bugs: unknown[] = [];

beforeEach(() => {
  let ids = 0;
  const newId = (): string => `id${++ids}`;
  log = [];
  events = eventStream(() => 0);
  events.subscribe((batch) => log.push(...batch));
  asked = questions(events, newId);
  running = activities({
    events,
    questions: asked,
    secrets: secrets(),
    clock: { wall: () => 0, steady: () => 0 },
    newId,
    onBug: (error) => bugs.push(error),
  });
});

const wish = (kind: 'deploy' | 'verify', lab = 'lab') => ({ kind, lab, target: 'real' as const, hosts: ['docker01'] });
const done = answered();
const until = (signal: AbortSignal): Promise<Ending> =>
  new Promise((resolve) => {
    const end = (): void => resolve(notBegun(1));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });

const ada: RemoteTarget = { name: 'docker01', address: '192.168.1.11', port: 22, user: 'ada', key: undefined };

/** Answers every question of the stream as it comes. */
function answering(values: (string | null)[], remember = false): Question[] {
  const heard: Question[] = [];
  events.subscribe((batch) => {
    for (const event of batch) {
      if (event.type !== 'question') continue;
      heard.push(event.question);
      asked.answer(event.question.id, values.shift() ?? null, remember);
    }
  });
  return heard;
}

async function within<T>(work: (context: ActivityContext) => Promise<T>): Promise<T> {
  let result: T | undefined;
  running.start(wish('verify'), async (context) => {
    result = await work(context);
    return done;
  });
  await running.ended();
  return result as T;
}

test('two deploys of one lab do not run at the same time; a verify beside it and another lab do', async () => {
  const first = running.start(wish('deploy'), ({ stopping }) => until(stopping));
  expect(running.start(wish('deploy'), async () => done)).toMatchObject({
    ok: false,
    problems: [{ code: 'lab-busy', message: 'A deploy of lab is running.' }],
  });
  expect(running.start(wish('verify'), async () => done).ok).toBe(true);
  expect(running.start(wish('deploy', 'other'), async () => done).ok).toBe(true);
  if (first.ok) running.cancel(first.value.activity);
  await running.stopAll();
  expect(running.start(wish('deploy'), async () => done).ok).toBe(true);
  await running.stopAll();
});

test('who does not wait any longer for what is being stopped says so once, and is told how it ended', async () => {
  const hurried = new AbortController();
  running.start(wish('deploy'), ({ abandoned }) => until(abandoned));
  running.start(wish('verify'), ({ stopping }) => until(stopping));
  const stopped = running.stopAll(hurried.signal);
  hurried.abort();
  expect(await stopped).toEqual([{ kind: 'deploy', lab: 'lab', ending: notBegun(1) }]);
  running.start(wish('deploy', 'late'), ({ abandoned }) => until(abandoned));
  expect(await running.stopAll(hurried.signal)).toMatchObject([{ lab: 'late' }]);
});

test('cancelling stops, and cancelling again does not wait any longer', async () => {
  let outcome = '';
  const started = running.start(wish('deploy'), async ({ stopping, abandoned }) => {
    const abandon = until(abandoned);
    await until(stopping);
    outcome += 'stopping ';
    await abandon;
    outcome += 'abandoned';
    return notBegun(1);
  });
  if (!started.ok) throw new Error('not started');
  const { activity } = started.value;
  running.cancel(activity);
  await new Promise((resolve) => setTimeout(resolve));
  running.cancel(activity);
  await running.ended();
  expect(outcome).toBe('stopping abandoned');
  expect(running.cancel(activity)).toMatchObject({ ok: false, problems: [{ code: 'activity-ended' }] });
});

test('an error of ours ends the activity in words', async () => {
  running.start(wish('deploy'), async () => {
    throw new Error('oops');
  });
  await running.ended();
  events.flush();
  expect(log.at(-1)).toMatchObject({
    type: 'activity-ended',
    outcome: 'failed',
    problems: [{ code: 'internal-error' }],
    unknown: ['docker01'],
  });
});

test('a password is asked for once within an activity, and forgotten after it', async () => {
  const heard = answering(['tulip', 'rose']);
  const given = await within(async ({ asker }) => [
    await asker.password(ada, 'Password', false),
    await asker.password(ada, 'Password', false),
  ]);
  expect(given).toEqual(['tulip', 'tulip']);
  expect(heard).toHaveLength(1);
  expect(await within(({ asker }) => asker.password(ada, 'Password', false))).toBe('rose');
});

test('a remembered password is known to later activities, until it turns out to be wrong', async () => {
  const heard = answering(['tulip', 'rose'], true);
  await within(({ asker }) => asker.sudoPassword(ada, false));
  expect(await within(({ asker }) => asker.sudoPassword(ada, false))).toBe('tulip');
  expect(heard).toHaveLength(1);
  expect(await within(({ asker }) => asker.sudoPassword(ada, true))).toBe('rose');
  expect(await within(({ asker }) => asker.sudoPassword(ada, false))).toBe('rose');
});

test('a remembered password that a registry refused is asked for again', async () => {
  const heard = answering(['tulip', 'rose'], true);
  const typed = () => within(({ asker }) => asker.registryPassword('lab', 'docker01', 'ada'));
  expect([await typed(), await typed()]).toEqual(['tulip', 'tulip']);
  await within(async ({ asker }) => asker.registryRefused('lab', 'docker01', 'ada'));
  expect(await typed()).toBe('rose');
  expect(heard).toHaveLength(2);
});

test('hosts that share a passphrase ask for it once', async () => {
  const heard = answering(['correct horse']);
  const given = await within(({ asker }) =>
    Promise.all([1, 2, 3].map(() => asker.passphrase(ada, '~/.ssh/id_ed25519', false))),
  );
  expect(given).toEqual(['correct horse', 'correct horse', 'correct horse']);
  expect(heard).toHaveLength(1);
});

test('a question ends unanswered when its activity is cancelled', async () => {
  const started = running.start(wish('deploy'), async ({ asker }) => {
    const password = await asker.password(ada, 'Password', false);
    return password === undefined ? notBegun(1) : done;
  });
  await Promise.resolve();
  if (started.ok) running.cancel(started.value.activity);
  await running.stopAll();
  events.flush();
  expect(log.map(({ type }) => type)).toEqual([
    'activity-started',
    'question',
    'activity-stopping',
    'question-closed',
    'activity-ended',
  ]);
});

test('no secret is ever part of an event', async () => {
  answering(['tulip']);
  await within(({ asker }) => asker.password(ada, 'Password', false));
  events.flush();
  expect(JSON.stringify(log)).not.toContain('tulip');
});
