import { type DockerContainer, type DockerEndpoint, type DockerNetwork, ownerLabel } from '../host/state.ts';
import type { Attachment, Container } from '../lab/lab.ts';
import { addressPart } from '../net/ip.ts';
import { firstUsable, formatIpv4, lastUsable, parseCidr, parseIpv4 } from '../net/ipv4.ts';
import { dockerMac } from '../net/mac.ts';
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
  const of = docker.networks.find(({ name }) => name === network);
  const [pool] = of?.pools ?? [];
  const given = address ?? (of && freeAddress(of, docker));
  return {
    network,
    fixedAddress: address,
    address: given,
    prefix: pool && parseCidr(pool.subnet)?.prefix,
    gateway: pool?.gateway,
    mac: mac ?? (given === undefined ? undefined : dockerMac(given)),
  };
}

/** Docker hands out the lowest address of the range that nothing on this host has; it knows of no other host (rule 11). */
function freeAddress({ name, pools: [pool] }: DockerNetwork, docker: ReadyDocker): string | undefined {
  const block = pool && parseCidr(pool.range ?? pool.subnet);
  const subnet = pool && parseCidr(pool.subnet);
  if (pool === undefined || block === undefined || subnet === undefined) return undefined;
  const used = new Set(
    [
      pool.gateway,
      ...Object.values(pool.reserved),
      ...docker.containers.flatMap(({ endpoints }) =>
        endpoints.map((end) => (end.network === name ? end.address : undefined)),
      ),
    ].map((address) => (address === undefined ? undefined : parseIpv4(addressPart(address)))),
  );
  const inSubnet = pool.range === undefined;
  const from = inSubnet ? firstUsable(block) : block.address;
  const to = inSubnet ? lastUsable(block) : block.address + 2 ** (32 - block.prefix) - 1;
  for (let address = from; address <= to; address += 1) {
    if (!used.has(address) && address !== subnet.address) return formatIpv4(address);
  }
  return undefined;
}
