import { ownerLabel } from '../host/state.ts';
import { registryOn } from '../lab/registry.ts';
import { problem } from '../problem.ts';
import { labelOf, readyDocker } from './docker.ts';
import { type ResourceKind, type Standing, standing, type Wanted } from './resource.ts';

const kind = 'volume';
export const volumeKey = (name: string): string => `${kind}:${name}`;

/** Where the images of a lab's registry are, whatever becomes of its container. */
export const registryVolume = (lab: string): string => `trunkline-${lab}-registry`;

const made = (lab: string, host: string, name: string): Standing =>
  standing({
    kind,
    key: volumeKey(name),
    subject: host,
    noun: `volume ${name}`,
    needs: ['docker'],
    mark: { kind, name, lab },
    remove: () => [{ do: 'remove-volume', name }],
  });

const volume = (lab: string, host: string, name: string): Wanted => ({
  ...made(lab, host, name),
  explain: `Make the volume ${name} for the images that the registry is given.`,
  presentIn(state) {
    const found = readyDocker(state)?.volumes.find((item) => item.name === name);
    if (found === undefined) return { kind: 'absent' };
    if (labelOf(found.labels, ownerLabel) === lab) return { kind: 'present', owned: true };
    return {
      kind: 'clash',
      problem: problem({
        code: 'volume-taken',
        subject: host,
        message: `${host} has a Docker volume ${name} already, which this lab did not make.`,
        hint: `Look at what is in it, and remove it with "docker volume rm ${name}".`,
      }),
    };
  },
  create: () => [{ do: 'create-volume', name, labels: { [ownerLabel]: lab } }],
});

/** Docker volumes; a lab makes one, for its registry. */
export const volumeKind: ResourceKind = {
  kind,
  desired: (lab, host) =>
    registryOn(lab, host) === undefined ? [] : [volume(lab.name, host.name, registryVolume(lab.name))],
  owned: (state, lab, host) =>
    (readyDocker(state)?.volumes ?? [])
      .filter(({ labels }) => labelOf(labels, ownerLabel) === lab)
      .map(({ name }) => made(lab, host, name)),
};
