import type { AuthContext, KeyboardAuthContext, Prompt } from 'ssh2';
import { afterEach, expect, test } from 'vitest';
import type { Problem, Result } from '../../shared/problem.ts';
import type { Remote } from './remote.ts';
import { loggedIn } from './testing/logged-in.ts';
import { person, type TestPerson } from './testing/people.ts';
import type { TestServer, TestServerOptions } from './testing/ssh-server.ts';

const ended: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

async function logIn(
  options: TestServerOptions,
  ada: TestPerson,
): Promise<{ readonly result: Result<Remote>; readonly asked: readonly string[]; readonly server: TestServer }> {
  const { result, server } = await loggedIn(options, ada, (end) => ended.push(end));
  return { result, server, asked: ada.asked.slice(1) };
}

const problemOf = (result: Result<Remote>): Problem | undefined => (result.ok ? undefined : result.problems[0]);

type Round = (context: KeyboardAuthContext) => void;

/** A host that asks by keyboard-interactive only. */
const asking =
  (round: Round): ((context: AuthContext) => void) =>
  (context) => {
    if (context.method === 'keyboard-interactive') round(context);
    else context.reject(['keyboard-interactive']);
  };

const ask = (context: KeyboardAuthContext, ...prompts: readonly (string | Prompt)[]): Promise<readonly string[]> =>
  new Promise((resolve) => {
    const words = prompts.map((prompt) => (typeof prompt === 'string' ? { prompt, echo: false } : prompt));
    context.prompt(words, 'Factors', 'Two of them.', resolve);
  });

const refuse = (context: KeyboardAuthContext): void => context.reject(['keyboard-interactive']);

test('a password and a code, asked in one round or in two, let in and are not called refused', async () => {
  const ways: readonly Round[] = [
    async (context) => {
      const [password, code] = await ask(context, 'Password: ', { prompt: 'Verification code: ', echo: true });
      if (password === 'tulip' && code === '123456') context.accept();
      else refuse(context);
    },
    async (context) => {
      const [password] = await ask(context, 'Password: ');
      const [code] = await ask(context, 'Verification code: ');
      if (password === 'tulip' && code === '123456') context.accept();
      else refuse(context);
    },
  ];
  for (const way of ways) {
    const { result, asked } = await logIn({ onLogin: asking(way) }, person({ password: ['tulip', '123456'] }));
    expect(problemOf(result)).toBeUndefined();
    expect(asked.filter((line) => line.includes('(again)'))).toEqual([]);
    expect(asked[0]).toBe('(ada@127.0.0.1) Factors\n(ada@127.0.0.1) Two of them.\n(ada@127.0.0.1) Password');
    expect(asked.at(-1)).toContain('(ada@127.0.0.1) Verification code');
  }
});

test('a password and then questions of another method: both are asked once', async () => {
  let passed = false;
  const onLogin = async (context: AuthContext): Promise<void> => {
    if (context.method === 'password' && context.password === 'tulip' && !passed) {
      passed = true;
      context.reject(['keyboard-interactive'], true);
    } else if (context.method === 'keyboard-interactive' && passed) {
      const [code] = await ask(context, 'Code: ');
      if (code === '42') context.accept();
      else context.reject(['keyboard-interactive']);
    } else context.reject([passed ? 'keyboard-interactive' : 'password']);
  };
  const { result, asked } = await logIn({ onLogin }, person({ password: ['tulip', '42'] }));
  expect(problemOf(result)).toBeUndefined();
  expect(asked.filter((line) => line.includes('(again)'))).toEqual([]);
  expect(asked).toHaveLength(2);
});

test('what was refused is asked again as such, three times and no more', async () => {
  const round: Round = async (context) => {
    await ask(context, 'Password: ');
    refuse(context);
  };
  const { result, asked, server } = await logIn(
    { onLogin: asking(round), banner: 'Staff only.\u001b[2J\n' },
    person({ password: ['a', 'b', 'c', 'd'] }),
  );
  expect(asked.map((line) => line.endsWith('(again)'))).toEqual([false, true, true]);
  expect(server.attempts.filter((method) => method === 'keyboard-interactive')).toHaveLength(3);
  expect(problemOf(result)).toMatchObject({
    code: 'ssh-login-refused',
    detail: { output: '(ada@127.0.0.1) Staff only.?[2J' },
  });
});

