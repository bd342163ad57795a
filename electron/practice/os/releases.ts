/**
 * Releases of Debian that a practice host can be, with the versions of what answers there, as the real lab's hosts told them.
 * A host's kernel tells its release by `facts.os`, so that it stays what it is when it is put away and brought back.
 */
import type { HostFacts } from '../../../shared/host/state.ts';
import { compareVersions, parseVersion } from '../../../shared/machine/version.ts';

export const releaseNames = ['bookworm', 'trixie', 'forky'] as const;
export type ReleaseName = (typeof releaseNames)[number];

export interface Release {
  readonly name: ReleaseName;
  /** As /etc/os-release calls it in `PRETTY_NAME`. */
  readonly os: string;
  /** Undefined: it has none yet. */
  readonly versionId: string | undefined;
  readonly kernel: string;
  readonly docker: string;
  readonly iproute2: string;
  readonly iptables: string;
  /** Of the image made of its docker-registry package, in bytes. */
  readonly registrySize: number;
}

export const releases: Readonly<Record<ReleaseName, Release>> = {
  bookworm: {
    name: 'bookworm',
    os: 'Debian GNU/Linux 12 (bookworm)',
    versionId: '12',
    kernel: '6.1.176',
    docker: '20.10.24+dfsg1',
    iproute2: '6.1.0',
    iptables: '1.8.9',
    registrySize: 22_900_000,
  },
  trixie: {
    name: 'trixie',
    os: 'Debian GNU/Linux 13 (trixie)',
    versionId: '13',
    kernel: '6.12.113',
    docker: '26.1.5+dfsg1',
    iproute2: '6.15.0',
    iptables: '1.8.11',
    registrySize: 24_800_000,
  },
  forky: {
    name: 'forky',
    os: 'Debian GNU/Linux forky/sid',
    versionId: undefined,
    kernel: '6.12.113',
    docker: '28.5.2+dfsg4',
    iproute2: '7.2.0',
    iptables: '1.8.13',
    registrySize: 25_300_000,
  },
};

/** That of a machine; of one that is none of them, the first. */
export const releaseOf = ({ os }: Pick<HostFacts, 'os'>): Release =>
  Object.values(releases).find((release) => release.os === os) ?? releases.bookworm;

/** Whether a version like `6.15.0` is this one or later. */
export function isSince(version: string, first: string): boolean {
  const [read, since] = [parseVersion(version), parseVersion(first)];
  return read !== undefined && since !== undefined && compareVersions(read, since) >= 0;
}
