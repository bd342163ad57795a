import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoteCommand, quoteWord } from '../../shared/host/quote.ts';
import { shells } from './testing/shells.ts';

/** Well-formed text, as everything is that a file or a host gives us, without the byte that no argument can hold. */
const word = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: fc.constantFrom(...'\'"\\$`!*?[]{}()<>|&;#~=\n\r\t -'), maxLength: 40 }),
  )
  .map((text) => text.replaceAll('\0', ''));

test.each(shells)('$name gives back every word as it was, and runs nothing', ({ argv }) => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), (words) => {
      const [command, ...rest] = argv;
      const said = spawnSync(command, rest, {
        input: `printf '%s\\0' ${words.map(quoteWord).join(' ')}`,
        encoding: 'utf8',
      });
      expect(said.stderr).toBe('');
      expect(said.stdout).toBe(words.map((text) => `${text}\0`).join(''));
    }),
    { numRuns: 60 },
  );
});

const notPrograms = ['if', 'X=1', '{', '!', 'while', '((', '~', '#', '-nowhere', 'a b', "it's"];

test.each(shells)('$name looks for a program of that name, whatever the name', ({ argv }) => {
  const [command, ...rest] = argv;
  const input = notPrograms.map((name) => `${quoteCommand([name])} 2>/dev/null </dev/null; echo "$?"`).join('\n');
  const said = spawnSync(command, rest, { input, encoding: 'utf8' });
  expect(said.stdout.split('\n').filter(Boolean)).toEqual(notPrograms.map(() => '127'));
});
