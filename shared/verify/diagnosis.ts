/** Why a ping was otherwise than it should be: the fact of the live hosts that explains it, and what would mend it. */
import { mendOf } from '../reach/mends.ts';
import type { Reason, VerdictKind } from '../reach/verdict.ts';

export interface Said {
  readonly verdict: VerdictKind;
  readonly reason: Reason;
}

export interface Differing {
  readonly expected: VerdictKind;
  readonly measured: 'reachable' | 'unreachable';
  /** With the whole drawing in place on the hosts as they are. */
  readonly predicted: VerdictKind;
  /** By the states of the hosts alone, probed after the measurement. */
  readonly live: Said;
}

export interface Diagnosis {
  /**
   * `not-deployed`: what the drawing has is not on the hosts; `as-found`: so it must be, by what is on the hosts;
   * `undecided`: what is on the hosts leaves it open; `unseen`: nothing that the hosts say of themselves explains it.
   */
  readonly code: 'not-deployed' | 'as-found' | 'undecided' | 'unseen';
  /** One sentence: the fact. */
  readonly text: string;
  /** One sentence: what to do. */
  readonly hint: string;
  /** The cards behind which frames of other MAC addresses seem to be dropped: ipvlan instead of macvlan there mends it. */
  readonly guarded?: readonly string[] | undefined;
}

type Measured = Differing['measured'];

const contradicts = (voice: VerdictKind, measured: Measured): boolean => voice !== 'uncertain' && voice !== measured;

/** Whether there is something to explain: it was measured otherwise than expected or predicted. */
export const differs = ({ expected, predicted, measured }: Omit<Differing, 'live'>): boolean =>
  contradicts(expected, measured) || contradicts(predicted, measured);

/** What is below a host was open, and it was measured that frames of other MAC addresses do not pass there. */
export const isDropped = (reason: Pick<Reason, 'guarded'>, measured: Measured): boolean =>
  measured === 'unreachable' && (reason.guarded ?? []).length > 0;

/** Undefined: there is nothing to explain. */
export function diagnose({ expected, measured, predicted, live }: Differing): Diagnosis | undefined {
  const dropped = live.verdict === 'uncertain' && isDropped(live.reason, measured);
  if (!dropped && !differs({ expected, predicted, measured })) return undefined;
  const { text } = live.reason;
  if (dropped) {
    const hint = mendOf(live.reason) ?? '';
    return { code: 'undecided', text: `Nothing came back: ${uncapitalised(text)}`, hint, guarded: live.reason.guarded };
  }
  if (live.verdict === 'uncertain') {
    return { code: 'undecided', text, hint: mendOf(live.reason) ?? 'Look at the hosts on the way.' };
  }
  if (live.verdict === measured) {
    if (contradicts(predicted, measured)) {
      return {
        code: 'not-deployed',
        text,
        hint: 'The hosts are not as drawn: deploy again, and see in its plan what is missing.',
      };
    }
    return {
      code: 'as-found',
      text,
      hint: mendOf(live.reason) ?? 'What is expected and what is drawn contradict each other: change one of them.',
    };
  }
  return measured === 'unreachable'
    ? {
        code: 'unseen',
        text: `By all that the hosts say of themselves the ping should come back: ${uncapitalised(text)}`,
        hint: 'Verify again in a minute: so long a host may send to the machine that had the address before. If it stays so, look at what hosts cannot say: whether the switch carries the tag, port security, a hypervisor’s MAC filter, another machine with the same address.',
      }
    : {
        code: 'unseen',
        text: `By all that the hosts say of themselves the ping should not come back: ${uncapitalised(text)}`,
        hint: 'Something that is not drawn answers or carries it: another router, another machine with the address, a switch that sends frames back.',
      };
}

/** Names of hosts and containers keep their letters; a sentence of ours begins with `The` or `Nothing`, or with such a name. */
const uncapitalised = (text: string): string => text.replace(/^(The|Nothing) /, (word) => word.toLowerCase());
