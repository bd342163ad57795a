import { type DockerContainer, type HostState, linkNamed, ownerLabel } from '../host/state.ts';
import { type Container, containerId } from '../lab/lab.ts';
import { severalNetworksInRun } from '../machine/docker/facts.ts';
import { holds } from '../machine/fact.ts';
import type { Operation } from '../machine/operation.ts';
import { type Problem, problem } from '../problem.ts';
import { createContainer, undoFailedCreate } from './container-commands.ts';
import { containerDifference } from './container-difference.ts';
import { labelOf, readyDocker } from './docker.ts';
import { imageKey } from './image-thing.ts';
import { networkKey } from './network.ts';
import type { Presence, ResourceKind, Standing, Wanted } from './resource.ts';
import { volumeKey, volumeNamed } from './volume.ts';

const kind = 'container';
export const containerKey = (name: string): string => `${kind}:${name}`;

const made = (
  lab: string,
  host: string,
  { name, image, attachments, volumes = [] }: Pick<Container, 'name' | 'image' | 'attachments' | 'volumes'>,
): Standing => ({
  kind,
  key: containerKey(name),
  subject: containerId(host, name),
  noun: `container ${name}`,
  requires: [
    ...attachments.map(({ network }) => networkKey(network)),
    imageKey(image),
    ...volumes.flatMap((text) => volumeKey(volumeNamed(text) ?? '')),
  ],
  occupies: attachments.flatMap(({ network, address, mac }) => [
    ...(address === undefined ? [] : [`${network}=${address}`]),
    ...(mac === undefined ? [] : [`${network}=${mac.toLowerCase()}`]),
  ]),
  turns: attachments.map(({ network, address }) => ({ at: networkKey(network), any: address === undefined })),
  beside: true,
  needs: ['docker'],
  mark: { kind, name, lab },
  remove: (state) =>
    readyDocker(state)?.containers.some((item) => item.name === name && labelOf(item.labels, ownerLabel) === lab) ===
    true
      ? [{ do: 'remove-container', name }]
      : [],
});

/**
 * Containers are made without a restart policy, unless the lab survives a restart. After a reboot Docker would start them before
 * the lab's sub-interfaces, addresses and promiscuous mode are back, half a lab that looks whole; and one whose command ends
 * would be started for ever instead of being seen to have ended. Deploying again mends what a reboot took away.
 */
function container(lab: string, host: string, wanted: Container, restart: string): Wanted {
  return {
    ...made(lab, host, wanted),
    explain: explanation(wanted),
    presentIn: (state) => presence(state, lab, host, wanted, restart),
    create: (state) => createContainer(lab, wanted, state, restart),
    update: (state) => mended(state, wanted.name, restart),
    undoFailedCreate: (state) => undoFailedCreate(lab, wanted, state),
    ...(restart !== 'no' && { lasts: true }),
  };
}

/** As one that is found on a host was made. */
const asMade = ({ name, image, endpoints }: DockerContainer): Parameters<typeof made>[2] => ({
  name,
  image,
  attachments: endpoints.map((end) => ({
    network: end.network,
    address: end.fixedAddress ?? end.address,
    mac: end.mac,
  })),
});

function explanation({ name, image, attachments }: Container): string {
  const places = attachments.map(({ network, address }) =>
    address === undefined ? network : `${network} as ${address}`,
  );
  return `Run the container ${name} from ${image} ${places.length === 0 ? 'without a network' : `on ${places.join(' and ')}`}.`;
}

function presence(state: HostState, lab: string, host: string, wanted: Container, restart: string): Presence {
  const docker = readyDocker(state);
  if (docker === undefined) return { kind: 'absent' };
  const obstacle = macObstacle(docker.version, host, wanted);
  if (obstacle !== undefined) return { kind: 'clash', problem: obstacle };
  const item = docker.containers.find(({ name }) => name === wanted.name);
  if (item === undefined) return { kind: 'absent' };
  if (labelOf(item.labels, ownerLabel) !== lab) return { kind: 'clash', problem: nameTaken(host, item) };
  const how = containerDifference(item, wanted, docker);
  if (how !== undefined) return { kind: 'differs', change: 'replace', how };
  const down = whyDown(state, item) ?? otherRestart(item, restart);
  return down === undefined ? { kind: 'present', owned: true } : { kind: 'differs', change: 'update', how: down };
}

