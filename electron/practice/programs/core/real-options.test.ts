/** An option, predicate or command that the real program has is simulated or said not to be, and never called unknown. */
import { expect, test } from 'vitest';
import { dockerHost } from '../../hosts/testing/docker-host.ts';
import real from './real-options.json' with { type: 'json' };

const outOf = async (line: string): Promise<string> => {
  const { stdout, stderr } = await dockerHost().run(line);
  return stdout + stderr;
};

/** They wait for somebody, or have parsers of their own that are tested beside them. */
const OTHERS = ['tee', 'tty', 'watch', 'less', 'more', 'top', 'yes', 'sleep', 'curl', 'ss', 'journalctl', 'last'];

test('no real letter is an invalid option', async () => {
  const host = dockerHost();
  const wrong: string[] = [];
  for (const [program, { letters }] of Object.entries(real)) {
    if (OTHERS.includes(program)) continue;
    for (const letter of letters) {
      const { stderr } = await host.run(`timeout 1 ${program} -${letter} < /dev/null`);
      if (/invalid option|unrecognized option/.test(stderr)) wrong.push(`${program} -${letter}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('a long option may be shortened, and a real one is not unrecognized', async () => {
  expect(await outOf("printf 'b\\na\\n' | sort --rev")).toBe('b\na\n');
  expect(await outOf('sort --random-sort < /dev/null')).toBe('sort: practice hosts do not simulate --random-sort.\n');
  expect(await outOf('sort --r < /dev/null')).toContain("option '--r' is ambiguous");
  expect(await outOf('sort --nonsense < /dev/null')).toContain("unrecognized option '--nonsense'");
  expect(await outOf('docker run --rm busybox ls -Z')).toContain('ls: practice hosts do not simulate -Z.');
});

test('columns and numbers of lines are as asked for', async () => {
  const file = "printf 'a bb c\\n\\naaa b cc\\n' > /tmp/t;";
  expect(await outOf(`${file} nl -ba -w3 -s: -v5 -i2 /tmp/t`)).toBe('  5:a bb c\n  7:\n  9:aaa b cc\n');
  expect(await outOf(`${file} nl -n ln -w2 /tmp/t | cat -A`)).toBe('1 ^Ia bb c$\n   $\n2 ^Iaaa b cc$\n');
  expect(await outOf(`${file} column /tmp/t`)).toBe('a bb c\t\taaa b cc\n');
  expect(await outOf(`${file} column -t -o '|' /tmp/t`)).toBe('a  |bb|c\naaa|b |cc\n');
});

test('what find, sed, date and grep have and practice hosts have not is said', async () => {
  for (const line of [
    'find / -anewer /etc/hosts',
    'echo a | sed -n l',
    "echo a | sed 's/a/b/w /tmp/x'",
    "date -d 'next monday'",
    'grep --color=always root /etc/passwd',
    'tac -s x /etc/hosts',
    'seq -f %02g 2',
  ])
    expect(await outOf(line)).toContain('practice hosts do not simulate');
});
