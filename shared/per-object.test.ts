import { expect, test } from 'vitest';
import { perObject } from './per-object.ts';

test('what follows from an object is computed once for it, also where it is nothing, and for each other one anew', () => {
  const asked: object[] = [];
  const first = perObject((list: readonly number[]) => {
    asked.push(list);
    return list[0];
  });
  const [full, empty] = [[7, 8], []];
  expect([first(full), first(empty), first(full), first(empty), first([...full])]).toEqual([
    7,
    undefined,
    7,
    undefined,
    7,
  ]);
  expect(asked).toHaveLength(3);
});
