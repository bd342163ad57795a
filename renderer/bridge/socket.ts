import { failure, problem, type Result } from '../../shared/problem.ts';
import type { BackendPort } from './port.ts';

export function socketPort(_location: Location): BackendPort {
  const absent = async (): Promise<Result<never>> =>
    failure(problem({ code: 'backend-lost', message: 'This window has no backend.', hint: 'Start trunkline serve.' }));
  return {
    backend: {
      hello: async () => ({ version: '', shell: 'browser', file: null, practice: false, backlog: [] }),
      openFile: absent,
      saveFile: absent,
      plan: absent,
      run: absent,
      verify: absent,
      cancel: absent,
      answer: absent,
      onEvents: () => () => undefined,
    },
    onReachable: (listener) => {
      listener(true);
      return () => undefined;
    },
  };
}
