/**
 * Lab files that were opened or saved last. The program on this machine knows their places; a browser has none, and keeps what
 * was in them.
 */
import { create } from 'zustand';
import type { RecentFile } from '../../../shared/api.ts';
import { useConnection } from '../connection/connection-store.ts';
import { type DocumentState, useDocument } from './document-store.ts';

interface RecentState {
  /** Newest first. */
  readonly files: readonly RecentFile[];
}

export const useRecent = create<RecentState>()(() => ({ files: [] }));

const KEY = 'trunkline.recent';
const MOST = 8;
/** In characters: larger ones would leave no room for others. */
const LARGEST = 200_000;

const inBrowser = (): boolean => useConnection.getState().hello?.shell === 'browser';

/** Looks what there is, for a page that offers it. */
export async function lookForRecent(): Promise<void> {
  if (inBrowser()) {
    useRecent.setState({ files: kept() });
    return;
  }
  const found = await useConnection
    .getState()
    .backend?.recentFiles({})
    .catch(() => undefined);
  if (found?.ok) useRecent.setState({ files: found.value });
}

/** In a browser, remembers what is opened from a file and saved to one. Returns how to stop. */
export function keepRecent(): () => void {
  return useDocument.subscribe((state, before) => {
    if (state.path === before.path && state.saved === before.saved) return;
    if (inBrowser()) remember(state);
  });
}

function remember({ path, saved }: DocumentState): void {
  if (path === undefined || saved === undefined || saved.length > LARGEST) return;
  // The file that the program serves has a place: what is there now is what is to be opened, and never this.
  if (/[\\/]/.test(path)) return;
  // biome-ignore lint/style/noRestrictedGlobals: it is shown.
  const file = { path, text: saved, at: Date.now() };
  for (let others = kept().filter((one) => one.path !== path); ; others = others.slice(0, -1)) {
    try {
      localStorage.setItem(KEY, JSON.stringify([file, ...others].slice(0, MOST)));
      return;
    } catch {
      // There is no room: the oldest go.
      if (others.length === 0) return;
    }
  }
}

/** What another page, or an older program, has left there is looked at as if a stranger had written it. */
function kept(): readonly RecentFile[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(found) ? found.filter(isRecent).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function isRecent(value: unknown): value is RecentFile {
  const { path, at, text } = (value ?? {}) as Partial<Record<keyof RecentFile, unknown>>;
  return typeof path === 'string' && /^[^\\/]+$/.test(path) && typeof at === 'number' && typeof text === 'string';
}
