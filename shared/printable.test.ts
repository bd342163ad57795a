import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable, printableLine, saidBy } from './printable.ts';
import { problem } from './problem.ts';

const anything = fc.string({ unit: 'binary', maxLength: 2_000 });
/** What a terminal obeys, what turns a line around, what cannot be seen. */
const harmful = /[\p{C}\p{Zl}\p{Zp}]/u;

test('nothing that a screen would obey comes through, in one line or in several', () => {
  fc.assert(
    fc.property(anything, (text) => {
      expect(printable(text).replace(/[\n\t]/g, '')).not.toMatch(harmful);
      expect(printableLine(text, 100)).not.toMatch(harmful);
      expect(printableLine(text, 100).length).toBeLessThanOrEqual(100);
      for (const line of saidBy('ada@h', text).split('\n'))
        expect(line).toMatch(/^$|^\(ada@h\) [^\p{C}\p{Zl}\p{Zp}]+$/u);
    }),
  );
});

test('what is harmless stays as it is', () => {
  for (const text of ['', 'docker01: naïve façade, 日本語, שלום', 'a\tb\nc', '± 5 µs → ✓'])
    expect(printable(text)).toBe(text);
  expect(printable('10 %\r20 %\r\ndone')).toBe('10 %\n20 %\ndone');
  expect(printableLine('two\nlines')).toBe('two lines');
});

test('a problem that quotes a stranger is one printable sentence', () => {
  const said = '\u001b]0;x\u0007\u202egnp.exe\r\nerror: Nothing is left.';
  const { message, hint, detail } = problem({
    code: 'x',
    message: said,
    hint: said,
    detail: { command: said, output: said },
  });
  expect([message, hint]).toEqual(Array(2).fill('?]0;x??gnp.exe error: Nothing is left.'));
  expect(detail?.output).toBe('?]0;x??gnp.exe\nerror: Nothing is left.');
  expect(detail?.command).not.toMatch(/[^\P{C}\n]/u);
});

test('bounded work for any size', { timeout: 1_000 }, () => {
  const huge = `${' '.repeat(2_000_000)}\n\t`.repeat(3);
  expect(printableLine(huge).length).toBeLessThanOrEqual(2_000);
  expect(saidBy('ada@h', huge)).toBe('(ada@h) …');
});
