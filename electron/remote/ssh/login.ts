/**
 * In which order we prove who we are: keys, then a password or what the host asks instead, of a person. Nothing that was
 * refused is tried again unless a person gave it anew: hosts punish that.
 */
import type { AnyAuthMethod, AuthenticationType, NextAuthHandler, Prompt } from 'ssh2';
import type { Asker, RemoteTarget } from '../remote.ts';
import { type Identity, IdentityAgent } from './identities.ts';

const MOST_PASSWORDS = 3;

export interface Login {
  /** ssh2's authHandler. */
  next(left: AuthenticationType[] | null, partial: boolean | null, decide: NextAuthHandler): void;
  /** What was tried, for words to a person. */
  tried(): readonly string[];
  /** Methods that the host still offered at last; undefined: it never said. */
  offered(): readonly string[] | undefined;
}

/** @param waiting wraps whatever waits for a person */
export function login(
  target: RemoteTarget,
  identities: readonly Identity[],
  asker: Asker,
  waiting: <T>(work: Promise<T>) => Promise<T>,
): Login {
  const username = target.user;
  const tried = new Set<string>();
  let offered: readonly string[] | undefined;
  let keysTried = identities.length === 0;
  let noneTried = false;
  let passwords = 0;
  let abandoned = false;

  async function password(prompt: string): Promise<string | undefined> {
    const given = await waiting(asker.password(target, prompt, passwords > 0));
    passwords += 1;
    if (given === undefined) abandoned = true;
    return given;
  }

  async function answerPrompts(prompts: readonly Prompt[]): Promise<string[]> {
    const answers: string[] = [];
    for (const { prompt } of prompts) answers.push(abandoned ? '' : ((await password(prompt)) ?? ''));
    return answers;
  }

  async function choose(left: readonly string[] | null): Promise<AnyAuthMethod | false> {
    if (!keysTried && (left === null || left.includes('publickey'))) {
      keysTried = true;
      for (const { label } of identities) tried.add(label);
      return { type: 'agent', username, agent: new IdentityAgent(identities, waiting) };
    }
    if (left === null && !noneTried) {
      // Costs nothing, and says which methods the host has.
      noneTried = true;
      return { type: 'none', username };
    }
    if (abandoned || passwords >= MOST_PASSWORDS) return false;
    if (left?.includes('password')) {
      const given = await password(`Password of ${username} on ${target.name}`);
      if (given === undefined) return false;
      tried.add('a password');
      return { type: 'password', username, password: given };
    }
    if (left?.includes('keyboard-interactive')) {
      const before = passwords;
      tried.add('answers to its questions');
      return {
        type: 'keyboard-interactive',
        username,
        prompt: (_name, _instructions, _language, prompts, finish) => {
          if (prompts.length === 0 && passwords === before) passwords += 1;
          void answerPrompts(prompts).then(finish);
        },
      };
    }
    return false;
  }

  return {
    next(left, _partial, decide) {
      if (left !== null) offered = left;
      choose(left).then(decide as (method: AnyAuthMethod | false) => void, () => decide(false as never));
    },
    tried: () => [...tried],
    offered: () => offered,
  };
}
