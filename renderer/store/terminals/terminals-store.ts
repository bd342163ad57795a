/** Open terminals: which there are and on what. Their screens are kept outside of React, so that they live while hidden. */
import { create } from 'zustand';
import type { BackendEvent, KeptTerminal, Target } from '../../../shared/api.ts';
import { problem } from '../../../shared/problem.ts';
import { useConnection } from '../connection/connection-store.ts';
import { useDocument } from '../document/document-store.ts';
import { showTab } from '../flow/flow-store.ts';
import { notify } from '../flow/notice.ts';

export interface OpenTerminal {
  /** This window's own name of it. */
  readonly key: number;
  /** The backend's name of it; undefined: it is not yet there, or has ended. */
  readonly id: string | undefined;
  /** A host or a container. */
  readonly at: string;
  /** Of which lab: another one may have a host of that name. */
  readonly lab: string | undefined;
  readonly target: Target;
  readonly ended: boolean;
  /** Typed into it as soon as it is there: for a person to go on from, or by one who was quicker. */
  readonly typed?: string | undefined;
}

interface TerminalsState {
  readonly open: readonly OpenTerminal[];
  /** The one that is typed into next. */
  readonly focused: number | undefined;
  /** Just asked for; its screen is still on its way, and what is typed meanwhile is meant for it. */
  readonly awaited: number | undefined;
}

export const useTerminals = create<TerminalsState>()(() => ({ open: [], focused: undefined, awaited: undefined }));

/** What shows a terminal: told when it is to be written on. */
export interface Screen {
  write(text: string): void;
  /** Shows what a terminal of this size had printed before, in place of what is there. */
  replay(text: string, columns: number, rows: number): void;
}

const screens = new Map<number, Screen>();
/** What came before a screen was there. */
const early = new Map<string, string>();
/** Of terminals that were open before this window was loaded, by the window's own name: until they are shown. */
const earlier = new Map<number, KeptTerminal>();
let lastKey = 0;

const terminalOf = (key: number): OpenTerminal | undefined =>
  useTerminals.getState().open.find((one) => one.key === key);

const change = (key: number, next: (terminal: OpenTerminal) => OpenTerminal): void =>
  useTerminals.setState(({ open }) => ({ open: open.map((one) => (one.key === key ? next(one) : one)) }));

/** A terminal on a host or in a container of the open lab, where the lab runs now. @param typed what stands at its prompt then */
export function openTerminal(at: string, typed?: string): void {
  const { target } = useConnection.getState();
  const lab = useDocument.getState().lab?.name;
  lastKey += 1;
  const terminal: OpenTerminal = { key: lastKey, id: undefined, at, lab, target, ended: false, typed };
  useTerminals.setState(({ open }) => ({ open: [...open, terminal], focused: terminal.key, awaited: terminal.key }));
  showTab('terminal');
}

/** The screen is there and has its size: now the host is asked. */
export async function begin(key: number, screen: Screen, columns: number, rows: number): Promise<void> {
  const terminal = terminalOf(key);
  const { backend } = useConnection.getState();
  if (!terminal || !backend || screens.has(key)) return;
  screens.set(key, screen);
  const kept = earlier.get(key);
  if (kept) {
    earlier.delete(key);
    screen.replay(kept.printed + takeEarly(kept.terminal), kept.columns, kept.rows);
    return;
  }
  const { text } = useDocument.getState();
  const { at, target } = terminal;
  const opened = await backend.openTerminal({ text, target, at, columns, rows }).catch(() => undefined);
  if (!opened?.ok) {
    notify(...(opened?.problems ?? [lost(at)]));
    closeTerminal(key);
    return;
  }
  const id = opened.value.terminal;
  if (!terminalOf(key)) {
    void backend.closeTerminal({ terminal: id });
    return;
  }
  change(key, (one) => ({ ...one, id }));
  screen.write(takeEarly(id));
  const typed = terminalOf(key)?.typed;
  if (typed !== undefined) typeKeys(key, typed);
}

function takeEarly(id: string): string {
  const text = early.get(id) ?? '';
  early.delete(id);
  return text;
}

/**
 * What the backend has of this window, told with each hello: after it was loaded anew, or when some of what happened was
 * missed. What is not among it has ended.
 */
export function adoptTerminals(kept: readonly KeptTerminal[]): void {
  for (const { key, id } of useTerminals.getState().open) {
    if (id === undefined) continue;
    const still = kept.find(({ terminal }) => terminal === id);
    if (!still) change(key, (one) => ({ ...one, id: undefined, ended: true }));
    else {
      takeEarly(id);
      const screen = screens.get(key);
      if (screen) screen.replay(still.printed, still.columns, still.rows);
      else earlier.set(key, still);
    }
  }
  for (const one of kept) {
    if (useTerminals.getState().open.some(({ id }) => id === one.terminal)) continue;
    takeEarly(one.terminal);
    lastKey += 1;
    earlier.set(lastKey, one);
    const { terminal: id, at, lab, target } = one;
    const adopted: OpenTerminal = { key: lastKey, id, at, lab, target, ended: false };
    useTerminals.setState(({ open, focused }) => ({ open: [...open, adopted], focused: focused ?? adopted.key }));
  }
}

export function typeKeys(key: number, keys: string): void {
  const terminal = terminalOf(key);
  if (terminal === undefined || terminal.ended) return;
  const { id } = terminal;
  if (id === undefined) change(key, (one) => ({ ...one, typed: (one.typed ?? '') + keys }));
  else void useConnection.getState().backend?.typeInTerminal({ terminal: id, keys });
}

export function resize(key: number, columns: number, rows: number): void {
  const id = terminalOf(key)?.id;
  if (id !== undefined) void useConnection.getState().backend?.resizeTerminal({ terminal: id, columns, rows });
}

export function closeTerminal(key: number): void {
  const terminal = terminalOf(key);
  if (!terminal) return;
  if (terminal.id !== undefined) void useConnection.getState().backend?.closeTerminal({ terminal: terminal.id });
  screens.delete(key);
  earlier.delete(key);
  useTerminals.setState(({ open }) => {
    const left = open.filter((one) => one.key !== key);
    return { open: left, focused: left.at(-1)?.key, awaited: undefined };
  });
}

export const focusTerminal = (key: number): void => useTerminals.setState({ focused: key, awaited: undefined });

/** Somebody has gone elsewhere before it was there. */
export const awaitNoTerminal = (): void => useTerminals.setState({ awaited: undefined });

/** What the backend says of terminals; those of other windows are not ours. */
export function receiveTerminalEvents(events: readonly BackendEvent[]): void {
  for (const event of events) {
    if (event.type === 'terminal-output') {
      const known = useTerminals.getState().open.find(({ id }) => id === event.terminal);
      const screen = known && screens.get(known.key);
      if (screen) screen.write(event.text);
      else if (known || useTerminals.getState().open.some(({ id, ended }) => id === undefined && !ended))
        early.set(event.terminal, ((early.get(event.terminal) ?? '') + event.text).slice(-EARLY_LIMIT));
    } else if (event.type === 'terminal-ended') {
      const known = useTerminals.getState().open.find(({ id }) => id === event.terminal);
      if (known) change(known.key, (one) => ({ ...one, id: undefined, ended: true }));
    }
  }
}

const EARLY_LIMIT = 64_000;

const lost = (at: string) =>
  problem({
    code: 'backend-lost',
    message: `The terminal on ${at} could not be opened: the program behind this window does not answer.`,
    hint: 'Start it again; the window connects by itself.',
  });
