/**
 * Stretches of ports that were entered one after the other, and the first of them that a new one meets. A tree of halves: each
 * knows who was first to take all of it, and who the first to take any.
 */
const PORTS = 65_536;

export class Overlaps {
  private readonly whole = new Map<number, number>();
  private readonly within = new Map<number, number>();

  /** The later number of two is never the answer where both are met. */
  enter(from: number, to: number, number: number): void {
    const take = (node: number, low: number, high: number): void => {
      if (to < low || high < from) return;
      if (!this.within.has(node)) this.within.set(node, number);
      if (from <= low && high <= to) {
        if (!this.whole.has(node)) this.whole.set(node, number);
        return;
      }
      const middle = (low + high) >> 1;
      take(2 * node, low, middle);
      take(2 * node + 1, middle + 1, high);
    };
    take(1, 0, PORTS - 1);
  }

  /** Infinity: it meets none. */
  first(from: number, to: number): number {
    const look = (node: number, low: number, high: number): number => {
      const any = this.within.get(node);
      if (any === undefined || to < low || high < from) return Number.POSITIVE_INFINITY;
      if (from <= low && high <= to) return any;
      const middle = (low + high) >> 1;
      const all = this.whole.get(node) ?? Number.POSITIVE_INFINITY;
      return Math.min(all, look(2 * node, low, middle), look(2 * node + 1, middle + 1, high));
    };
    return look(1, 0, PORTS - 1);
  }
}
