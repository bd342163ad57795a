/** Answers for connections and sudo: from memory where a person has answered before, else by asking. */
import { printableLine } from '../../shared/printable.ts';
import type { Asker, RemoteTarget } from '../remote/remote.ts';
import { targetLabel } from '../remote/remote.ts';
import type { Asked, Questions } from './questions.ts';
import type { Secrets } from './secrets.ts';

export interface RootAsker extends Asker {
  /** The password that sudo wants of the user there. `again`: the one before was wrong. */
  sudoPassword(target: RemoteTarget, again: boolean): Promise<string | undefined>;
  /** The password of the user that a lab's registry on a host lets in. */
  registryPassword(lab: string, host: string, user: string): Promise<string | undefined>;
  /** That password was not the right one: it is asked for again. */
  registryRefused(lab: string, host: string, user: string): void;
}

const registryName = (lab: string, host: string, user: string): string => `registry ${lab} ${host} ${user}`;

export function asker(questions: Questions, secrets: Secrets, signal: AbortSignal): RootAsker {
  /** Hosts that are connected to at the same time may share a passphrase: it is asked for once. */
  const asking = new Map<string, Promise<string | undefined>>();

  function secret(name: string, again: boolean, question: Asked): Promise<string | undefined> {
    const running = asking.get(name);
    if (running) return running;
    if (again) secrets.forget(name);
    const known = secrets.get(name);
    if (known !== undefined) return Promise.resolve(known);
    const asked = questions.ask(question, signal).then(({ value, remember }) => {
      asking.delete(name);
      if (typeof value !== 'string') return undefined;
      secrets.set(name, value, remember);
      return value;
    });
    asking.set(name, asked);
    return asked;
  }

  const line = (text: string): string => printableLine(text, 300);
  return {
    async hostPrompt(target, { prompt, kept }, again) {
      const question: Asked = { kind: 'host-prompt', host: target.name, user: target.user, prompt, kept, again };
      if (kept) return secret(`prompt ${targetLabel(target)} ${prompt}`, again, question);
      const { value } = await questions.ask(question, signal);
      return typeof value === 'string' ? value : undefined;
    },
    password: (target, prompt, again) =>
      secret(`password ${targetLabel(target)} ${prompt}`, again, {
        kind: 'password',
        host: target.name,
        user: target.user,
        prompt: again ? `That was not accepted. ${prompt}` : prompt,
      }),
    passphrase: (target, key, again) =>
      secret(`passphrase ${key}`, again, { kind: 'passphrase', host: target.name, key: line(key) }),
    sudoPassword: (target, again) =>
      secret(`sudo ${targetLabel(target)}`, again, { kind: 'sudo-password', host: target.name, user: target.user }),
    registryPassword: (lab, host, user) =>
      secret(registryName(lab, host, user), false, { kind: 'registry-password', host, user }),
    registryRefused: (lab, host, user) => secrets.forget(registryName(lab, host, user)),
    async hostKey(target, { type, fingerprint }) {
      const address = target.port === 22 ? target.address : `${target.address}:${target.port}`;
      const question: Asked = { kind: 'host-key', host: target.name, address, keyType: type, fingerprint };
      return (await questions.ask(question, signal)).value === true;
    },
  };
}
