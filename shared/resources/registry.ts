import { type DockerContainer, type HostState, ownerLabel, registryLabel } from '../host/state.ts';
import { registryContainer, registryOn } from '../lab/registry.ts';
import type { Operation } from '../machine/operation.ts';
import { problem } from '../problem.ts';
import { imageName, labelOf, readyDocker } from './docker.ts';
import { imageKey } from './image.ts';
import { registryImage, registryImageIn, registryImages, registryKey } from './registry-image.ts';
import { type Presence, type ResourceKind, standing, type Wanted } from './resource.ts';
import { registryVolume, volumeKey } from './volume.ts';

const kind = 'registry';
const name = registryContainer;

/** A registry's container, made for a port of its host. Its images are in a volume: it can be made anew without losing them. */
const registry = (lab: string, host: string, port: number): Wanted => ({
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
  explain: `Run a registry of images on port ${port} of ${host}, and wait until it answers.`,
  presentIn: (state) => presence(state, lab, host, port),
  create: (state) => [
    {
      do: 'run-container',
      name,
      labels: { [ownerLabel]: lab, [registryLabel]: String(port) },
      networks: [{ network: 'bridge', address: undefined, mac: undefined }],
      image: registryImageIn(state),
      command: [],
      restart: 'always',
      ports: [`${port}:5000`],
      volumes: [`${registryVolume(lab)}:/var/lib/registry`],
    },
    { do: 'await-registry', port },
  ],
  update: (state) => [bringUp(found(state)), { do: 'await-registry', port }],
  undoFailedCreate: () => [
    { made: 0, operation: { do: 'remove-unstarted', name, label: `${ownerLabel}=${lab}` } },
    { made: 1, operation: { do: 'remove-container', name } },
  ],
});

const found = (state: HostState): DockerContainer | undefined =>
  readyDocker(state)?.containers.find((item) => item.name === name);

function presence(state: HostState, lab: string, host: string, port: number): Presence {
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
  desired(lab, host) {
    const wanted = registryOn(lab, host);
    return wanted === undefined ? [] : [registry(lab.name, host.name, wanted.port)];
  },
  owned: () => [],
};
