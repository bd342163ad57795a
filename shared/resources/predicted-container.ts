import { type DockerContainer, type DockerEndpoint, type DockerPool, ownerLabel } from '../host/state.ts';
import type { Attachment, Container } from '../lab/lab.ts';
import { endpointMac } from '../machine/docker/endpoints.ts';
import { gatewayOf, lowestFree } from '../machine/docker/pools.ts';
import { formatIpv4, type Ipv4, parseCidr, parseIpv4 } from '../net/ipv4.ts';
import { commandLabel, imageCommand, type ReadyDocker } from './docker.ts';

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
  const found = docker.networks.find(({ name }) => name === network);
  const [pool] = found?.pools ?? [];
  const gateway = found && pool && gatewayOf(docker.version, found, pool);
  const given = address ?? (pool && freeAddress(network, pool, gateway, docker));
  return {
    network,
    fixedAddress: address,
    address: given,
    prefix: pool && parseCidr(pool.subnet)?.prefix,
    gateway: gateway === undefined ? undefined : formatIpv4(gateway),
    mac: mac ?? (given === undefined ? undefined : endpointMac(docker.version, given, undefined)),
  };
}

/** What nothing on this host has; Docker knows of no other host. */
function freeAddress(
  name: string,
  pool: DockerPool,
  gateway: Ipv4 | undefined,
  docker: ReadyDocker,
): string | undefined {
  const endpoints = docker.containers.flatMap((item) => item.endpoints.filter(({ network }) => network === name));
  const texts = [...Object.values(pool.reserved), ...endpoints.map(({ address }) => address ?? '')];
  const used = new Set(texts.flatMap((text) => parseIpv4(text) ?? []));
  if (gateway !== undefined) used.add(gateway);
  const free = lowestFree(pool, used);
  return free === undefined ? undefined : formatIpv4(free);
}
