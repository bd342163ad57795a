import { create } from 'zustand';
import type { BackendEvent } from '../../../shared/api.ts';
import type { Problem } from '../../../shared/problem.ts';

interface NoticeState {
  /** Problems of requests, newest last; they stay until they are closed. */
  readonly notices: readonly { readonly id: number; readonly problem: Problem }[];
}

export const useNotices = create<NoticeState>()(() => ({ notices: [] }));

/** The code of every refusal of a gesture. */
export const CANNOT_DRAW = 'cannot-draw';

let next = 0;

/** What is told again stands once, as the newest. */
export const notify = (...problems: readonly Problem[]): void => {
  if (problems.length === 0) return;
  const again = new Set(problems.map(({ message }) => message));
  useNotices.setState(({ notices }) => ({
    notices: [
      ...notices.filter(({ problem }) => !again.has(problem.message)),
      ...problems.map((problem) => ({ id: ++next, problem })),
    ].slice(-4),
  }));
};

/** Takes away what was said of a gesture that was not possible: the next one has made it old. */
export function forgetRefusals(): void {
  const { notices } = useNotices.getState();
  const left = notices.filter(({ problem }) => problem.code !== CANNOT_DRAW);
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
