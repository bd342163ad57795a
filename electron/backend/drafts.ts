/** Labs that are not saved, and whose they are: a window's own are not offered to another one while it is there. */
import type { Draft } from '../../shared/api.ts';
import { failure, problem, type Result, success } from '../../shared/problem.ts';
import type { DraftFiles } from '../store/draft-files.ts';
import { fileWords } from '../store/regular-file.ts';
import { windows } from './windows.ts';

export interface Drafts {
  /** A window is there. The result: it has gone. */
  enter(window: string): () => void;
  keep(draft: Omit<Draft, 'keptAt'>, window: string | undefined): Promise<Result<null>>;
  drop(id: string): Promise<Result<null>>;
  offeredTo(window: string): Promise<readonly Draft[]>;
  /** Resolves when what was given is on disk. */
  close(): Promise<void>;
}

export function drafts(files: DraftFiles | undefined, awayMs?: number): Drafts {
  const present = windows(() => undefined, awayMs);
  const owners = new Map<string, string>();
  // One thing after the other: what was dropped is not written again.
  let last: Promise<unknown> = Promise.resolve();

  function then(work: (files: DraftFiles) => Promise<void>): Promise<Result<null>> {
    if (files === undefined) return Promise.resolve(success(null));
    const done = last.then(() => work(files)).then(() => success(null), notKept);
    last = done;
    return done;
  }

  return {
    enter: (window) => present.enter(window),
    keep(draft, window) {
      if (window !== undefined) owners.set(draft.id, window);
      return then((on) => on.keep(draft));
    },
    drop(id) {
      owners.delete(id);
      return then((on) => on.drop(id));
    },
    async offeredTo(window) {
      await last;
      const all = (await files?.list()) ?? [];
      return all.filter(({ id }) => {
        const owner = owners.get(id);
        return owner === undefined || owner === window || !present.isKnown(owner) || present.isAway(owner);
      });
    },
    async close() {
      await last;
      present.close();
    },
  };
}

const notKept = (error: unknown): Result<null> =>
  failure(
    problem({
      code: 'draft-not-kept',
      message: `What you changed could not be kept on this computer: ${fileWords(error)}.`,
      hint: 'Save the lab: if the window or the program ends before, the changes are lost.',
    }),
  );
