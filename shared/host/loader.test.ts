import { expect, test } from 'vitest';
import { explainLoaderFailure, loadScript, passwordTrial } from './loader.ts';

test.each([
  ['ada is not in the sudoers file.  This incident will be reported.', 'no-root'],
  ['Sorry, user ada is not allowed to execute "/usr/bin/sh -s" as root on docker01.', 'no-root'],
  ['Sorry, user ada may not run sudo on docker01.', 'no-root'],
  ["sudo-rs: I'm sorry ada. I'm afraid I can't do that", 'no-root'],
  ['sudo: sorry, you must have a tty to run sudo', 'sudo-needs-tty'],
  ['Sorry, try again.\nsudo: no password was provided\nsudo: 1 incorrect password attempt', 'sudo-wrong-password'],
  ['sudo: Authentication failed, try again.', 'sudo-wrong-password'],
  // OpenSSH's session.c, of a user who logs in to run one command.
  ['WARNING: Your password has expired.\nPassword change required but no TTY available.', 'password-expired'],
  ['sudo: Account or password is expired, reset your password and try again', 'password-expired'],
  ['sudo: a password is required', 'sudo-password'],
  ['sudo: interactive authentication is required', 'sudo-password'],
  ['sh: 1: exec: sudo: not found', 'no-root'],
  ['bash: sh: command not found', 'no-shell'],
  ['sh: 9: Syntax error: end of file unexpected (expecting "}")', 'script-incomplete'],
  ['sh: line 9: syntax error: unexpected end of file', 'script-incomplete'],
  ['sudo: unable to allocate pty: No such device', 'sudo-failed'],
])('%j: %s', (said, code) => {
  const problem = explainLoaderFailure(said, { host: 'docker01', user: 'ada' });
  expect(problem?.code).toBe(code);
  expect(problem?.hint).not.toBe('');
  expect(problem?.detail?.output).toBe(said);
});

test('what says nothing of the kind is left to others', () => {
  expect(explainLoaderFailure('Welcome to docker01!', { host: 'docker01', user: 'ada' })).toBeUndefined();
});

test('a command has nothing that the login shells of this world read differently', () => {
  const privileges = ['root', 'sudo', 'sudo-password', 'none', undefined] as const;
  const commands = [
    ...privileges.map((privilege) => loadScript({ script: 'true', privilege, password: 'x' }).command),
    passwordTrial('x').command,
  ];
  for (const command of commands) expect(command).toMatch(/^exec [a-z]+(?: -[a-z]+)*(?: '[^'\\!\n]*')*$/);
});
