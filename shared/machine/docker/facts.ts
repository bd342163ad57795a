/** What Docker does, as facts. What differs from version to version is asked for with `holds(fact, version)`. */
import type { Fact } from '../fact.ts';
import { parseVersion } from '../version.ts';

const measured = ['20.10.24', '26.1.5', '28.5.2'];

/** The last major version whose behaviour was measured or read in its source. */
export const NEWEST_KNOWN = 29;

/** Docker's version can be read and is not newer than what these facts were learned from. */
export function isKnownDocker(version: string): boolean {
  const read = parseVersion(version);
  return read !== undefined && read[0] <= NEWEST_KNOWN;
}

export const silentGateway: Fact = {
  name: 'silent-gateway',
  of: 'docker',
  says: 'A macvlan or ipvlan network without a stated gateway gets the first address that it may hand out as its gateway, and does not show it; later there is no gateway then. Drivers of bridges keep taking one.',
  until: [29, 0, 0],
  measured,
  source: 'libnetwork/network.go, ipamAllocateVersion; moby/moby#50929',
};

export const lowestFirst: Fact = {
  name: 'lowest-address-first',
  of: 'docker',
  says: "Addresses are handed out from the lowest: of a range each one, its network address too; of the whole subnet not its network's and its broadcast address. Nothing is remembered of what is not in use now.",
  measured,
  source: 'libnetwork/ipam/allocator.go; libnetwork/ipams/defaultipam',
};

export const gatewayBeforeReserved: Fact = {
  name: 'gateway-before-reserved',
  of: 'docker',
  says: 'The gateway is taken before the reserved addresses: one of these that equals a gateway which nobody stated is refused.',
  measured: ['20.10.24'],
  source: 'libnetwork/network.go, ipamAllocateVersion',
};

export const ownParentEach: Fact = {
  name: 'macvlan-parent-each',
  of: 'docker',
  says: 'Each macvlan network needs a parent interface of its own; later only passthru does.',
  until: [27, 0, 1],
  measured: ['20.10.24', '26.1.5'],
  source: 'libnetwork/drivers/macvlan/macvlan_network.go, createNetwork',
};

export const ownIpvlanParentEach: Fact = {
  name: 'ipvlan-parent-each',
  of: 'docker',
  says: 'Each ipvlan network needs a parent interface of its own.',
  measured: ['20.10.24'],
  source: 'libnetwork/drivers/ipvlan/ipvlan_network.go, createNetwork',
};

export const severalNetworksInRun: Fact = {
  name: 'several-networks-in-run',
  of: 'docker',
  says: 'docker run takes several networks, each with an address and a MAC address; before, they are connected one by one and only the first can have a MAC address.',
  since: [25, 0, 0],
  measured,
  source: 'API 1.44, NetworkingConfig.EndpointsConfig',
};

export const macFromAddress: Fact = {
  name: 'mac-from-address',
  of: 'docker',
  says: 'The MAC address of an endpoint is 02:42 and the four bytes of its IPv4 address; later it is drawn at random.',
  until: [28, 0, 0],
  measured: ['20.10.24', '26.1.5'],
  source: 'libnetwork/netutils/utils.go, GenerateMACFromIP',
};

export const defaultRouteByName: Fact = {
  name: 'default-route-by-name',
  of: 'docker',
  says: 'The default route of a container goes to the first of its networks, by name, that has a way out: not to an internal one, and to an ipvlan L3 by its device.',
  measured,
  source: 'libnetwork/endpoint.go, Less; libnetwork/default_gateway.go, getGatewayEndpoint',
};

export const routedIpvlanByDevice: Fact = {
  name: 'ipvlan-l3-by-device',
  of: 'docker',
  says: 'A container on ipvlan in mode l3 or l3s has its default route by the device and no gateway; beside another network that gives one too it does not start.',
  measured,
  source: 'libnetwork/drivers/ipvlan/ipvlan_joinleave.go',
};

export const noMacOnIpvlan: Fact = {
  name: 'no-mac-on-ipvlan',
  of: 'docker',
  says: 'A MAC address for an endpoint on ipvlan is refused when the container starts: its children share the one of their parent.',
  measured: ['20.10.24'],
  source: 'libnetwork/drivers/ipvlan/ipvlan_endpoint.go, CreateEndpoint',
};

export const poolsApart: Fact = {
  name: 'pools-apart',
  of: 'docker',
  says: 'The subnets of the networks of one host do not overlap, that of docker0 (172.17.0.0/16 if nobody has set another) included.',
  measured,
  source: 'libnetwork/ipam/allocator.go, RequestPool',
};

export const dockerFacts: readonly Fact[] = [
  silentGateway,
  lowestFirst,
  gatewayBeforeReserved,
  ownParentEach,
  ownIpvlanParentEach,
  severalNetworksInRun,
  macFromAddress,
  defaultRouteByName,
  routedIpvlanByDevice,
  noMacOnIpvlan,
  poolsApart,
];
