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
  says: 'A macvlan or ipvlan network without a stated gateway gets the first address that it may hand out as its gateway, and does not show it; later there is no gateway then. Drivers of bridges keep taking one.',
  until: [29, 0, 0],
  measured,
  source: 'libnetwork/network.go, ipamAllocateVersion; moby/moby#50929',
};

export const lowestFirst: Fact = {
  name: 'lowest-address-first',
  says: "Addresses are handed out from the lowest: of a range each one, its network address too; of the whole subnet not its network's and its broadcast address. Nothing is remembered of what is not in use now.",
  measured,
  source: 'libnetwork/ipam/allocator.go; libnetwork/ipams/defaultipam',
};

export const edgesAlways: Fact = {
  name: 'small-networks-have-edges',
  says: "A subnet's network and broadcast address are never handed out, not even those of a /31 or a /32, which has no address left then; later these have no edges.",
  until: [25, 0, 0],
  measured: ['20.10.24'],
  source: 'libnetwork/ipam/allocator.go, insertBitMask; moby/moby#42626',
};

export const gatewayBeforeReserved: Fact = {
  name: 'gateway-before-reserved',
  says: 'The gateway is taken before the reserved addresses: one of these that equals a gateway which nobody stated is refused.',
  measured: ['20.10.24'],
  source: 'libnetwork/network.go, ipamAllocateVersion',
};

export const ownParentEach: Fact = {
  name: 'macvlan-parent-each',
  says: 'Each macvlan network needs a parent interface of its own; later only passthru does.',
  until: [27, 0, 1],
  measured: ['20.10.24', '26.1.5'],
  source: 'libnetwork/drivers/macvlan/macvlan_network.go, createNetwork',
};

export const ownIpvlanParentEach: Fact = {
  name: 'ipvlan-parent-each',
  says: 'Each ipvlan network needs a parent interface of its own.',
  measured: ['20.10.24'],
  source: 'libnetwork/drivers/ipvlan/ipvlan_network.go, createNetwork',
};

export const severalNetworksInRun: Fact = {
  name: 'several-networks-in-run',
  says: 'docker run takes several networks, each with an address and a MAC address; before, they are connected one by one and only the first can have a MAC address.',
  since: [25, 0, 0],
  measured,
  source: 'API 1.44, NetworkingConfig.EndpointsConfig',
};

export const macFromAddress: Fact = {
  name: 'mac-from-address',
  says: 'The MAC address of an endpoint is 02:42 and the four bytes of its IPv4 address; later it is drawn at random.',
  until: [28, 0, 0],
  measured: ['20.10.24', '26.1.5'],
  source: 'libnetwork/netutils/utils.go, GenerateMACFromIP',
};

export const defaultRouteByName: Fact = {
  name: 'default-route-by-name',
  says: 'The default route of a container goes to the first of its networks, by name, that has a way out: not to an internal one where another has, and to an ipvlan L3 by its device.',
  measured,
  source: 'libnetwork/endpoint.go, Less; libnetwork/default_gateway.go, getGatewayEndpoint',
};

export const internalBridgeRoutes: Fact = {
  name: 'internal-bridge-routes',
  says: 'A container on an internal bridge network, and on no other that leads out, has a default route to the bridge all the same: its packets end at the rules there without a word. Later it has none, and is told at once that the network is unreachable.',
  until: [25, 0, 0],
  measured,
  source: 'libnetwork/drivers/bridge/bridge.go, Join; moby/moby#46603',
};

export const routedIpvlanByDevice: Fact = {
  name: 'ipvlan-l3-by-device',
  says: 'A container on ipvlan in mode l3 or l3s has its default route by the device and no gateway; beside another network that gives one too it does not start.',
  measured,
  source: 'libnetwork/drivers/ipvlan/ipvlan_joinleave.go',
};

export const noMacOnIpvlan: Fact = {
  name: 'no-mac-on-ipvlan',
  says: 'A MAC address for an endpoint on ipvlan is refused when the container starts: its children share the one of their parent.',
  measured: ['20.10.24'],
  source: 'libnetwork/drivers/ipvlan/ipvlan_endpoint.go, CreateEndpoint',
};

export const poolsApart: Fact = {
  name: 'pools-apart',
  says: 'The subnets of the networks of one host do not overlap, that of docker0 (172.17.0.0/16 if nobody has set another) included.',
  measured,
  source: 'libnetwork/ipam/allocator.go, RequestPool',
};

export const ipvlanL3s: Fact = {
  name: 'ipvlan-l3s',
  says: 'ipvlan knows the mode l3s; before, it is refused as not valid. Known of 26.1 and not of 20.10.',
  since: [25, 0, 0],
  measured: ['20.10.24', '26.1.5'],
  source: 'libnetwork/drivers/ipvlan/ipvlan.go, modeL3S',
};

export const networkProblemsListed: Fact = {
  name: 'network-problems-listed',
  says: 'What is wrong with the addresses of a new network is refused as a list, invalid network config, a line for each; before, with the first of them alone.',
  since: [25, 0, 0],
  measured: ['20.10.24', '26.1.5'],
  source: 'api/types/network/ipam.go, ValidateIPAM',
};

