/** Collects what arrives in quick succession and hands it on at most once per `wait` milliseconds, in order. */
export function batched<T>(deliver: (items: readonly T[]) => void, wait: number): (items: readonly T[]) => void {
  let queue: T[] = [];
  return (items) => {
    // A timer and not an animation frame: a hidden window must keep up too.
    if (queue.length === 0 && items.length > 0) {
      setTimeout(() => {
        const ready = queue;
        queue = [];
        deliver(ready);
      }, wait);
    }
    queue.push(...items);
  };
}
