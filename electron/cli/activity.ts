/** Runs one activity of the backend to its end on behalf of the command line, answering its questions. */
import type { BackendEvent, Question, Started } from '../../shared/api.ts';
import { type Ending, notBegun, refused } from '../../shared/outcome.ts';
import type { Result } from '../../shared/problem.ts';
import type { LocalBackend } from '../backend/backend.ts';
import type { Stop } from '../signals.ts';
import type { Terminal } from './terminal.ts';

type Ended = Extract<BackendEvent, { type: 'activity-ended' }>;

export interface ActivityOptions {
  readonly backend: LocalBackend;
  readonly terminal: Terminal;
  readonly stop: Stop;
  readonly acceptNewHostKeys: boolean;
  readonly onEvent?: (event: BackendEvent) => void;
}

/** @returns how it ended; a start that was refused is an end too */
export async function follow(
  start: () => Promise<Result<Started>> | Result<Started>,
  { backend, terminal, stop, acceptNewHostKeys, onEvent }: ActivityOptions,
): Promise<Ending> {
  if (stop.stopping.aborted) return notBegun(0);
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
  // The first time it stops after what has begun, the second time at once.
  const cancel = (): void => {
    if (activity !== undefined) void backend.cancel({ activity });
  };
  for (const signal of [stop.stopping, stop.abandoned]) signal.addEventListener('abort', cancel);
  try {
    const started = await start();
    if (!started.ok) return refused(started.problems);
    activity = started.value.activity;
    for (const signal of [stop.stopping, stop.abandoned]) if (signal.aborted) cancel();
    for (const event of seen.splice(0)) take(event);
    return await ended;
  } finally {
    unsubscribe();
    for (const signal of [stop.stopping, stop.abandoned]) signal.removeEventListener('abort', cancel);
  }

  async function answer(question: Question): Promise<boolean | string | null> {
    switch (question.kind) {
      case 'host-key':
        // Never asked in passing: whoever trusts a new key says so on the command line.
        return acceptNewHostKeys ? true : null;
      case 'password':
        return (await terminal.askSecret(`${question.prompt}: `)) ?? null;
      case 'host-prompt':
        return (await terminal.askSecret(hostPromptText(question))) ?? null;
      case 'passphrase':
        return (await terminal.askSecret(`Passphrase of ${question.key}: `)) ?? null;
      case 'registry-password':
        return (
          (await terminal.askSecret(`Password of ${question.user} for the registry on ${question.host}: `)) ?? null
        );
      case 'sudo-password':
        return (await terminal.askSecret(`Password of ${question.user} for sudo on ${question.host}: `)) ?? null;
    }
  }
}

/** A host may word its question as it likes, like one of ours too: a passphrase is asked for by this program alone. */
function hostPromptText({ host, prompt, again }: Extract<Question, { kind: 'host-prompt' }>): string {
  const posing = /pass-?\s?phrase|\.ssh|private key|sudo/i.test(prompt);
  return [
    ...(again ? ['That was not accepted.'] : []),
    ...(posing ? [`${host} asks this, and is told the answer. Never tell a host the passphrase of a key.`] : []),
    `${prompt}: `,
  ].join('\n');
}