export const absentInDaemonsWords: Fact = {
  name: 'absent-in-daemons-words',
  says: 'What a command asks for and is not there is told in the daemon’s words (Error response from daemon: network X not found); before, in the command’s own (Error: No such network: X).',
  since: [25, 0, 0],
  measured: ['20.10.24', '26.1.5'],
  source: 'docker/cli, removal of the client’s NotFound wrapping',
};

export const forwardInOwnChain: Fact = {
  name: 'forward-in-own-chain',
  says: 'What Docker lets through is in chains of its own, which FORWARD jumps to behind DOCKER-USER: DOCKER-FORWARD, to DOCKER-CT, the isolation and DOCKER-BRIDGE; before, it stands in FORWARD itself. The policy of FORWARD is DROP either way.',
  since: [28, 0, 0],
  measured,
  source: 'libnetwork/drivers/bridge/setup_ip_tables_linux.go',
};

export const forwardingAtStart: Fact = {
  name: 'forwarding-at-start',
  says: 'A Docker that starts where the kernel does not forward switches ip_forward on and sets the policy of FORWARD to DROP; where it forwards already, the policy stays. Chains, and jumps to them, are made where they are missing.',
  measured: [],
  source: 'libnetwork/drivers/bridge/setup_ip_forwarding.go, setup_ip_tables_linux.go',
};

export const sentencesOf25: Fact = {
  name: 'sentences-of-25',
  says: 'dockerd says other sentences than before where a container does not run, does not start or cannot be removed.',
  since: [25, 0, 0],
  measured: ['20.10.24', '26.1.5'],
  source: 'recorded; the version in between at which each changed is not known',
};

export const placesCheckedEarly: Fact = {
  name: 'places-checked-early',
  says: 'An address that a network cannot give is refused when the container is made, and no container is left; before, when it starts, and the container stays.',
  since: [25, 0, 0],
  measured: ['20.10.24', '26.1.5'],
  source: 'daemon/network.go and api/types/network/endpoint.go, ValidateEndpointSettings',
};

export const loopbackHasIpv6: Fact = {
  name: 'loopback-has-ipv6',
  says: 'lo of a container has ::1; before, IPv6 is switched off in containers without an IPv6 network.',
  since: [26, 0, 0],
  measured: ['20.10.24', '26.1.5'],
  source: 'moby/moby#47062',
};

export const runWords25: Fact = {
  name: 'run-words-of-25',
  says: 'docker run calls itself what creates and runs a new container from an image; before, what runs a command in a new container. Known of 26.1 and not of 20.10.',
  since: [25, 0, 0],
  measured: ['20.10.24', '26.1.5'],
  source: 'docker/cli, cli/command/container/run.go',
};

export const commandWords28: Fact = {
  name: 'command-words-of-28',
  says: 'The docker command says of a wrong use how it is used and where its help is (Run … for more information); before, See … --help. Its network rm ends with the line exit status 1 when it failed.',
  since: [28, 0, 0],
  measured,
  source: 'docker/cli, cli/required.go and cli/cobra.go',
};

export const poolRequestNamed: Fact = {
  name: 'pool-request-named',
  says: 'A pool that overlaps is refused as an invalid pool request; before, by the same sentence without these words.',
  since: [28, 0, 0],
  measured,
  source: 'recorded; the version in between at which it changed is not known',
};

export const sentencesOf28: Fact = {
  name: 'sentences-of-28',
  says: 'dockerd says other sentences than 26 where a container does not start, cannot be placed on its network or be removed, and names who uses a network.',
  since: [28, 0, 0],
  measured,
  source: 'recorded; the version in between at which each changed is not known',
};

export const reloadsRegistries: Fact = {
  name: 'reload-takes-registries',
  says: 'A reload (SIGHUP) takes insecure-registries from daemon.json at once, and containers go on.',
  measured: ['20.10.24'],
  source: 'daemon/reload.go, reloadInsecureRegistries; docs.docker.com, dockerd, configuration reload behavior',
};

export const reloadKeepsRegistries: Fact = {
  name: 'reload-keeps-registries',
  says: 'A reload changes nothing about insecure registries where daemon.json does not have the key insecure-registries: to take the last one back it must be there, empty.',
  measured: [],
  source:
    'daemon/reload.go, reloadInsecureRegistries and later reloadRegistryConfig: conf.IsValueSet("insecure-registries")',
};

export const flagOrFile: Fact = {
  name: 'registries-by-flag-or-file',
  says: 'dockerd does not start, and does not reload, when insecure registries are named by --insecure-registry and in daemon.json too.',
  measured: ['20.10.24'],
  source: 'daemon/config/config.go, findConfigurationConflicts',
};

export const dockerFacts: readonly Fact[] = [
  silentGateway,
  lowestFirst,
  edgesAlways,
  gatewayBeforeReserved,
  ownParentEach,
  ownIpvlanParentEach,
  severalNetworksInRun,
  macFromAddress,
  defaultRouteByName,
  internalBridgeRoutes,
  routedIpvlanByDevice,
  noMacOnIpvlan,
  poolsApart,
  sentencesOf28,
  runWords25,
  commandWords28,
  poolRequestNamed,
  sentencesOf25,
  placesCheckedEarly,
  loopbackHasIpv6,
  forwardInOwnChain,
  forwardingAtStart,
  ipvlanL3s,
  networkProblemsListed,
  absentInDaemonsWords,
  reloadsRegistries,
  reloadKeepsRegistries,
  flagOrFile,
];
