import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { readArguments } from './arguments.ts';
import { entryOf, NAMES, optionOf } from './catalog.ts';

const textOf = (...words: string[]): string => {
  const read = readArguments(words, '1.2.3');
  return read.kind === 'text' ? read.text : `not a text: ${JSON.stringify(read)}`;
};

test('the version, and the help of all', () => {
  expect(textOf('--version')).toBe('1.2.3\n');
  const help = textOf('--help');
  expect(help).toContain('trunkline COMMAND FILE');
  for (const name of NAMES) expect(help).toMatch(new RegExp(`^ +${name} `, 'm'));
  expect(help).toMatch(/Exit status:\n {2}0 .*\n {2}1 .*\n {2}2 /);
});

test.each(NAMES)('the help of %s has its options, its exit statuses and an example', (name) => {
  const { options, exits, examples } = entryOf(name);
  for (const help of [textOf(name, '--help'), textOf('help', name)]) {
    expect(help).toContain(`Usage: trunkline ${name} ${entryOf(name).usage}`);
    for (const option of options) expect(help).toContain(optionOf(option).flags.split(' ')[0]);
    for (const [status, means] of Object.entries(exits)) expect(help).toContain(`  ${status}  ${means}`);
    for (const example of examples) expect(help).toContain(`  ${example}\n`);
  }
});

test('every example is one that can be typed', () => {
  for (const name of NAMES) {
    for (const example of entryOf(name).examples) {
      const words = example
        .replace(/^.*?trunkline /, '')
        .replace(/[>)].*$/, '')
        .trim()
        .split(' ');
      expect(readArguments(words, ''), example).toMatchObject({ kind: expect.stringMatching(/arguments|text/) });
    }
  }
});

test('options stand before, between or after the words, and any command takes them', () => {
  for (const words of [
    ['--json', 'plan', 'lab.yaml', '--practice'],
    ['plan', '--json', '--practice', 'lab.yaml'],
    ['plan', 'lab.yaml', '--practice', '--json'],
  ]) {
    expect(readArguments(words, '')).toMatchObject({
      arguments: { command: 'plan', file: 'lab.yaml', json: true, practice: true },
    });
  }
  expect(readArguments(['validate', 'lab.yaml', '--key', 'k', '--accept-new-host-keys'], '')).toMatchObject({
    arguments: { key: 'k', acceptNewHostKeys: true },
  });
  expect(readArguments(['destroy', '--lab', 'x', '--host', 'a', '--host', 'b', '-y'], '')).toMatchObject({
    arguments: { hosts: ['a', 'b'], yes: true },
  });
  expect(readArguments(['predict', '-'], '')).toMatchObject({ arguments: { file: '-' } });
});

test('a slip of the hand is told what was meant', () => {
  expect(readArguments(['depoly', 'lab.yaml'], '')).toMatchObject({
    message: 'There is no command "depoly"; did you mean deploy?',
  });
  expect(readArguments(['help', 'depoly'], '')).toMatchObject({
    message: 'There is no command "depoly"; did you mean deploy?',
  });
  expect(readArguments(['plan', 'lab.yaml', '--jsno'], '')).toMatchObject({
    message: expect.stringContaining('--json'),
  });
});

/** What bash offers for a line with the cursor at its end. */
function offered(...line: string[]): string[] {
  const script = `${textOf('completion', 'bash')}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _trunkline; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', script, 'bash', 'trunkline', ...line], { encoding: 'utf8', cwd: '/' })
    .split('\n')
    .filter((word) => word !== '');
}

test('bash completes commands, the options of a command, files and shells', () => {
  expect(offered('p')).toEqual(['predict', 'plan', 'practice']);
  expect(offered('plan', '--c')).toEqual(['--commands']);
  expect(offered('--json', 'destroy', '--h')).toEqual(['--host', '--help']);
  expect(offered('plan', 'et')).toEqual(['etc']);
  expect(offered('deploy', '--key', 'et')).toEqual(['etc']);
  expect(offered('serve', '--port', '')).toEqual([]);
  expect(offered('completion', '')).toEqual(['bash', 'zsh', 'fish']);
  expect(offered('practice', '')).toEqual(['reset']);
});

test.each(['zsh', 'fish'])('%s is told every command and its options', (shell) => {
  const script = textOf('completion', shell);
  for (const name of NAMES) {
    expect(script).toContain(name);
    for (const option of entryOf(name).options) {
      const long = /--([a-z-]+)/.exec(optionOf(option).flags)?.[1] ?? '';
      expect(script).toMatch(new RegExp(shell === 'zsh' ? `'\\*?--${long}\\[` : `from ${name}' -l ${long} `));
    }
  }
});
