/**
 * Behind which network cards of virtual machines, or at which access points, a verify has shown that frames of other MAC
 * addresses pass: by the card's own MAC address, which goes with the machine from network to network, with the day.
 */
import { z } from 'zod';
import { writeAtomically } from './atomic-file.ts';
import { readTextIfThere } from './regular-file.ts';

export interface ShownMacs {
  /** What cannot be read is nothing. */
  read(): Promise<ReadonlyMap<string, string>>;
  /** Cards that are known already keep their day. */
  keep(cards: readonly string[]): Promise<void>;
}

const MOST = 1_000_000;
const stored = z.object({ cards: z.record(z.string(), z.iso.date()) });

/** @param today `2026-11-29` */
export function shownMacs(path: string, today: () => string): ShownMacs {
  const read = async (): Promise<ReadonlyMap<string, string>> => {
    try {
      const { cards } = stored.parse(JSON.parse((await readTextIfThere(path, { most: MOST })) ?? ''));
      return new Map(Object.entries(cards));
    } catch {
      return new Map();
    }
  };
  async function add(cards: readonly string[]): Promise<void> {
    const before = await read();
    const fresh = cards.filter((card) => !before.has(card));
    if (fresh.length === 0) return;
    const after = Object.fromEntries([...before, ...fresh.map((card) => [card, today()] as const)]);
    await writeAtomically(path, `${JSON.stringify({ cards: after }, undefined, 2)}\n`, { mode: 0o600 });
  }

  // One after the other: two verifies that end together keep what both have shown.
  let last: Promise<unknown> = Promise.resolve();
  return {
    read,
    keep(cards) {
      const kept = last.then(() => add(cards));
      last = kept.catch(() => undefined);
      return kept;
    },
  };
}
