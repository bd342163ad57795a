/**
 * What is not saved is kept: by the program on its disk, and while that does not answer by the browser. Offered again when the
 * window or the program has ended in between.
 */
import { create } from 'zustand';
import type { Draft } from '../../../shared/api.ts';
import { useConnection } from '../connection/connection-store.ts';
import { notify } from '../flow/notice.ts';
import { type DocumentState, isUnsaved, openDraft, useDocument } from './document-store.ts';

interface DraftsState {
  /** Newest first. */
  readonly offered: readonly Draft[];
}

export const useDrafts = create<DraftsState>()(() => ({ offered: [] }));

/** After the last change, in milliseconds: whoever types is not written down letter by letter. */
const PAUSE_MS = 300;
const KEY = 'trunkline.draft';

export function offerDrafts(drafts: readonly Draft[]): void {
  const ours = kept();
  const { draft } = useDocument.getState();
  const all = ours && !drafts.some(({ id }) => id === ours.id) ? [ours, ...drafts] : drafts;
  useDrafts.setState({ offered: all.filter(({ id }) => id !== draft.id) });
}

/** It is offered no more until the window is opened anew; what is kept stays kept. */
export const withdraw = (id: string): void =>
  useDrafts.setState(({ offered }) => ({ offered: offered.filter((one) => one.id !== id) }));

export function restore(draft: Draft): void {
  const { id, text, path, version, saved } = draft;
  openDraft({
    id,
    text,
    saved,
    ...(path === undefined ? {} : { path }),
    ...(version === undefined ? {} : { version }),
  });
  withdraw(id);
}

export function discard(id: string): void {
  withdraw(id);
  drop(id);
}

/** Keeps what is unsaved from now on. Returns how to stop. */
export function keepDrafts(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written: Pick<DocumentState, 'text' | 'draft'> | undefined;

  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const state = useDocument.getState();
    // Another lab is open: somebody has said that what was changed in the one before is not wanted.
    if (written && written.draft.id !== state.draft.id) drop(written.draft.id);
    if (!isUnsaved(state)) {
      if (written?.draft.id === state.draft.id) drop(state.draft.id);
      written = undefined;
    } else if (written?.text !== state.text || written.draft.id !== state.draft.id) {
      written = state;
      keep(state);
    }
  };
  const stop = useDocument.subscribe((state, before) => {
    if (state.text === before.text && state.saved === before.saved && state.draft === before.draft) return;
    if (state.draft.id !== before.draft.id) write();
    clearTimeout(timer);
    timer = setTimeout(write, PAUSE_MS);
  });
  window.addEventListener('pagehide', write);
  return () => {
    stop();
    clearTimeout(timer);
    window.removeEventListener('pagehide', write);
  };
}

let told = false;

function keep({ text, path, version, saved, lab, draft }: DocumentState): void {
  const wish = {
    id: draft.id,
    name: lab?.name ?? path?.split(/[\\/]/).at(-1) ?? 'lab',
    text,
    ...(path === undefined ? {} : { path }),
    ...(version === undefined ? {} : { version }),
    ...(saved === undefined ? {} : { saved }),
  };
  const { backend } = useConnection.getState();
  void (backend ? backend.keepDraft(wish) : Promise.reject()).then(
    (result) => {
      if (result.ok) forget(draft.id);
      else if (!told) notify(...result.problems);
      told ||= !result.ok;
    },
    // The program is gone; the browser is not.
    // biome-ignore lint/style/noRestrictedGlobals: it is shown.
    () => remember({ ...wish, keptAt: Date.now() }),
  );
}

function drop(id: string): void {
  forget(id);
  const { backend } = useConnection.getState();
  void backend?.dropDraft({ id }).catch(() => undefined);
}

function kept(): Draft | undefined {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Draft | null;
    return typeof found?.id === 'string' && typeof found.text === 'string' ? found : undefined;
  } catch {
    return undefined;
  }
}

function remember(draft: Draft): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // There is no room: the tab still asks before it is closed.
  }
}

function forget(id: string): void {
  if (kept()?.id === id) localStorage.removeItem(KEY);
}
