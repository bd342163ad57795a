import type { Asker, ConnectSession } from '../remote.ts';

/** A person who answers as told and remembers what was asked. */
export interface TestPerson extends Asker {
  readonly asked: readonly string[];
}

export function person(
  answers: { readonly password?: string[]; readonly passphrase?: string[]; readonly trusts?: boolean } = {},
): TestPerson {
  const asked: string[] = [];
  const passwords = [...(answers.password ?? [])];
  const passphrases = [...(answers.passphrase ?? [])];
  return {
    asked,
    async password(_target, prompt, again) {
      asked.push(`${prompt}${again ? ' (again)' : ''}`);
      return passwords.shift();
    },
    async hostPrompt(_target, { prompt }, again) {
      asked.push(`${prompt}${again ? ' (again)' : ''}`);
      return passwords.shift();
    },
    async passphrase(_target, key, again) {
      asked.push(`${key}${again ? ' (again)' : ''}`);
      return passphrases.shift();
    },
    async hostKey(target, { type }) {
      asked.push(`${type} of ${target.name}`);
      return answers.trusts ?? true;
    },
  };
}

export const session = (
  asker: Asker = person(),
  signal: AbortSignal = new AbortController().signal,
): ConnectSession => ({
  asker,
  signal,
});
