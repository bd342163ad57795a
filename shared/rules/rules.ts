/** Every rule. A new one is a function in the file of its family and a line here. */
import { duplicateAddress, gatewayOnOwnParent, reservedAddress } from './addresses.ts';
import { driversOnOneParent, misleadingName, overlappingSubnets, registryPort } from './networks.ts';
import type { Rule } from './rule.ts';

export const RULES: readonly Rule[] = [
  duplicateAddress,
  reservedAddress,
  gatewayOnOwnParent,
  driversOnOneParent,
  overlappingSubnets,
  misleadingName,
  registryPort,
];
