import { describe, expect, it } from 'vitest';
import type { Command } from '../os/machine.ts';
import { fakeMachine, runShell } from './testing/fake-machine.ts';

const run = async (script: string, commands: Readonly<Record<string, Command>> = {}) =>
  await runShell(fakeMachine({ commands }), ['sh', '-c', script]);

describe('a script on a practice host', () => {
  it('runs programs with their arguments, environment and input, and tells their status', async () => {
    const show: Command = async ({ argv, env, stdin, stdout }) => {
      await stdout.write(`${argv.join('|')} ${env.X} ${await stdin.all()}`);
      return 3;
    };
    const ran = await run('X=1 show "a b" c <<END\nhello $((1 + 1))\nEND\necho $?', { show });
    expect(ran).toEqual({ status: 0, stdout: 'show|a b|c 1 hello 2\n3\n', stderr: '' });
  });

  it('says what is not there as dash does', async () => {
    expect(await run('foo; echo $?')).toEqual({ status: 0, stdout: '127\n', stderr: 'sh: 1: foo: not found\n' });
    expect(await run('cd /nowhere')).toMatchObject({ status: 2, stderr: "sh: 1: cd: can't cd to /nowhere\n" });
    expect(await run('read x </nowhere')).toMatchObject({
      status: 2,
      stderr: 'sh: 1: cannot open /nowhere: No such file\n',
    });
  });

  it('runs nothing of what is not whole', async () => {
    expect(await run('{ echo a')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'sh: 1: Syntax error: end of file unexpected (expecting "}")\n',
    });
  });

  it.each(['sh', 'bash'])('%s says that it does not simulate what stands too deep within itself', async (shell) => {
    for (const levels of [200, 400, 2000]) {
      const deep = `x=${'$(f() '.repeat(levels)}{ id; }${')'.repeat(levels)}`;
      const { status, stderr } = await runShell(fakeMachine(), [shell, '-c', deep]);
      expect(status).toBe(2);
      expect(stderr).toContain('practice hosts do not simulate commands that stand so deep within one another');
    }
  });

  it('reads from standard input no more of the script than it needs', async () => {
    const stdin = 'read x\nhello\nif true\nthen echo "<$x>" $1\nfi\n';
    expect(await runShell(fakeMachine(), ['sh', '-s', 'A'], { stdin })).toMatchObject({
      status: 0,
      stdout: '<hello> A\n',
    });
  });

  it('shows output as it comes, and waits for whoever may still write', async () => {
    expect(await run('for i in 1 2 3; do { echo $i; } & done; wait; echo done')).toMatchObject({
      stdout: '1\n2\n3\ndone\n',
    });
  });
});

describe('a script that means harm', () => {
  it.each([
    ['calls itself for ever', 'f() { f; }; f', 'Maximum function recursion depth (1000) reached'],
    ['asks for more processes than there are', 'f() { (f); }; f', 'Cannot fork'],
    ['fills the memory', 'x=a; while :; do x=$x$x; done', 'Out of space'],
  ])('%s', async (_, script, words) => {
    const ran = await run(script);
    expect(ran.stderr).toContain(words);
    expect(ran.status).not.toBe(0);
  });

  it('loops for ever, until somebody ends it', async () => {
    const ending = new AbortController();
    const running = runShell(fakeMachine(), ['sh', '-c', 'while :; do :; done'], { signal: ending.signal });
    setTimeout(() => ending.abort(), 30);
    expect((await running).status).toBe(129);
  });
});
