/** Sentences of dockerd that are others in later versions. */
import { sentencesOf25, sentencesOf28 } from '../../../../shared/machine/docker/facts.ts';
import { holds } from '../../../../shared/machine/fact.ts';

export const notRunning = (version: string, id: string): string =>
  `${holds(sentencesOf25, version) ? 'container' : 'Container'} ${id} is not running`;

export const notStarted = (version: string, why: string): string =>
  `${holds(sentencesOf25, version) ? 'failed to create task for container: ' : ''}failed to create shim task: ${why}`;

export function notRemovable(
  version: string,
  { id, name, status }: { readonly id: string; readonly name: string; readonly status: string },
): string {
  const paused = status === 'paused';
  if (holds(sentencesOf25, version)) {
    const how = paused ? 'unpause and then stop' : 'stop';
    const shown = holds(sentencesOf28, version) ? name : `/${name}`;
    return `cannot remove container "${shown}": container is ${status}: ${how} the container before removing or force remove`;
  }
  const how = paused ? 'Unpause and then stop' : 'Stop';
  return `You cannot remove a ${status} container ${id}. ${how} the container before attempting removal or force remove`;
}

/** Why a first process does not start: runc says of itself that it was already in the container, and no more that it is unknown. */
export const notRun = (version: string, why: string): string =>
  `OCI runtime create failed: runc create failed: unable to start container process: ${
    holds(sentencesOf28, version) ? `error during container init: ${why}` : `${why}: unknown`
  }`;

/** What runc does in the container itself before its process is started, and cannot. */
export const notSetUp = (version: string, why: string): string =>
  notStarted(version, notRun(version, holds(sentencesOf28, version) ? why : `error during container init: ${why}`));

export const notExecuted = (version: string, why: string): string =>
  `OCI runtime exec failed: exec failed: unable to start container process: ${why}${holds(sentencesOf28, version) ? '' : ': unknown'}`;

/** A container cannot be put on its network when it starts. */
export const notPlaced = (version: string, why: string): string =>
  holds(sentencesOf28, version) ? `failed to set up container networking: ${why}` : why;

/** What is wrong with a container's place on a network; from 25 on it is found when the container is made. */
export const wrongPlace = (network: string, why: string): string =>
  `invalid config for network ${network}: invalid endpoint settings:\n${why}`;
