import { expect, test } from 'vitest';
import { lessOf, smallest } from './smaller.ts';

interface Made {
  readonly scripts: readonly [{ readonly acts: readonly { readonly do: string; readonly words?: string }[] }, null];
  readonly answers: readonly (string | null)[];
}

const made: Made = {
  scripts: [{ acts: [{ do: 'exit' }, { do: 'say', words: 'x'.repeat(1_000) }, { do: 'cut' }, { do: 'end' }] }, null],
  answers: ['a', null, 'b'],
};
const less = (one: Made): Iterable<Made> => lessOf(one, new Set(['scripts']));

test('what a finding does not need goes, and what it needs stays', async () => {
  const check = async ({ scripts: [{ acts }] }: Made): Promise<void> => {
    const said = acts.findIndex((act) => act.do === 'say' && (act.words ?? '').length >= 100);
    if (said >= 0 && acts.slice(said).some((act) => act.do === 'end')) throw new Error(`said after ${acts.length} ms`);
    if (acts.length === 0) throw new Error('something else');
  };
  const error = new Error('said after 4 ms');
  const smaller = await smallest(made, error, less, check, Number.POSITIVE_INFINITY);
  expect(smaller).toEqual({
    scripts: [{ acts: [{ do: 'say', words: 'x'.repeat(125) }, { do: 'end' }] }, null],
    answers: [],
  });
});

test('one that was found by chance stays as it was', async () => {
  expect(await smallest(made, new Error('once'), less, async () => undefined, Number.POSITIVE_INFINITY)).toEqual(made);
});
