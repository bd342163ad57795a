/**
 * Which windows there are. A window that is gone may be one that is being loaded anew: what belongs to it waits some seconds
 * for it to come back.
 */
export interface Windows {
  /** A window is there, under the name that it has given itself. The result: it has gone. */
  enter(window: string): () => void;
  /** There, or expected back. */
  isKnown(window: string): boolean;
  /** Gone, though still expected back. */
  isAway(window: string): boolean;
  /** Nobody is waited for any more, and nobody told. */
  close(): void;
}

/** Loading a window anew takes a second, connecting again at most four; slow machines take longer. */
const AWAY_MS = 10_000;

/** @param onGone told when a window has not come back in time */
export function windows(onGone: (window: string) => void, awayMs = AWAY_MS): Windows {
  const known = new Map<string, { links: number; away: NodeJS.Timeout | undefined }>();
  return {
    enter(window) {
      const entry = known.get(window) ?? { links: 0, away: undefined };
      known.set(window, entry);
      clearTimeout(entry.away);
      entry.away = undefined;
      entry.links += 1;
      let left = false;
      return () => {
        if (left) return;
        left = true;
        entry.links -= 1;
        if (entry.links > 0) return;
        entry.away = setTimeout(() => {
          known.delete(window);
          onGone(window);
        }, awayMs);
      };
    },
    isKnown: (window) => known.has(window),
    isAway: (window) => known.get(window)?.links === 0,
    close() {
      for (const { away } of known.values()) clearTimeout(away);
      known.clear();
    },
  };
}
