import type { DockerContainer, DockerEndpoint } from '../host/state.ts';
import type { Attachment, Container } from '../lab/lab.ts';
import { sameIp } from '../net/ip.ts';
import { optionDifference } from './container-options.ts';
import { commandLabel, imageCommand, imageName, labelOf, type ReadyDocker } from './docker.ts';

/** What of a container cannot be changed in place and is not as wanted, for a person; undefined: nothing. */
export function containerDifference(item: DockerContainer, wanted: Container, docker: ReadyDocker): string | undefined {
  const { image, attachments, entrypoint = [] } = wanted;
  // Docker shows the first word of an entrypoint apart from the others.
  const command = [...entrypoint.slice(1), ...wanted.command];
  if (imageName(item.image) !== imageName(image)) return `its image is ${item.image}, not ${image}`;
  const byImage = labelOf(item.labels, commandLabel) === imageCommand;
  const ofImage = command.length === 0 && entrypoint.length === 0;
  if (byImage !== ofImage || (!byImage && item.command.join('\0') !== command.join('\0'))) {
    const words = (list: readonly string[]): string => (list.length === 0 ? "the image's own" : list.join(' '));
    return `its command is ${words(byImage ? [] : item.command)}, not ${words(command)}`;
  }
  const other = optionDifference(item.labels, wanted);
  if (other !== undefined) return other;
  if (item.status === 'created') return 'it was never started';
  if (item.status === 'dead' || item.status === 'removing') return 'Docker failed to remove it';
  return networkDifference(item, attachments, docker);
}

function networkDifference(
  item: DockerContainer,
  attachments: readonly Attachment[],
  docker: ReadyDocker,
): string | undefined {
  const endpoints = item.endpoints.filter(({ network }) => network !== 'none');
  const extra = endpoints.find(({ network }) => !attachments.some((wanted) => wanted.network === network));
  if (extra !== undefined) return `it is on ${extra.network} too`;
  for (const wanted of attachments) {
    const endpoint = endpoints.find(({ network }) => network === wanted.network);
    if (endpoint === undefined) return `it is not on ${wanted.network}`;
    if (!docker.networks.some(({ name }) => name === wanted.network)) return `its network ${wanted.network} is gone`;
    const how = endpointDifference(endpoint, wanted);
    if (how !== undefined) return how;
  }
  return undefined;
}

function endpointDifference(endpoint: DockerEndpoint, { network, address, mac }: Attachment): string | undefined {
  const { fixedAddress } = endpoint;
  const same =
    address === undefined || fixedAddress === undefined ? address === fixedAddress : sameIp(address, fixedAddress);
  if (!same) {
    const chosen = "of Docker's choice";
    return `its address on ${network} is ${fixedAddress ?? chosen}, not ${address ?? chosen}`;
  }
  // Only a running container has a MAC address to compare.
  if (mac === undefined || endpoint.mac === undefined) return undefined;
  if (mac.toLowerCase() === endpoint.mac.toLowerCase()) return undefined;
  return `its MAC address on ${network} is ${endpoint.mac}, not ${mac}`;
}
