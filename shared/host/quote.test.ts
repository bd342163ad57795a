import { describe, expect, test } from 'vitest';
import { quoteCommand, quoteWord } from './quote.ts';

describe('a word for the shell', () => {
  test.each(['ens33.10', '192.168.10.10/24', 'parent=ens33', '--ip', 'busybox:v1', 'a_b@c%d+e,f'])(
    '%s stays as people write it',
    (word) => expect(quoteWord(word)).toBe(word),
  );

  test.each([
    ['', "''"],
    ['a b', "'a b'"],
    ['$(reboot)', "'$(reboot)'"],
    ["it's", "'it'\\''s'"],
    ['a\nb', "'a\nb'"],
    ['~', "'~'"],
    ['*', "'*'"],
    ['`x`', "'`x`'"],
    ['\\', "'\\'"],
    ['é', "'é'"],
  ])('%j is quoted', (word, quoted) => expect(quoteWord(word)).toBe(quoted));

  test('a NUL byte is refused: no program can be given one', () => {
    expect(() => quoteWord('a\0b')).toThrow();
  });
});

describe('a command for the shell', () => {
  test('reads as a person would type it', () => {
    expect(quoteCommand(['docker', 'run', '-dit', '--name', 'bbox10', 'busybox', 'sh', '-c', 'sleep 5'])).toBe(
      "docker run -dit --name bbox10 busybox sh -c 'sleep 5'",
    );
  });

  test('its first word is neither an assignment nor syntax', () => {
    expect(quoteCommand(['PATH=/tmp', 'x'])).toBe("'PATH=/tmp' x");
    expect(quoteCommand(['if', 'x'])).toBe("'if' x");
    expect(quoteCommand(['{', '}'])).toBe("'{' '}'");
  });

  test('no words are a bug', () => {
    expect(() => quoteCommand([])).toThrow();
  });
});
