import { useEffect, useMemo, useState } from 'react';
import type { Reach } from '../../derived/pairs.ts';
import { type BlockCount, type Blocks, countBlock } from './blocks.ts';

/** How long counting goes on at once, in milliseconds: half a frame. */
const SLICE = 8;

/** Counts the blocks that are asked for, a few at a time, so that nobody waits for a million pairs. */
export function useCounts(reach: Reach, blocks: Blocks): (row: number, column: number) => BlockCount | undefined {
  const counter = useMemo(() => newCounter(reach, blocks), [reach, blocks]);
  const [, setCounted] = useState(0);
  useEffect(() => counter.onCounted(() => setCounted((times) => times + 1)), [counter]);
  return counter.count;
}

function newCounter(reach: Reach, { rows, columns }: Blocks) {
  const counts = new Map<number, BlockCount>();
  const asked = new Set<number>();
  const listeners = new Set<() => void>();
  let waiting = false;

  const work = (): void => {
    waiting = false;
    const begun = performance.now();
    for (const at of asked) {
      asked.delete(at);
      const row = rows[Math.floor(at / columns.length)];
      const column = columns[at % columns.length];
      if (row && column) counts.set(at, countBlock(reach, row.members, column.members));
      if (performance.now() - begun > SLICE) break;
    }
    if (asked.size > 0) wait();
    for (const listener of listeners) listener();
  };

  function wait(): void {
    if (!waiting) requestAnimationFrame(work);
    waiting = true;
  }

  return {
    count(row: number, column: number): BlockCount | undefined {
      const at = row * columns.length + column;
      const known = counts.get(at);
      if (!known) {
        asked.add(at);
        wait();
      }
      return known;
    },
    onCounted(listener: () => void): () => void {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) asked.clear();
      };
    },
  };
}
