/** What a sender hears of a packet that did not arrive, as the kernel answers it: an ICMP error, its own refusal, or nothing. */
import { formatIpv4, type Ipv4 } from '../../../shared/net/ipv4.ts';
import type { Finding } from '../../../shared/reach/findings.ts';
import type { Stack } from '../../../shared/reach/world.ts';
import type { Echo } from '../os/machine.ts';

type Ended = Exclude<Echo, { readonly kind: 'reply' }>;

/** `likely`: it is not certain, and most likely the packet arrives all the same. */
export type Heard = Ended | { readonly kind: 'likely' };

const LOST = { kind: 'lost' } as const;
const LIKELY = { kind: 'likely' } as const;

/** How iputils words what `--reject-with` sends. */
const REJECTIONS: Readonly<Record<string, string>> = {
  'icmp-port-unreachable': 'Destination Port Unreachable',
  'icmp-host-unreachable': 'Destination Host Unreachable',
  'icmp-net-unreachable': 'Destination Net Unreachable',
  'icmp-proto-unreachable': 'Destination Protocol Unreachable',
  'icmp-net-prohibited': 'Destination Net Prohibited',
  'icmp-host-prohibited': 'Destination Host Prohibited',
  'icmp-admin-prohibited': 'Packet filtered',
};

export function heardOf(finding: Finding, from: Stack, source: Ipv4): Heard {
  switch (finding.code) {
    case 'no-route':
    case 'gateway-off-link':
      if (finding.stack === from) return { kind: 'refused', message: 'Network is unreachable' };
      return errorFrom(finding.stack, source, 'Destination Host Unreachable');
    case 'router-no-route':
      return errorFrom(finding.stack, source, 'Destination Net Unreachable');
    case 'route-forbids':
      return forbidden(finding.stack, finding.route.type, from, source);
    case 'routing-loop':
      return errorFrom(finding.stack, source, 'Time to live exceeded');
    case 'forward-denied':
    case 'input-denied':
      return rejected(finding.stack, finding.rule, source);
    case 'output-denied':
      return { kind: 'refused', message: 'Operation not permitted' };
    case 'duplicate-address':
    case 'other-owner':
    case 'other-nic-of-own-host':
    case 'card-answers':
    case 'hypervisor-filter':
    case 'shared-mac':
    case 'unknown-match':
    case 'firewall-unknown':
    case 'firewall-manager':
    case 'nat-uncertain':
      return LIKELY;
    default:
      return LOST;
  }
}

function forbidden(stack: Stack, type: string, from: Stack, source: Ipv4): Heard {
  if (stack === from) {
    const message =
      type === 'blackhole' ? 'Invalid argument' : type === 'prohibit' ? 'Permission denied' : 'No route to host';
    return { kind: 'refused', message };
  }
  if (type === 'blackhole') return LOST;
  return errorFrom(stack, source, type === 'prohibit' ? 'Packet filtered' : 'Destination Host Unreachable');
}

/** What a rule with REJECT says; undefined: nothing. */
export function rejectionOf(rule: string): string | undefined {
  if (!/-j REJECT/.test(rule)) return undefined;
  return REJECTIONS[/--reject-with (\S+)/.exec(rule)?.[1] ?? 'icmp-port-unreachable'];
}

/** A rule with REJECT answers, one with DROP or a policy does not. */
function rejected(stack: Stack, rule: string, source: Ipv4): Heard {
  const message = rejectionOf(rule);
  return message === undefined ? LOST : errorFrom(stack, source, message);
}

/** By the address that is nearest to whom it goes. */
function errorFrom(stack: Stack, source: Ipv4, message: string): Heard {
  const own = stack.routes.lookup(source)?.dev?.addresses[0]?.address ?? stack.addresses[0];
  return own === undefined ? LOST : { kind: 'error', from: formatIpv4(own), message, after: 0.4 };
}
