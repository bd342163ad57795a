import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Activity, BackendEvent, EventBody } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import { type RunRecords, runRecords } from '../store/run-records.ts';
import { runJournal } from './run-journal.ts';

let folder: string;
const open: RunRecords[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trunkline-runs-'));
});
afterEach(() => {
  for (const records of open.splice(0)) records.close();
  rmSync(folder, { recursive: true });
});

/** A program on this computer, as far as it notes its runs. `killed`: what ends with it, ends. */
function program() {
  const records = runRecords(folder, () => Date.UTC(2026, 10, 28, 22));
  open.push(records);
  const told: Problem[] = [];
  const journal = runJournal(records, (problem) => told.push(problem));
  const say = (body: EventBody): void => journal.hear([{ ...body, seq: 1, at: 1 } as BackendEvent]);
  const start = (fields: Partial<Activity> = {}): void =>
    say({
      type: 'activity-started',
      activity: {
        id: 'a1',
        kind: 'deploy',
        lab: 'lab',
        target: 'real',
        hosts: ['one', 'two'],
        startedAt: Date.UTC(2026, 10, 28, 21),
        ...fields,
      },
    });
  const end = (activity = 'a1', outcome = 'done'): void =>
    say({ type: 'activity-ended', activity, outcome, count: 0, problems: [] } as unknown as EventBody);
  return { told, start, end, look: journal.look, leave: journal.leave, close: () => journal.close() };
}

const files = (): number => readdirSync(folder).length;

test('what a killed program was at work on is told by the next one, until its hosts were looked at', async () => {
  const killed = program();
  killed.start();
  await expect.poll(files).toBe(1);
  expect(statSync(join(folder, readdirSync(folder)[0] ?? '')).mode & 0o777).toBe(0o600);
  // Its lock ends with it; its record stays.
  await killed.close();

  for (const _ of [1, 2]) {
    const next = program();
    next.look();
    next.look();
    await next.close();
    expect(next.told).toMatchObject([
      { code: 'run-interrupted', severity: 'warning', subject: 'lab', message: expect.stringContaining('one, two') },
    ]);
  }

  const partly = program();
  partly.start({ id: 'p1', kind: 'plan', hosts: ['one'] });
  partly.end('p1');
  await partly.close();
  expect(files()).toBe(1);

  const wholly = program();
  wholly.start({ id: 'p2', kind: 'plan' });
  wholly.end('p2');
  await wholly.close();
  expect(wholly.told).toHaveLength(1);
  expect(files()).toBe(0);
});

test('a program that is alive is at work, not ended; and what ended by itself leaves nothing', async () => {
  const alive = program();
  alive.start();
  await expect.poll(files).toBe(1);
  const other = program();
  other.look();
  await other.close();
  expect(other.told).toEqual([]);
  alive.end('a1', 'failed');
  await alive.close();
  expect(files()).toBe(0);
});

test('practice hosts and what only looks are not noted', async () => {
  const one = program();
  one.start({ target: 'practice' });
  one.start({ id: 'v1', kind: 'verify' });
  one.start({ id: 'p1', kind: 'plan' });
  await one.close();
  expect(files()).toBe(0);
});

test('what is no record is none, and old ones go', async () => {
  const id = '00000000-0000-4000-8000-000000000000';
  writeFileSync(join(folder, `${id}_a1.json`), '{"kind":"deploy"');
  writeFileSync(join(folder, `${id}_a2.json`), JSON.stringify({ kind: 'deploy', lab: 'lab', hosts: [], startedAt: 0 }));
  writeFileSync(join(folder, 'mine.txt'), 'not ours');
  const next = program();
  next.look();
  await next.close();
  expect(next.told).toEqual([]);
  expect(readdirSync(folder)).toEqual(['mine.txt']);
});

test('says once that it cannot note, and the run goes on', async () => {
  rmSync(folder, { recursive: true });
  writeFileSync(folder, '');
  const one = program();
  one.start();
  one.start({ id: 'a2' });
  await one.close();
  expect(one.told).toMatchObject([{ code: 'run-not-noted', severity: 'warning' }]);
});

test('what a program did not wait for when it ended is told by the next one, however it says that it came out', async () => {
  const hurried = program();
  hurried.start();
  await expect.poll(files).toBe(1);
  hurried.leave();
  hurried.end('a1', 'lost');
  await hurried.close();

  const next = program();
  next.look();
  await next.close();
  expect(next.told).toMatchObject([{ message: expect.stringContaining('not known on: one, two') }]);
});
