/** The copy that arrives behind a host's script: it begins when its step has begun, and is told of while it goes on. */
import type { EventBody } from '../../shared/api.ts';
import { feedOfStep, type Step } from '../../shared/plan/program.ts';
import type { Clock } from '../clock.ts';
import type { ActivityContext } from './activities.ts';
import type { Copies, Copy } from './copies.ts';

export interface HostCopy {
  readonly feed: AsyncIterable<Uint8Array>;
  begun(step: number): void;
  /** Undefined: everything has ended. */
  ended(step: number | undefined): void;
  /** Why the source broke off, if it did. */
  trouble(): unknown;
}

export interface CopyTools {
  /** Where what is copied to the host comes from. */
  readonly feeds?: Copies | undefined;
  readonly emit: (body: EventBody) => void;
  readonly clock: Clock;
}

/** How often it is told of, in milliseconds. */
const TOLD_EVERY = 500;

/** Undefined: nothing is copied by this script. */
export function copyOf(
  { host, steps }: { readonly host: string; readonly steps: readonly Step[] },
  context: Pick<ActivityContext, 'id'>,
  { feeds, emit, clock }: CopyTools,
): HostCopy | undefined {
  const step = steps.find((one) => feedOfStep(one) !== undefined);
  const feed = step && feedOfStep(step);
  if (step === undefined || feed === undefined || feeds === undefined) return undefined;

  let begin: (copy: Copy | undefined) => void = () => undefined;
  const begun = new Promise<Copy | undefined>((resolve) => {
    begin = resolve;
  });
  let copy: Copy | undefined;
  let telling: NodeJS.Timeout | undefined;
  let before = { sent: 0, at: 0 };

  function tell(): void {
    if (copy === undefined) return;
    const { done, total, sent } = copy.progress();
    const at = clock.steady();
    const perSecond = Math.round(((sent - before.sent) * 1_000) / Math.max(1, at - before.at));
    if (sent === before.sent && sent > 0) return;
    before = { sent, at };
    emit({
      type: 'step-progress',
      activity: context.id,
      host,
      step: step?.index ?? 0,
      sent,
      perSecond,
      done,
      ...(total !== undefined && { total }),
    });
  }

  async function* bytes(): AsyncGenerator<Uint8Array> {
    const joined = await begun;
    if (joined !== undefined) yield* joined.bytes;
  }

  return {
    feed: bytes(),
    begun(index) {
      if (index !== step.index || copy !== undefined) return;
      copy = feeds.join(feed, host);
      before = { sent: 0, at: clock.steady() };
      telling = setInterval(tell, TOLD_EVERY);
      begin(copy);
    },
    ended(index) {
      if (index !== undefined && index !== step.index) return;
      clearInterval(telling);
      if (telling !== undefined) tell();
      telling = undefined;
      begin(undefined);
      feeds.leave(feed, host);
    },
    trouble: () => copy?.trouble(),
  };
}
