import { expect, test } from 'vitest';
import { readArguments } from './arguments.ts';

const wrong = (...words: string[]): string => {
  const read = readArguments(words);
  return read.kind === 'wrong' ? read.message : read.kind;
};

test.each([['0'], ['8080'], ['65535']])('--port %s', (port) => {
  expect(readArguments(['serve', '--port', port])).toMatchObject({ arguments: { port: Number(port) } });
});
test.each([['0x50'], ['1e3'], [''], [' 80'], ['80.0'], ['65536'], ['+80'], ['８０']])('no --port %s', (port) => {
  expect(wrong('serve', `--port=${port}`)).toMatch(/^--port takes a number from 0 to 65535, not "/);
});

test.each([['A'], ['x/../y'], [''], ['a b'], ['x'.repeat(41)]])('no --lab %s', (lab) => {
  expect(wrong('destroy', `--lab=${lab}`, '--host', 'root@h1')).toMatch(/^The lab's name ".*" (is|has) /);
});

test.each([['--listen'], ['--tls-cert'], ['--key'], ['--known-hosts'], ['--out']])(
  'an empty %s, of a variable that was not set, is not taken for all addresses or for this folder',
  (option) => {
    const both = option === '--tls-cert' ? ['--tls-key=key.pem'] : [];
    expect(wrong('serve', 'lab.yaml', `${option}=`, ...both)).toBe(`${option} has no value: it is empty`);
  },
);
test.each([
  [['validate', '']],
  [['practice', 'reset', 'lab.yaml', '']],
  [['destroy', '--lab', 'x', '--host', 'root@h1', '--host', '']],
])('nor an empty word: %j', (words) => {
  expect(wrong(...words)).toMatch(/ empty/);
});

test('practice reset takes a file, and one host of it', () => {
  const reset = { command: 'practice', file: 'lab.yaml' };
  expect(readArguments(['practice', 'reset', 'lab.yaml'])).toMatchObject({ arguments: { ...reset, host: undefined } });
  expect(readArguments(['practice', 'reset', 'lab.yaml', 'h1'])).toMatchObject({ arguments: { ...reset, host: 'h1' } });
  expect(wrong('practice', 'reset', 'lab.yaml', 'h1', 'h2')).toContain('"h2"');
  expect(wrong('practice', 'lab.yaml')).toMatch(/^practice takes reset, .*"lab.yaml"/);
  expect(wrong('practice', 'reset')).toBe('practice reset needs a lab file');
  expect(wrong('plan', 'lab.yaml', 'h1')).toContain('One file at a time');
});

test('--practice-release says what new practice hosts are, and means practice hosts', () => {
  const read = readArguments(['plan', 'lab.yaml', '--practice-release', 'trixie']);
  expect(read).toMatchObject({ arguments: { practice: true, practiceRelease: 'trixie' } });
  expect(readArguments(['practice', 'reset', 'lab.yaml', 'h1', '--practice-release', 'forky'])).toMatchObject({
    arguments: { host: 'h1', practiceRelease: 'forky' },
  });
  expect(wrong('plan', 'lab.yaml', '--practice-release', 'sid')).toContain('bookworm, trixie, forky');
});

/** Title, right-to-left override, and a line that would be ours. */
const EVIL = '\u001b]0;pwned\u0007\u202e\nerror: x';
test.each([
  [[EVIL]],
  [['plan', 'lab.yaml', EVIL]],
  [[`--${EVIL}`, 'plan']],
  [['plan', 'lab.yaml', `-${EVIL}`]],
  [['plan', 'lab.yaml', `--json=${EVIL}`]],
  [['serve', '--port', EVIL]],
  [['destroy', '--lab', EVIL, '--host', 'h']],
])('words of unknown origin are echoed so that a terminal only shows them: %j', (words) => {
  expect(wrong(...words)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(wrong(...words)).not.toBe('arguments');
});
