import type { Backend } from '../../shared/api.ts';
import { failure, problem, type Result } from '../../shared/problem.ts';

/** Answers hello and nothing else. */
export function stubBackend(version: string): Backend {
  const absent = async (): Promise<Result<never>> =>
    failure(problem({ code: 'absent', message: 'This build has no backend.', hint: 'Use a later build.' }));
  return {
    hello: async () => ({ version, shell: 'electron', file: null, practice: false, backlog: [] }),
    openFile: absent,
    saveFile: absent,
    plan: absent,
    run: absent,
    verify: absent,
    cancel: absent,
    answer: absent,
    onEvents: () => () => undefined,
  };
}
