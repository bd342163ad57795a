import { addressKind } from './address.ts';
import { certificateKind } from './certificate.ts';
import { containerKind } from './container.ts';
import { forwardRuleKind } from './forward-rule.ts';
import { forwardingKind } from './forwarding.ts';
import { imageKind } from './image.ts';
import { joinedLinkKind } from './joined-link.ts';
import { linkSettingKinds } from './link-setting.ts';
import { masqueradeKind } from './masquerade.ts';
import { networkKind } from './network.ts';
import { persistKind } from './persistence.ts';
import { registryKind } from './registry.ts';
import type { ResourceKind } from './resource.ts';
import { routeKind } from './route.ts';
import { shimKind } from './shim.ts';
import { trustKind } from './trust.ts';
import { vlanKind } from './vlan.ts';
import { volumeKind } from './volume.ts';

/**
 * Every kind of thing that we put on hosts. Where nothing requires another order, things come in this one: a router forwards
 * only when its routes and rules are complete.
 */
export const kinds: readonly ResourceKind[] = [
  ...linkSettingKinds,
  joinedLinkKind,
  vlanKind,
  addressKind,
  shimKind,
  routeKind,
  forwardRuleKind,
  masqueradeKind,
  forwardingKind,
  networkKind,
  volumeKind,
  trustKind,
  certificateKind,
  imageKind,
  registryKind,
  containerKind,
  persistKind,
];
