import { expect, test } from 'vitest';
import { workedMs, workOf } from './working-time.ts';

test('what a thread and its ended children have used, whatever the program is called', () => {
  const name = '(a name) with ) 1 2 3)';
  expect(workOf(`42 ${name} S 1 2 3 4 5 6 7 8 9 10 100 20 3 7 20 0 11 0 12345 99 98`)).toBe(1300);
});

test('it grows by work', () => {
  const before = workedMs();
  while (workedMs() - before < 20);
  expect(workedMs()).toBeGreaterThan(before);
});
