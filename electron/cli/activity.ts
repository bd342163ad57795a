/** Runs one activity of the backend to its end on behalf of the command line, answering its questions. */
import type { BackendEvent, Question, Started } from '../../shared/api.ts';
import type { Result } from '../../shared/problem.ts';
import type { LocalBackend } from '../backend/backend.ts';
import type { Terminal } from './terminal.ts';

export type Ended = Extract<BackendEvent, { type: 'activity-ended' }>;

export interface ActivityOptions {
  readonly backend: LocalBackend;
  readonly terminal: Terminal;
  readonly acceptNewHostKeys: boolean;
  readonly onEvent?: (event: BackendEvent) => void;
}

/** @returns the last event; a start that was refused is an end that failed */
export async function follow(
  start: () => Promise<Result<Started>> | Result<Started>,
  { backend, terminal, acceptNewHostKeys, onEvent }: ActivityOptions,
): Promise<Pick<Ended, 'outcome' | 'count' | 'problems'>> {
  let activity: string | undefined;
  const seen: BackendEvent[] = [];
  let finish: (event: Ended) => void = () => undefined;
  const ended = new Promise<Ended>((resolve) => {
    finish = resolve;
  });
  const take = (event: BackendEvent): void => {
    if (event.type === 'question')
      void answer(event.question).then((value) =>
        backend.answer({ question: event.question.id, value, remember: true }),
      );
    if (!('activity' in event)) return;
    const of = event.type === 'activity-started' ? event.activity.id : event.activity;
    if (of !== activity) return;
    onEvent?.(event);
    if (event.type === 'activity-ended') finish(event);
  };
  const unsubscribe = backend.onEvents((events) => {
    for (const event of events) {
      if (activity === undefined) seen.push(event);
      else take(event);
    }
  });
  const interrupt = (): void => {
    if (activity !== undefined) void backend.cancel({ activity });
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    const started = await start();
    if (!started.ok) return { outcome: 'failed', count: 0, problems: started.problems };
    activity = started.value.activity;
    for (const event of seen.splice(0)) take(event);
    return await ended;
  } finally {
    unsubscribe();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }

  async function answer(question: Question): Promise<boolean | string | null> {
    switch (question.kind) {
      case 'host-key':
        // Never asked in passing: whoever trusts a new key says so on the command line.
        return acceptNewHostKeys ? true : null;
      case 'password':
        return (await terminal.askSecret(`${question.prompt}: `)) ?? null;
      case 'passphrase':
        return (await terminal.askSecret(`Passphrase of ${question.key}: `)) ?? null;
      case 'sudo-password':
        return (await terminal.askSecret(`Password of ${question.user} for sudo on ${question.host}: `)) ?? null;
    }
  }
}
