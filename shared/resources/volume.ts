import { ownerLabel } from '../host/state.ts';
import { registryOn } from '../lab/registry.ts';
import { problem } from '../problem.ts';
import { listed } from '../shown.ts';
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

const volume = (lab: string, host: string, name: string, purpose: string): Wanted => ({
  ...made(lab, host, name),
  explain: `Make the volume ${name} for ${purpose}.`,
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

/** The volume that `data:/var/lib/data` names; a path of the host is none. */
export const volumeNamed = (text: string): string | undefined =>
  text.includes(':') && !text.startsWith('/') ? text.slice(0, text.indexOf(':')) : undefined;

/** Docker volumes: one for the registry of a lab, and those that its containers name. */
export const volumeKind: ResourceKind = {
  kind,
  desired(lab, host) {
    const named = host.containers.flatMap(({ name, volumes = [] }) =>
      volumes.flatMap((text) => {
        const volume = volumeNamed(text);
        return volume === undefined ? [] : [[volume, name] as const];
      }),
    );
    const users = new Map<string, string[]>();
    for (const [of, box] of named) users.set(of, [...(users.get(of) ?? []), box]);
    const own = [...users].map(([of, boxes]) =>
      volume(lab.name, host.name, of, `what ${listed([...new Set(boxes)])} keeps`),
    );
    return registryOn(lab, host) === undefined
      ? own
      : [volume(lab.name, host.name, registryVolume(lab.name), 'the images that the registry is given'), ...own];
  },
  owned: (state, lab, host) =>
    (readyDocker(state)?.volumes ?? [])
      .filter(({ labels }) => labelOf(labels, ownerLabel) === lab)
      .map(({ name }) => made(lab, host, name)),
};
