/**
 * In which order we prove who we are: keys, then a password or what the host asks instead, of a person. Nothing that was
 * refused is tried again unless a person gave it anew: hosts punish that. A host that lets in by several factors (sshd's
 * AuthenticationMethods, PAM with a code after the password) is asked for one after the other; one that asks without end is left.
 */
import type { AnyAuthMethod, AuthenticationType, NextAuthHandler, Prompt } from 'ssh2';
import { printableLine, saidBy } from '../../../shared/printable.ts';
import { type Asker, type RemoteTarget, speakerOf } from '../remote.ts';
import { type Identity, IdentityAgent } from './identities.ts';

/** Refusals of what a person gave. */
const MOST_REFUSALS = 3;
/** Of keyboard-interactive in one login: each may ask several questions. */
const MOST_ROUNDS = 10;
const MOST_QUESTIONS = 8;
/** Methods tried in one login; a host that is content with each and lets nobody in would go on for ever. */
const MOST_METHODS = 20;
/** In characters. */
const LONGEST_PROMPT = 400;

export interface Login {
  /** ssh2's authHandler. */
  next(left: AuthenticationType[] | null, partial: boolean | null, decide: NextAuthHandler): void;
  /** What was tried, for words to a person. */
  tried(): readonly string[];
  /** Methods that the host still offered at last; undefined: it never said. */
  offered(): readonly string[] | undefined;
}

export interface LoginTools {
  /** Wraps whatever waits for a person. */
  readonly waiting: <T>(work: Promise<T>) => Promise<T>;
  /** Ends the attempt: nobody answered, or the host asks for more than any login needs. */
  readonly giveUp: (why: 'unanswered' | 'asks-too-much') => void;
}

export function login(
  target: RemoteTarget,
  identities: readonly Identity[],
  asker: Asker,
  { waiting, giveUp }: LoginTools,
): Login {
  const username = target.user;
  const tried = new Set<string>();
  let offered: readonly string[] | undefined;
  let keysTried = identities.length === 0;
  let noneTried = false;
  let methods = 0;
  let rounds = 0;
  let refusals = 0;
  /** What is tried now was given by a person; the host has not yet said what it thinks of it. */
  let given = false;
  let again = false;

  async function answerRound(introduction: string, prompts: readonly Prompt[]): Promise<string[] | undefined> {
    rounds += 1;
    if (rounds > MOST_ROUNDS || prompts.length > MOST_QUESTIONS) return end('asks-too-much');
    const answers: string[] = [];
    for (const [index, { prompt, echo }] of prompts.entries()) {
      const words = prompt.trim().replace(/[:\s]+$/, '') || 'Password';
      // Each has a length of its own: a long notice would hide what is asked.
      const said = (index === 0 ? [introduction, words] : [words])
        .map((text) => saidBy(speakerOf(target), text, LONGEST_PROMPT))
        .filter((text) => text !== '')
        .join('\n');
      const kept = rounds === 1 && echo !== true && !ONCE.test(words);
      const answer = await waiting(asker.hostPrompt(target, { prompt: said, kept }, again));
      if (answer === undefined) return end('unanswered');
      answers.push(answer);
    }
    return answers;
  }

  function end(why: Parameters<LoginTools['giveUp']>[0]): undefined {
    giveUp(why);
    return undefined;
  }

  async function choose(left: readonly string[] | null): Promise<AnyAuthMethod | false> {
    methods += 1;
    if (methods > MOST_METHODS) {
      giveUp('asks-too-much');
      return false;
    }
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
    if (refusals >= MOST_REFUSALS) return false;
    if (left?.includes('password')) {
      const question = `Password of ${printableLine(username, 100)} on ${printableLine(target.name, 100)}`;
      const password = await waiting(asker.password(target, question, again));
      if (password === undefined) return false;
      tried.add('a password');
      given = true;
      return { type: 'password', username, password };
    }
    if (left?.includes('keyboard-interactive')) {
      tried.add('answers to its questions');
      given = true;
      return {
        type: 'keyboard-interactive',
        username,
        prompt: (name, instructions, _language, prompts, finish) => {
          void answerRound(`${name}\n${instructions}`, prompts).then((answers) => answers && finish(answers));
        },
      };
    }
    return false;
  }

  return {
    next(left, partial, decide) {
      if (left !== null) offered = left;
      if (partial === true) {
        // That was right, and more is wanted: perhaps another key.
        keysTried = identities.length === 0;
        again = false;
      } else if (given) {
        again = true;
        refusals += 1;
      }
      given = false;
      choose(left).then(decide as (method: AnyAuthMethod | false) => void, () => decide(false as never));
    },
    tried: () => [...tried],
    offered: () => offered,
  };
}

/** What is right only once is not kept to be given again. */
const ONCE = /code|token|otp|one[- ]?time|verif|pin\b|factor|duo|challenge|\d{3}/i;