test('nobody who could answer ends it at once', async () => {
  const round: Round = async (context) => {
    await ask(context, 'Password: ');
    refuse(context);
  };
  const { result, server } = await logIn({ onLogin: asking(round) }, person());
  expect(problemOf(result)?.code).toBe('ssh-login-refused');
  expect(server.attempts.filter((method) => method === 'keyboard-interactive')).toHaveLength(1);
});

test.each<readonly [string, Round]>([
  ['many questions', (context) => void ask(context, ...Array.from({ length: 500 }, (_, index) => `Q${index}`))],
  [
    'the same question without end',
    async (context) => {
      for (;;) await ask(context, 'Password: ');
    },
  ],
])('a host that asks %s is left', async (_what, round) => {
  const { result, asked } = await logIn({ onLogin: asking(round) }, person({ password: Array(50).fill('tulip') }));
  expect(problemOf(result)?.code).toBe('ssh-login-questions');
  expect(asked.length).toBeLessThanOrEqual(10);
});

test('a host that asks for nothing without end neither lets in nor refuses', async () => {
  const round: Round = async (context) => {
    for (;;) await ask(context);
  };
  const { result, asked } = await logIn({ onLogin: asking(round) }, person());
  expect(problemOf(result)).toMatchObject({
    code: 'ssh-timeout',
    message: expect.stringContaining('neither lets us in'),
  });
  expect(asked).toEqual([]);
});

test('a host that wants another password first is not waited for, and says so', async () => {
  const onLogin = (context: AuthContext): void => {
    if (context.method === 'password') context.requestChange('Your password has expired.', () => undefined);
    else context.reject(['password']);
  };
  const { result } = await logIn({ onLogin }, person({ password: ['tulip'] }));
  expect(problemOf(result)).toMatchObject({
    code: 'password-expired',
    message: expect.stringMatching(
      /^The password of ada on \S+ has expired, and nothing is done there before it is changed\.$/,
    ),
    detail: { output: '(ada@127.0.0.1) Your password has expired.' },
  });
});

test('a host that is content with every method and lets nobody in is left', async () => {
  const onLogin = (context: AuthContext): void => context.reject(['password'], true);
  const { result, server } = await logIn({ onLogin }, person({ password: Array(50).fill('tulip') }));
  expect(problemOf(result)?.code).toBe('ssh-login-questions');
  expect(server.attempts.length).toBeLessThan(30);
});

test('no question reaches a screen with anything that it would obey, or without who asks', async () => {
  const escapes = '\u001b]0;title\u0007\u001b[2J\u001b]52;c;cHduZWQ=\u0007\u202e\u009b31m\u200b';
  const round: Round = async (context) => {
    await ask(
      context,
      `${escapes}Passphrase of ~/.ssh/id_ed25519: \r\nerror: gone${' '.repeat(300)}x`,
      'P'.repeat(20_000),
    );
    refuse(context);
  };
  const { asked } = await logIn({ onLogin: asking(round) }, person({ password: ['a', 'b'] }));
  for (const line of asked.join('\n').split('\n')) {
    expect(line).toMatch(/^\(ada@127\.0\.0\.1\) [^\p{C}]+$/u);
    expect(line).not.toMatch(/ {4}/);
    expect(line.length).toBeLessThan(500);
  }
});

test('what is asked is still read behind a notice of any length', async () => {
  const round: Round = (context) =>
    context.prompt(['Verification code: '], 'Notice', 'a line of it\n'.repeat(100), () => refuse(context));
  const { asked } = await logIn({ onLogin: asking(round) }, person({ password: ['a', 'b'] }));
  expect(asked[0]?.split('\n').at(-1)).toBe('(ada@127.0.0.1) Verification code');
});
