import { type DockerContainer, type HostState, ownerLabel, registryLabel } from '../host/state.ts';
import type { Registry } from '../lab/lab.ts';
import { registryContainer, registryOn } from '../lab/registry.ts';
import type { Operation } from '../machine/operation.ts';
import { problem } from '../problem.ts';
import { imageName, labelOf, readyDocker } from './docker.ts';
import { imageKey } from './image-thing.ts';
import { registryImage, registryImageIn, registryImages, registryKey } from './registry-image.ts';
import { type Presence, type ResourceKind, standing, type Wanted } from './resource.ts';
import { REGISTRY_FILES, type RegistryFiles } from './supply.ts';
import { registryVolume, volumeKey } from './volume.ts';

const kind = 'registry';
const name = registryContainer;

/** A registry's container, made for a port of its host. Its images are in a volume: it can be made anew without losing them. */
const registry = (
  lab: string,
  host: string,
  { port, tls, user }: Registry,
  files: RegistryFiles | undefined,
): Wanted => ({
  ...standing({
    kind,
    key: registryKey,
    subject: host,
    noun: `registry of ${host}`,
    requires: [imageKey(registryImage), volumeKey(registryVolume(lab))],
    occupies: [`port:${port}`],
    needs: ['docker'],
    mark: { kind: 'container', name, lab },
    remove: (state) =>
      labelOf(found(state)?.labels ?? {}, ownerLabel) === lab ? [{ do: 'remove-container', name }] : [],
  }),
  lasts: true,
  explain: `Run a registry of images on port ${port} of ${host}${setupWords(tls !== undefined, user)}, and wait until it answers.`,
  presentIn: (state) =>
    files?.problem === undefined
      ? presence(state, lab, host, port, setupOf(tls, user, files))
      : { kind: 'clash', problem: files.problem },
  create(state) {
    const made = {
      name,
      labels: { [ownerLabel]: lab, [registryLabel]: String(port), ...setupLabels(setupOf(tls, user, files)) },
      networks: [{ network: 'bridge', address: undefined, mac: undefined }],
      image: registryImageIn(state),
      command: [],
      restart: 'always',
      ports: [`${port}:5000`],
      volumes: [`${registryVolume(lab)}:/var/lib/registry`],
    };
    const asked: Operation = { do: 'await-registry', port, ...(tls !== undefined && { tls: true }) };
    if (tls === undefined && user === undefined) return [{ do: 'run-container', ...made }, asked];
    const what = [...(tls === undefined ? [] : [tls.cert, tls.key]), ...(user === undefined ? [] : ['htpasswd'])];
    return [
      { do: 'create-container', ...made, environment: environmentOf(tls !== undefined, user !== undefined) },
      { do: 'fill-container', name, feed: { kind: 'registry-files', host }, what: what.join(' ') },
      { do: 'start-container', name },
      asked,
    ];
  },
  update: (state) => [bringUp(found(state)), { do: 'await-registry', port, ...(tls !== undefined && { tls: true }) }],
  undoFailedCreate: () => [
    { made: 0, operation: { do: 'remove-unstarted', name, label: `${ownerLabel}=${lab}` } },
    { made: tls === undefined && user === undefined ? 1 : 3, operation: { do: 'remove-container', name } },
  ],
});

/** What it was set up with besides its port: `tls=5f3a…`, `user=lab`, or both. */
const setupLabel = 'dev.trunkline.registry-setup';

function setupOf(tls: Registry['tls'], user: Registry['user'], files: RegistryFiles | undefined): string {
  const words = tls === undefined ? [] : [`tls=${files?.fingerprint ?? ''}`];
  return [...words, ...(user === undefined ? [] : [`user=${user}`])].join(' ');
}

const setupLabels = (setup: string): Readonly<Record<string, string>> => (setup === '' ? {} : { [setupLabel]: setup });

/** As long as nobody has looked at the certificate, any is the right one. */
const sameSetup = (is: string, wanted: string): boolean =>
  is === wanted || (/^tls=(?: |$)/.test(wanted) && is.replace(/^tls=\w+/, 'tls=') === wanted);

const setupWords = (tls: boolean, user: string | undefined): string =>
  `${tls ? ', by HTTPS' : ''}${user === undefined ? '' : `, for the user ${user}`}`;

/** In the words of the registry (https://distribution.github.io/distribution/about/configuration/). */
const environmentOf = (tls: boolean, user: boolean): readonly string[] => [
  ...(tls
    ? [`REGISTRY_HTTP_TLS_CERTIFICATE=${REGISTRY_FILES.certificate}`, `REGISTRY_HTTP_TLS_KEY=${REGISTRY_FILES.key}`]
    : []),
  ...(user
    ? [
        'REGISTRY_AUTH=htpasswd',
        'REGISTRY_AUTH_HTPASSWD_REALM=registry',
        `REGISTRY_AUTH_HTPASSWD_PATH=${REGISTRY_FILES.users}`,
      ]
    : []),
];

const found = (state: HostState): DockerContainer | undefined =>
  readyDocker(state)?.containers.find((item) => item.name === name);

function presence(state: HostState, lab: string, host: string, port: number, setup: string): Presence {
  const item = found(state);
  if (item === undefined) return { kind: 'absent' };
  const owner = labelOf(item.labels, ownerLabel);
  if (owner !== lab) {
    return {
      kind: 'clash',
      problem: problem({
        code: 'registry-taken',
        subject: host,
        message:
          owner === undefined
            ? `${host} has a container ${name} already, which Trunkline did not make.`
            : `The container ${name} of ${host} belongs to the lab ${owner}.`,
        hint:
          owner === undefined
            ? `Rename it there with "docker rename ${name} NEW" and stop it, or take the registry out of the lab and use the one that is there.`
            : 'Destroy the other lab first, or put the registry of this one on another host.',
      }),
    };
  }
  const differs = (how: string, change: 'update' | 'replace'): Presence => ({ kind: 'differs', how, change });
  const at = labelOf(item.labels, registryLabel);
  if (at !== String(port))
    return differs(
      at === undefined ? 'it is another container of the lab' : `its port is ${at}, not ${port}`,
      'replace',
    );
  if (!sameSetup(labelOf(item.labels, setupLabel) ?? '', setup))
    return differs('it has another certificate or user', 'replace');
  if (!registryImages.some((image) => imageName(image) === imageName(item.image))) {
    return differs(`its image is ${item.image}`, 'replace');
  }
  if (item.status === 'created' || item.status === 'dead' || item.status === 'removing') {
    return differs('it was never started', 'replace');
  }
  if (item.status !== 'running') return differs('it does not run', 'update');
  const answers = readyDocker(state)?.registries.some((served) => served.port === port) === true;
  return answers ? { kind: 'present', owned: true } : differs('it does not answer', 'update');
}

function bringUp(item: DockerContainer | undefined): Operation {
  if (item?.status === 'paused') return { do: 'unpause-container', name };
  return { do: item?.status === 'running' ? 'restart-container' : 'start-container', name };
}

/** The lab's own registry. As a container that carries the lab's mark it goes with the others. */
export const registryKind: ResourceKind = {
  kind,
  desired(lab, host, supplies) {
    const wanted = registryOn(lab, host);
    return wanted === undefined ? [] : [registry(lab.name, host.name, wanted, supplies.registry)];
  },
  owned: () => [],
};
