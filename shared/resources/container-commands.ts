import { type HostState, ownerLabel } from '../host/state.ts';
import type { Container } from '../lab/lab.ts';
import { severalNetworksInRun } from '../machine/docker/facts.ts';
import { holds } from '../machine/fact.ts';
import type { NewContainer, Operation } from '../machine/operation.ts';
import { labelsOf, optionsOf } from './container-options.ts';
import { commandLabel, imageCommand, readyDocker } from './docker.ts';
import type { Undo } from './resource.ts';

/**
 * One `docker run` wherever Docker can do it in one. Where it takes one network only, further ones are connected between
 * creating and starting, so that the container never runs without one of its addresses.
 */
export function createContainer(
  lab: string,
  wanted: Container,
  state: HostState,
  restart = 'no',
): readonly Operation[] {
  const { name, attachments } = wanted;
  const [first, ...more] = attachments;
  const made = newContainer(lab, wanted, restart);
  if (more.length === 0 || holds(severalNetworksInRun, readyDocker(state)?.version ?? '')) {
    return [{ do: 'run-container', ...made }];
  }
  return [
    { do: 'create-container', ...made, networks: first === undefined ? [] : [first] },
    ...more.map(({ network, address }) => ({ do: 'connect-network' as const, network, container: name, address })),
    { do: 'start-container', name },
  ];
}

/** `restart`: what the lab wants of all; what is said of this one holds. */
function newContainer(lab: string, wanted: Container, restart: string): NewContainer {
  const { name, image, command, attachments } = wanted;
  const { labels: _, ...options } = optionsOf(wanted);
  const ofImage = command.length === 0 && options.entrypoint === undefined;
  return {
    name,
    labels: { ...labelsOf(wanted), [ownerLabel]: lab, ...(ofImage && { [commandLabel]: imageCommand }) },
    networks: attachments,
    image,
    command,
    ...(restart !== 'no' && { restart }),
    ...options,
  };
}

/** A `docker run` that fails leaves a container behind that was never started. */
export function undoFailedCreate(lab: string, wanted: Container, state: HostState): readonly Undo[] {
  const { name } = wanted;
  return createContainer(lab, wanted, state).length > 1
    ? [{ made: 1, operation: { do: 'remove-container', name } }]
    : [{ made: 0, operation: { do: 'remove-unstarted', name, label: `${ownerLabel}=${lab}` } }];
}
