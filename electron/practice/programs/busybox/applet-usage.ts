/** How Debian's busybox 1.35 says that each of its programs is called: `usages.json` is what it printed itself. */
import usages from './usages.json' with { type: 'json' };

export const BANNER = 'BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.';

const known: Readonly<Record<string, string>> = usages;

export const applets: readonly string[] = [
  ...new Set([...Object.keys(known), '[', '[[', 'ash', 'busybox', 'echo', 'false', 'linuxrc', 'sh', 'test', 'true']),
].sort();

/** Undefined: it has no such program, or one that has nothing to say of itself. */
export const appletUsage = (name: string): string | undefined =>
  Object.hasOwn(known, name) ? `${BANNER}\n\n${known[name]}` : undefined;
