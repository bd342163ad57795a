/** A host and the children of its own interfaces never meet on these: what is found of such a pair, and what helps. */
import type { Finding, Unanswered } from './findings.ts';
import { isIpvlanL3, type NetInterface, type Stack } from './world.ts';

const isChild = ({ role }: NetInterface): boolean => role === 'macvlan' || role === 'ipvlan';

/** A container's interface that stands on one of the host's. */
const isOwnChild = (host: Stack, item: NetInterface): boolean =>
  host.kind === 'host' && item.stack.kind === 'container' && item.device.host === host.host && isChild(item);

/** One is the other's parent. */
export const meetNowhere = (a: NetInterface, b: NetInterface): boolean =>
  a.device === b.device && (a.role === 'self' ? isChild(b) : isChild(a) && b.role === 'self');

/** A host that has no route to a child of its own: one out of the parent would not lead there. */
export function withChild(finding: Finding, to: NetInterface | undefined): Finding {
  if (finding.code !== 'no-route' && finding.code !== 'no-return-route') return finding;
  return to !== undefined && isOwnChild(finding.stack, to) ? { ...finding, child: to } : finding;
}

/** Why two that are parent and child of each other do not meet, as the end of a sentence. */
export function ownHostWords(a: NetInterface, b: NetInterface): string {
  const child = childOf(a, b);
  const { host, name } = child.device;
  return isIpvlanL3(child)
    ? `${host} and its own ipvlan L3 container ${child.stack.id} never meet on ${name}: what the host sends out there does not come to children of its own, even with a route for it`
    : `a host and its own ${child.role} children never meet on their parent, ${child.device.id}`;
}

const SHIM = 'give the host a shim there (an interface of the host’s own on the macvlan network)';

/** What helps, where it is not what helps most pairs that have this reason. */
export function ownHostMend(finding: Finding): string | undefined {
  switch (finding.code) {
    case 'no-route':
      return finding.child && withoutRoute(finding.child);
    case 'no-return-route':
      return finding.child && finding.gateway === undefined && isIpvlanL3(finding.child) ? BY_ROUTER : undefined;
    case 'ipvlan-l3-no-arp':
      return finding.to && meetNowhere(finding.from, finding.to) ? BY_ROUTER : undefined;
    case 'different-subnet-no-router':
      return meetNowhere(finding.from, finding.to) ? inTwoSubnets(finding.from, finding.to) : undefined;
    case 'host-to-own-macvlan':
      return finding.to && isChild(childOf(finding.from, finding.to)) ? inOneSubnet(finding, finding.to) : undefined;
    default:
      return undefined;
  }
}

// Measured: no answer by a route out of the parent; both ways by a router on the wire that sends the subnet back to the host.
const BY_ROUTER =
  'Give the host a route to the container’s subnet by a router on its segment, and that router one back by this host.';

function withoutRoute(child: NetInterface): string {
  if (isIpvlanL3(child)) return BY_ROUTER;
  if (takesShim(child)) return `Give the host a route by a router, on another machine, that both reach, or ${SHIM}.`;
  return takesAll(child) ? OTHER_CARD : 'Give the host a route by a router, on another machine, that both reach.';
}

function inTwoSubnets(from: NetInterface, to: NetInterface): string {
  const child = childOf(from, to);
  if (takesAll(child)) return OTHER_CARD;
  if (isIpvlanL3(child)) return BY_ROUTER;
  const router = 'Draw a router, on another machine, with an address in both subnets';
  if (!takesShim(child)) return `${router}.`;
  return from === child
    ? `${router}, or ${SHIM}: the container then reaches the host at the shim’s address.`
    : `${router}, or ${SHIM}.`;
}

function inOneSubnet({ from, wanted }: Unanswered, to: NetInterface): string | undefined {
  const child = childOf(from, to);
  if (takesShim(child)) return undefined;
  if (takesAll(child)) return OTHER_CARD;
  return wanted === 'gateway'
    ? 'Give the gateway’s address to a router on another machine.'
    : 'Give the two different subnets, and draw a router, on another machine, with an address in both.';
}

const OTHER_CARD = 'Use another mode, or another card for the host itself.';

const childOf = (from: NetInterface, to: NetInterface): NetInterface => (from.role === 'self' ? to : from);

/** A shim is a macvlan child in bridge mode: it hears children of that mode, and none can stand beside ipvlan's. */
const takesShim = ({ role, mode }: NetInterface): boolean => role === 'macvlan' && mode === 'bridge';

/** The parent hears nothing any more. */
const takesAll = ({ role, mode }: NetInterface): boolean => role === 'macvlan' && mode === 'passthru';
