import { create } from 'zustand';
import type { BackendEvent } from '../../../shared/api.ts';
import type { Problem } from '../../../shared/problem.ts';

interface NoticeState {
  /** Problems of requests, newest last; they stay until they are closed. */
  readonly notices: readonly { readonly id: number; readonly problem: Problem }[];
}

export const useNotices = create<NoticeState>()(() => ({ notices: [] }));

let next = 0;

export const notify = (...problems: readonly Problem[]): void =>
  useNotices.setState(({ notices }) => ({
    notices: [...notices, ...problems.map((problem) => ({ id: ++next, problem }))].slice(-4),
  }));

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
