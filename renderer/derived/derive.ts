/**
 * How the window derives: plain functions of the stores, each computed once for what it is computed from, however many
 * components ask. Nothing that follows from document, backend's events and selection is copied into a store.
 */
import { useSyncExternalStore } from 'react';
import { useConnection } from '../store/connection/connection-store.ts';
import { useDocument } from '../store/document/document-store.ts';
import { useFlow } from '../store/flow/flow-store.ts';
import { useRuns } from '../store/run/run-store.ts';
import { useSelection } from '../store/selection.ts';
import { useForesight } from './foresight/foresight.ts';
import { usePlanner } from './planner.ts';
import { useTold } from './told.ts';

/** The function, computed anew only when one of its inputs is another than the last time. */
export function memo<Inputs extends readonly unknown[], T>(
  compute: (...inputs: Inputs) => T,
): (...inputs: Inputs) => T {
  let last: { readonly inputs: Inputs; readonly value: T } | undefined;
  return (...inputs) => {
    const before = last;
    if (!before || inputs.some((input, index) => input !== before.inputs[index])) {
      last = { inputs, value: compute(...inputs) };
      return last.value;
    }
    return before.value;
  };
}

interface Store {
  subscribe(listener: () => void): () => void;
}

const stores: readonly Store[] = [
  useDocument,
  useConnection,
  useRuns,
  useSelection,
  useFlow,
  useForesight,
  usePlanner,
  useTold,
];

let changes = 0;
// Before anybody else is told of it.
for (const store of stores) store.subscribe(() => changes++);

/** The function of the stores, asked once for each change of them: a large drawing has hundreds of parts that ask it each time. */
export function onceAChange<T>(select: () => T): () => T {
  let last: { readonly at: number; readonly value: T } | undefined;
  return () => {
    if (last?.at !== changes) last = { at: changes, value: select() };
    return last.value;
  };
}

/** Tells when anything changes that something derived may follow from. Returns how to stop. */
export function onChange(listener: () => void): () => void {
  const stops = stores.map((store) => store.subscribe(listener));
  return () => {
    for (const stop of stops) stop();
  };
}

/** @param select gives the same value as long as nothing has changed: what it returns is memoised or plain */
export const useDerived = <T>(select: () => T): T => useSyncExternalStore(onChange, select);
