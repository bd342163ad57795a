import { create } from 'zustand';
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

export const dismiss = (id: number): void =>
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
