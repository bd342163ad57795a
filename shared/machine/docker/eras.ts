/**
 * What holds for which versions of Docker, for who does not know a host's version: one version stands for each stretch between
 * two at which some fact changes.
 */
import { compareVersions, formatVersion, parseVersion, type Version } from '../version.ts';
import { dockerFacts } from './facts.ts';

/** The oldest that was measured. */
const OLDEST: Version = [20, 10, 0];

const changes: readonly Version[] = dockerFacts
  .flatMap(({ since, until }) => [since, until])
  .filter((version) => version !== undefined)
  .sort(compareVersions)
  .filter((version, at, all) => at === 0 || compareVersions(version, all[at - 1] ?? OLDEST) !== 0);

/** The first version of each stretch, oldest first. */
export const eras: readonly string[] = [OLDEST, ...changes].map(formatVersion);

/**
 * The versions in words: `Docker before 29`, `Docker from 25 to before 29`; for all of them only `Docker`.
 * @param chosen some of the eras
 */
export function erasInWords(chosen: readonly string[]): string {
  const stretches: [number, number][] = [];
  for (const [at, era] of eras.entries()) {
    if (!chosen.includes(era)) continue;
    const last = stretches.at(-1);
    if (last?.[1] === at) last[1] = at + 1;
    else stretches.push([at, at + 1]);
  }
  const words = stretches.map(([from, to]) => {
    const [since, until] = [from === 0 ? undefined : eras[from], eras[to]];
    if (until === undefined) return since === undefined ? '' : `from ${since}`;
    return since === undefined ? `before ${until}` : `from ${since} to before ${until}`;
  });
  return `Docker ${words.join(' and ')}`.trim();
}

/** Which era a version belongs to; of one that nobody can read, the newest. */
export function eraOf(version: string): string {
  const read = parseVersion(version);
  const found = eras.findLast((era) => {
    const first = parseVersion(era);
    return read === undefined || (first !== undefined && compareVersions(first, read) <= 0);
  });
  return found ?? eras[0] ?? version;
}
