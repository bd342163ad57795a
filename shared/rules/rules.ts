/** Every rule. A new one is a function in the file of its family and a line here. */
import { duplicateAddress, gatewayOnOwnParent, reservedAddress } from './addresses.ts';
import { handedOutTwice, unreservedAddress } from './automatic-addresses.ts';
import { driversOnOneParent, misleadingName, overlappingSubnets, registryPort } from './networks.ts';
import {
  loopbackParent,
  manyMacAddresses,
  severalNetworks,
  twoDefaultRoutes,
  twoIpvlansOnParent,
  wirelessParent,
} from './parents.ts';
import type { Rule } from './rule.ts';
import {
  ambiguousRoutes,
  gatewayOfNobody,
  noGateway,
  noWayBackToL3,
  subnetInTwoDomains,
  subnetsInOneDomain,
} from './subnets.ts';

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
  noWayBackToL3,
  driversOnOneParent,
  twoIpvlansOnParent,
  loopbackParent,
  wirelessParent,
  manyMacAddresses,
  severalNetworks,
  twoDefaultRoutes,
  overlappingSubnets,
  misleadingName,
  registryPort,
];
