/** Asks whoever sits in front of the program, and waits. Any window may answer; the first answer counts. */
import type { Question } from '../../shared/api.ts';
import { failure, problem, type Result, success } from '../../shared/problem.ts';
import type { EventStream } from './event-stream.ts';

/** A question before it has its id. */
export type Asked = Question extends infer Q ? (Q extends Question ? Omit<Q, 'id'> : never) : never;

export interface PersonsAnswer {
  /** Null: there was no answer. */
  readonly value: boolean | string | null;
  readonly remember: boolean;
}

export interface Questions {
  ask(question: Asked, signal: AbortSignal): Promise<PersonsAnswer>;
  answer(question: string, value: boolean | string | null, remember: boolean): Result<null>;
}

export function questions(events: EventStream, newId: () => string): Questions {
  const open = new Map<string, (answer: PersonsAnswer) => void>();
  const none: PersonsAnswer = { value: null, remember: false };

  return {
    ask(asked, signal) {
      if (signal.aborted) return Promise.resolve(none);
      const id = newId();
      return new Promise((resolve) => {
        const close = (answer: PersonsAnswer): void => {
          signal.removeEventListener('abort', abandon);
          open.delete(id);
          events.emit({ type: 'question-closed', question: id });
          resolve(answer);
        };
        const abandon = (): void => close(none);
        signal.addEventListener('abort', abandon, { once: true });
        open.set(id, close);
        events.emit({ type: 'question', question: { ...asked, id } as Question });
      });
    },
    answer(question, value, remember) {
      const close = open.get(question);
      if (!close) {
        return failure(
          problem({
            code: 'question-gone',
            message: 'That question is no longer open: it was answered elsewhere, or what asked it has ended.',
            hint: 'Nothing is left to do.',
          }),
        );
      }
      close({ value, remember });
      return success(null);
    },
  };
}
