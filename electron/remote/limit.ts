/** At most `size` at once; the rest wait in order. */
export interface Limit {
  /** Resolves when it is our turn. The returned function gives the place back; calling it again does nothing. */
  enter(signal?: AbortSignal): Promise<() => void>;
  /** Never more than this from now on; at least one. */
  shrink(size: number): void;
  /** As many as at first. */
  reset(): void;
  active(): number;
  waiting(): number;
}

export function limit(size: number): Limit {
  let most = size;
  let active = 0;
  const queue: (() => void)[] = [];

  const next = (): void => {
    while (active < most) {
      const start = queue.shift();
      if (!start) return;
      active += 1;
      start();
    }
  };

  const leave = (): (() => void) => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      active -= 1;
      next();
    };
  };

  return {
    enter(signal) {
      return new Promise((resolve, reject) => {
        const start = (): void => {
          signal?.removeEventListener('abort', abort);
          resolve(leave());
        };
        const abort = (): void => {
          queue.splice(queue.indexOf(start), 1);
          reject(signal?.reason);
        };
        if (signal?.aborted) return reject(signal.reason);
        signal?.addEventListener('abort', abort, { once: true });
        queue.push(start);
        next();
      });
    },
    shrink(size) {
      most = Math.max(1, Math.min(most, size));
    },
    reset() {
      most = size;
      next();
    },
    active: () => active,
    waiting: () => queue.length,
  };
}
