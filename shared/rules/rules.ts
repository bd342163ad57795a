/** Every rule. A new one is a function in the file of its family and a line here. */
import { duplicateAddress, gatewayOnOwnParent, reservedAddress } from './addresses.ts';
import { handedOutTwice, noAddressLeft, unreservedAddress } from './automatic-addresses.ts';
import { bridgeOnWire } from './bridge-subnets.ts';
import { macOnIpvlan, macTwiceOnParent, macTwiceOnWire, secondOnPassthru } from './children.ts';
import { firstAddressTaken, parentUsedTwice } from './docker-refusals.ts';
import { forwardWithoutAllow, oneWayAllow } from './forwarding.ts';
import { memberOfWrongKind, memberTwice, portInUse } from './joined.ts';
import { machineTwice } from './machines.ts';
import { fullPacketsDoNotFit, mtuAboveParent, mtuAboveSegment, mtuOfParentHolds } from './mtu.ts';
import {
  driversOnOneParent,
  misleadingName,
  onNoNetwork,
  overlappingSubnets,
  poolOfDocker,
  vlanOne,
} from './networks.ts';
import { notOurs } from './not-ours.ts';
import { loopbackParent, manyMacAddresses, severalNetworks, twoDefaultRoutes, wirelessParent } from './parents.ts';
import { mountedTwice, portTwice, publishedNowhere } from './published.ts';
import { registryForImages, registryImageMissing, registryName, registryPort, registryTwoNames } from './registry.ts';
import type { Rule } from './rule.ts';
import { addressTwice, gatewayAtEdge, reservedNotFree, routeTwice, tagTwice } from './slips.ts';
import {
  ambiguousRoutes,
  gatewayOfNobody,
  l3OnSeveralHosts,
  noGateway,
  noWayBackToL3,
  subnetInTwoDomains,
  subnetsInOneDomain,
} from './subnets.ts';
import { taggedAndUntagged } from './switch-ports.ts';

export const RULES: readonly Rule[] = [
  duplicateAddress,
  reservedAddress,
  handedOutTwice,
  unreservedAddress,
  gatewayOnOwnParent,
  gatewayOfNobody,
  noGateway,
  subnetInTwoDomains,
  subnetsInOneDomain,
  ambiguousRoutes,
  forwardWithoutAllow,
  oneWayAllow,
  noWayBackToL3,
  l3OnSeveralHosts,
  driversOnOneParent,
  parentUsedTwice,
  firstAddressTaken,
  noAddressLeft,
  macOnIpvlan,
  macTwiceOnParent,
  macTwiceOnWire,
  secondOnPassthru,
  loopbackParent,
  wirelessParent,
  manyMacAddresses,
  severalNetworks,
  twoDefaultRoutes,
  overlappingSubnets,
  poolOfDocker,
  bridgeOnWire,
  misleadingName,
  vlanOne,
  taggedAndUntagged,
  onNoNetwork,
  fullPacketsDoNotFit,
  mtuAboveSegment,
  mtuAboveParent,
  mtuOfParentHolds,
  notOurs,
  memberTwice,
  memberOfWrongKind,
  portInUse,
  portTwice,
  publishedNowhere,
  mountedTwice,
  machineTwice,
  gatewayAtEdge,
  reservedNotFree,
  addressTwice,
  tagTwice,
  routeTwice,
  registryPort,
  registryName,
  registryForImages,
  registryImageMissing,
  registryTwoNames,
];
