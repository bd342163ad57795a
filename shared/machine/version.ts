/**
 * Versions of Docker and of the kernel as values that are compared as numbers: `20.10.24+dfsg1`, `27.0.1`, `6.12.48-amd64`.
 */

/** Major, minor and patch. */
export type Version = readonly [number, number, number];

/** Undefined: it does not begin with a number, as the answer of a Docker that tells none. */
export function parseVersion(text: string): Version | undefined {
  const found = /^v?(\d{1,5})(?:\.(\d{1,5}))?(?:\.(\d{1,5}))?/.exec(text.trim());
  if (found === null) return undefined;
  const [, major, minor = '0', patch = '0'] = found;
  return [Number(major), Number(minor), Number(patch)];
}

export const compareVersions = (a: Version, b: Version): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

/** As people write it: `29`, `27.0.1`. */
export const formatVersion = ([major, minor, patch]: Version): string =>
  patch > 0 ? `${major}.${minor}.${patch}` : minor > 0 ? `${major}.${minor}` : `${major}`;
