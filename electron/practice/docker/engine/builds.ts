/** What Debian's builds of Docker say of themselves: as the real lab's hosts told it. */

export interface DockerBuild {
  readonly version: string;
  readonly api: string;
  readonly minApi: string;
  readonly go: string;
  /** Of the docker command, and of dockerd. */
  readonly commits: { readonly client: string; readonly server: string };
  /** The same moment as each of the two writes it. */
  readonly built: { readonly text: string; readonly iso: string };
  /** Whether the client speaks of platforms and experiments: it did until 23. */
  readonly clientIsExperimental: boolean;
  readonly containerd: { readonly version: string; readonly commit: string };
  readonly runc: { readonly version: string; readonly commit: string };
}

const debian12: DockerBuild = {
  version: '20.10.24+dfsg1',
  api: '1.41',
  minApi: '1.12',
  go: 'go1.19.8',
  commits: { client: '297e128', server: '5d6db84' },
  built: { text: 'Thu May 18 08:38:34 2023', iso: '2023-05-18T08:38:34.000000000+00:00' },
  clientIsExperimental: true,
  containerd: { version: '1.6.20~ds1', commit: '1.6.20~ds1-1+b1' },
  runc: { version: '1.1.5+ds1', commit: '1.1.5+ds1-1+deb12u1' },
};

const debian13: DockerBuild = {
  version: '26.1.5+dfsg1',
  api: '1.45',
  minApi: '1.24',
  go: 'go1.24.4',
  commits: { client: 'a72d7cd', server: '411e817' },
  built: { text: 'Thu Aug 13 05:35:48 2026', iso: '2026-08-13T05:35:48.000000000+00:00' },
  clientIsExperimental: false,
  containerd: { version: '1.7.24~ds1', commit: '1.7.24~ds1-6+deb13u1' },
  runc: { version: '1.1.15+ds1', commit: '1.1.15+ds1-2+b4' },
};

const testing: DockerBuild = {
  version: '28.5.2+dfsg4',
  api: '1.51',
  minApi: '1.24',
  go: 'go1.27.1',
  commits: {
    client: '9cc6dea35e9a963f281434761c656fba4ac43aed',
    server: '3ef3c07c883be49a2e8097bcf6d2952fce1d70eb',
  },
  built: { text: 'Tue Sep 15 11:02:57 2026', iso: '2026-09-15T11:02:57.000000000+00:00' },
  clientIsExperimental: false,
  containerd: { version: '2.1.9+unknown', commit: '' },
  runc: { version: '1.3.6+ds1', commit: '1.3.6+ds1-1' },
};

const builds: readonly DockerBuild[] = [debian12, debian13, testing];

/** Of a version that nobody recorded, what the newest says. */
export const buildOf = (version: string): DockerBuild =>
  builds.find((build) => build.version === version) ?? { ...testing, version };
