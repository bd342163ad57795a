/** One thing that a kernel or a Docker does, said once, with where it is known from and the versions that it holds for. */
import { compareVersions, parseVersion, type Version } from './version.ts';

export interface Fact {
  /** A name for comments and tests: `silent-gateway`. */
  readonly name: string;
  /** One sentence. */
  readonly says: string;
  /** The first version that does so; undefined: all of them. */
  readonly since?: Version;
  /** The first version that does so no more. */
  readonly until?: Version;
  /** Versions of real machines on which it was seen. */
  readonly measured: readonly string[];
  /** A file, pull request or manual that says so. */
  readonly source?: string;
}

/**
 * Whether a machine of this version does what the fact says. Of a version that nobody can read, or that is newer than all
 * known ones, what the newest known does is assumed.
 */
export function holds({ since, until }: Fact, version: string): boolean {
  const read = parseVersion(version);
  if (read === undefined) return until === undefined;
  return (
    (since === undefined || compareVersions(read, since) >= 0) &&
    (until === undefined || compareVersions(read, until) < 0)
  );
}
