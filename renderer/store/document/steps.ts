/** What was just done to the open lab, in words: said to those who do not see the drawing change. */
import { stepsAhead, stepsBack, useDocument } from './document-store.ts';

/** Typing is heard already. */
const IS_TYPED = /^type /;

/** Tells each step as it is done, undone or done again. Returns how to stop. */
export function followSteps(tell: (words: string) => void): () => void {
  let [back, ahead] = [stepsBack(), stepsAhead()];
  let { draft } = useDocument.getState();
  const look = (): void => {
    const before = { back, ahead, draft };
    [back, ahead] = [stepsBack(), stepsAhead()];
    draft = useDocument.getState().draft;
    if (draft.id !== before.draft.id) return;
    const words = wordsOf(before, { back, ahead });
    if (words !== undefined) tell(words);
  };
  return useDocument.temporal.subscribe(() => queueMicrotask(look));
}

interface Steps {
  readonly back: readonly string[];
  readonly ahead: readonly string[];
}

function wordsOf(before: Steps, now: Steps): string | undefined {
  const undone = now.ahead.length - before.ahead.length;
  const [last = ''] = now.back;
  if (undone > 0) return undone === 1 ? `Undone: ${now.ahead[0]}` : `${undone} steps undone`;
  if (undone < 0 && now.back.length - before.back.length === -undone && last === before.ahead[-undone - 1]) {
    return undone === -1 ? `Done again: ${last}` : `${-undone} steps done again`;
  }
  // The oldest steps are forgotten: then only the names of the last ones tell.
  const isNew =
    now.back.length > before.back.length ||
    (now.back.length > 0 && now.back.some((step, at) => step !== before.back[at]));
  return isNew && !IS_TYPED.test(last) ? `Done: ${last}` : undefined;
}
