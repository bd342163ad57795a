/** Character devices under /dev (mem.c): what is read of them as a whole is nothing, and what is written is gone. Whoever opens them is served by `openFile`. */
import { directory, type Node } from './overlay.ts';

const node = (major: number, minor: number): Node => ({
  ...{ kind: 'file', mode: 0o666, device: [major, minor] },
  read: () => '',
  write: () => undefined,
});

export const DEVICE_NODES: Node = directory({
  ...{ full: node(1, 7), null: node(1, 3), random: node(1, 8), tty: node(5, 0), urandom: node(1, 9), zero: node(1, 5) },
});
