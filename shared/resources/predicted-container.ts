import { type DockerContainer, type DockerEndpoint, type DockerPool, ownerLabel } from '../host/state.ts';
import { candidates } from '../lab/address-pool.ts';
import type { Attachment, Container } from '../lab/lab.ts';
import { formatIpv4, parseCidr } from '../net/ipv4.ts';
import { dockerMac } from '../net/mac.ts';
import { atLeast, commandLabel, imageCommand, type ReadyDocker } from './docker.ts';

/** The container as it will run beside what Docker has already. */
export function predictedContainer(lab: string, wanted: Container, docker: ReadyDocker): DockerContainer {
  const { name, image, command, attachments } = wanted;
  return {
    id: `predicted-${name}`,
    name,
    image,
    imageId: docker.images.find(({ tags }) => tags.includes(image))?.id ?? '',
    command,
    status: 'running',
    pid: 1,
    labels: { [ownerLabel]: lab, ...(command.length === 0 ? { [commandLabel]: imageCommand } : {}) },
    networkMode: attachments[0]?.network ?? 'none',
    endpoints: attachments.map((attachment) => endpoint(attachment, docker)),
  };
}

function endpoint({ network, address, mac }: Attachment, docker: ReadyDocker): DockerEndpoint {
  const [pool] = docker.networks.find(({ name }) => name === network)?.pools ?? [];
  const gateway = pool && (pool.gateway ?? silentGateway(pool, docker));
  const given = address ?? (pool && freeAddress(network, pool, gateway, docker));
  return {
    network,
    fixedAddress: address,
    address: given,
    prefix: pool && parseCidr(pool.subnet)?.prefix,
    gateway,
    mac: mac ?? (given === undefined ? undefined : dockerMac(given)),
  };
}

/**
 * Docker before 29 gives a network without a gateway one all the same: the first address that it may hand out, and
 * does not show it among the network's settings (measured on 20.10).
 */
function silentGateway(pool: DockerPool, { version }: ReadyDocker): string | undefined {
  const [first] = atLeast(version, 29) ? [] : [...candidates(pool)];
  return first === undefined ? undefined : formatIpv4(first);
}

/** Docker hands out the lowest address that nothing on this host has; it knows of no other host (rule 11). */
function freeAddress(
  name: string,
  pool: DockerPool,
  gateway: string | undefined,
  docker: ReadyDocker,
): string | undefined {
  const endpoints = docker.containers.flatMap((item) => item.endpoints.filter(({ network }) => network === name));
  const used = new Set([gateway, ...Object.values(pool.reserved), ...endpoints.map(({ address }) => address)]);
  for (const address of candidates(pool)) {
    if (!used.has(formatIpv4(address))) return formatIpv4(address);
  }
  return undefined;
}
