import { useSyncExternalStore } from 'react';
import type { ACTION_WORDS } from '../../shared/actions.ts';
import { onChange } from '../derived/derive.ts';
import { useDocument } from '../store/document/document-store.ts';
import { useDraw } from '../store/draw/draw-store.ts';
import { useFlow } from '../store/flow/flow-store.ts';

export type ActionId = (typeof ACTION_WORDS)[number]['id'];

/** How something is done that a person can do; its name and keys stand in `shared/actions.ts`. */
export interface Doing {
  /** Why not now, in a few words; undefined: it can be done. */
  whyNot(): string | undefined;
  run(): void;
  /** What it would do now, where the name alone does not say it: `Undo add docker02`. */
  title?(): string;
}

/** Tells when anything changes on which it depends whether something can be done. Returns how to stop. */
export function onPossible(listener: () => void): () => void {
  const stops = [
    onChange(listener),
    useFlow.subscribe(listener),
    useDraw.subscribe(listener),
    useDocument.temporal.subscribe(listener),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** @param read gives a plain value */
export const useNow = <T extends string | number | boolean | undefined>(read: () => T): T =>
  useSyncExternalStore(onPossible, read);
