import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BackendEvent } from '../../shared/api.ts';
import { eventStream } from '../backend/event-stream.ts';
import { history } from '../backend/history.ts';
import { historyFile } from './history-file.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trunkline-history-'));
  path = join(folder, 'history.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const activity = (id: string) =>
  ({ id, kind: 'verify', lab: id, target: 'practice', hosts: [], startedAt: 1 }) as const;
const ended = (id: string) =>
  ({
    type: 'activity-ended',
    activity: id,
    ms: 1,
    outcome: 'done',
    count: 0,
    of: 0,
    problems: [],
    unknown: [],
  }) as never;
const types = (events: readonly BackendEvent[]): readonly string[] => events.map(({ type }) => type);

test('what has ended is there again for the next program, with the time at which it was', async () => {
  const first = eventStream(() => 1000);
  const keeping = history(historyFile(path, '1'), first, fail);
  first.emit({ type: 'activity-started', activity: activity('a') });
  first.emit(ended('a'));
  first.emit({ type: 'activity-started', activity: activity('b') });
  first.flush();
  await keeping.close();
  expect(statSync(path).mode & 0o777).toBe(0o600);

  const second = eventStream(() => 9000);
  await history(historyFile(path, '1'), second, fail).ready();
  expect(types(second.history())).toEqual(['activity-started', 'activity-ended']);
  expect(second.history().map(({ at }) => at)).toEqual([1000, 1000]);
  second.emit({ type: 'activity-started', activity: activity('c') });
  const numbers = second.history().map(({ seq }) => seq);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  expect(new Set(numbers).size).toBe(3);
});

test('another version, or half a file, is nothing', async () => {
  await historyFile(path, '1').write([{ type: 'activity-started', activity: activity('a'), seq: 1, at: 1 }]);
  expect(await historyFile(path, '2').read()).toEqual([]);
  writeFileSync(path, '{"program":"1","events":[{');
  expect(await historyFile(path, '1').read()).toEqual([]);
});

test('the oldest activities are left out whole where it is too much', async () => {
  const event = (id: string, seq: number): BackendEvent => ({
    type: 'activity-started',
    activity: activity(id),
    seq,
    at: 1,
  });
  await historyFile(path, '1', 300).write([event('a', 1), event('b', 2), event('c', 3)]);
  expect((await historyFile(path, '1').read()).length).toBeLessThan(3);
  expect(await historyFile(path, '1').read()).toContainEqual(event('c', 3));
});

function fail(error: unknown): never {
  throw error;
}