function whyDown(state: HostState, item: DockerContainer): string | undefined {
  if (item.status === 'paused') return 'it is paused';
  if (item.status !== 'running' && item.status !== 'restarting') return 'it has stopped';
  const lost = lostParent(state, item);
  return lost === undefined ? undefined : `its network lost the interface ${lost}`;
}

/** What Docker does with it when it starts; undefined: as wanted, or not known. */
function otherRestart({ restart = 'no' }: DockerContainer, wanted: string): string | undefined {
  // Docker tells how often `on-failure` may be in another place.
  if (restart.replace(/:.*/, '') === wanted.replace(/:.*/, '')) return undefined;
  return wanted === 'no' ? `Docker starts it by itself (${restart})` : 'Docker does not start it by itself';
}

/** Deleting a parent takes eth0 out of running containers without a word; starting them again brings it back. */
function lostParent(state: HostState, { endpoints }: DockerContainer): string | undefined {
  const networks = readyDocker(state)?.networks ?? [];
  return endpoints
    .map(({ network }) => networks.find(({ name }) => name === network))
    .map((network) => network && labelOf(network.options, 'parent'))
    .find((parent) => parent !== undefined && linkNamed(state, parent) === undefined);
}

function mended(state: HostState, name: string, restart: string): readonly Operation[] {
  const item = readyDocker(state)?.containers.find((one) => one.name === name);
  const other = item !== undefined && otherRestart(item, restart) !== undefined;
  return [
    ...(other ? [{ do: 'update-container', name, restart } as const] : []),
    ...(item !== undefined && whyDown(state, item) === undefined ? [] : [bringUp(state, name)]),
  ];
}

function bringUp(state: HostState, name: string): Operation {
  const status = readyDocker(state)?.containers.find((item) => item.name === name)?.status;
  switch (status) {
    case 'paused':
      return { do: 'unpause-container', name };
    case 'running':
    case 'restarting':
      return { do: 'restart-container', name };
    default:
      return { do: 'start-container', name };
  }
}

/** Docker before 25 gives a MAC address of one's choice only on the first network. */
function macObstacle(version: string, host: string, { name, attachments }: Container): Problem | undefined {
  const late = attachments.slice(1).find(({ mac }) => mac !== undefined);
  if (late === undefined || holds(severalNetworksInRun, version)) return undefined;
  return problem({
    code: 'mac-needs-docker-25',
    subject: containerId(host, name),
    message: `Docker ${version} on ${host} cannot give ${name} the MAC address ${late.mac} on ${late.network}: only on its first network.`,
    hint: `Put ${late.network} first, or install Docker 25 or later there.`,
  });
}

function nameTaken(host: string, { name, labels }: DockerContainer): Problem {
  const other = labelOf(labels, ownerLabel);
  return problem({
    code: other === undefined ? 'container-taken' : 'container-of-other-lab',
    subject: containerId(host, name),
    message:
      other === undefined
        ? `${host} has a container ${name} already, which Trunkline did not make.`
        : `The container ${name} of ${host} belongs to the lab ${other}.`,
    hint:
      other === undefined
        ? `Give the container in the drawing another name, or rename the one there with "docker rename ${name} NEW".`
        : 'Give the container in this lab another name, or destroy the other lab first.',
  });
}

export const containerKind: ResourceKind = {
  kind,
  desired: (lab, host) =>
    host.containers.map((item) =>
      container(lab.name, host.name, item, item.restart ?? (lab.persist ? 'unless-stopped' : 'no')),
    ),
  owned: (state, lab, host) =>
    (readyDocker(state)?.containers ?? [])
      .filter(({ labels }) => labelOf(labels, ownerLabel) === lab)
      .map((item) => made(lab, host, asMade(item))),
};
