import { create } from 'zustand';
import type { BackendEvent } from '../../../shared/api.ts';
import type { Problem } from '../../../shared/problem.ts';

interface Notice {
  readonly id: number;
  readonly problem: Problem;
  /** What can be done about it here. */
  readonly offer?: Offer | undefined;
  /** Whether what it tells is still so; without it, it is until somebody closes it. */
  readonly isSo?: (() => boolean) | undefined;
}

export interface Offer {
  readonly label: string;
  readonly accept: () => void;
}

interface NoticeState {
  /** Newest last; they stay until they are closed, or what they tell is no longer so. */
  readonly notices: readonly Notice[];
}

export const useNotices = create<NoticeState>()(() => ({ notices: [] }));

/** A request came to nothing because nobody answers. */
export const BACKEND_LOST = 'backend-lost';

/** The code of every refusal of a gesture. */
export const CANNOT_DRAW = 'cannot-draw';

let next = 0;

/** What is told again stands once, as the newest. */
export const notify = (...problems: readonly Problem[]): void => tell(problems);

/** Tells what is so as long as this says it. */
export const notifyWhile = (isSo: () => boolean, ...problems: readonly Problem[]): void => tell(problems, { isSo });

/** The same, and what can be done about it by a button. */
export const notifyWith = (isSo: () => boolean, problem: Problem, offer: Offer): void =>
  tell([problem], { isSo, offer });

/** Takes away what is no longer so. */
export function forgetPast(): void {
  const { notices } = useNotices.getState();
  const left = notices.filter(({ isSo }) => isSo === undefined || isSo());
  if (left.length < notices.length) useNotices.setState({ notices: left });
}

const tell = (problems: readonly Problem[], more: Pick<Notice, 'isSo' | 'offer'> = {}): void => {
  if (problems.length === 0) return;
  const again = new Set(problems.map(({ message }) => message));
  useNotices.setState(({ notices }) => ({
    notices: [
      ...notices.filter(({ problem }) => !again.has(problem.message)),
      ...problems.map((problem) => ({ ...more, id: ++next, problem })),
    ].slice(-4),
  }));
};

/** Takes away what was said of a gesture that was not possible: the next one has made it old. */
export const forgetRefusals = (): void => forget(CANNOT_DRAW);

/** Takes away all of this kind. */
export function forget(code: string): void {
  const { notices } = useNotices.getState();
  const left = notices.filter(({ problem }) => problem.code !== code);
  if (left.length < notices.length) useNotices.setState({ notices: left });
}

const shownNotices = new Set<string>();

/** Shows what the backend wants a person to know. After a reconnect it is told again, and not shown again. */
export function receiveNotices(events: readonly BackendEvent[]): void {
  for (const event of events) {
    if (event.type !== 'notice') continue;
    const identity = `${event.at} ${event.problem.message}`;
    if (shownNotices.has(identity)) continue;
    shownNotices.add(identity);
    notify(event.problem);
  }
}

export const dismiss = (id: number): void =>
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
