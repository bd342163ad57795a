/** For each reason that keeps a ping from coming back: what one changes, in the lab or on a host, so that it does. */
import type { GoodCode } from './findings.ts';
import type { ReasonCode } from './reason-codes.ts';
import type { Reason } from './verdict.ts';

const mends: Readonly<Record<Exclude<ReasonCode, GoodCode>, string>> = {
  'no-address': 'Give it an IPv4 address.',
  'not-there': 'Deploy the lab: it makes what is missing.',
  'not-running': 'Look at what the container printed (docker logs), then deploy again: it starts it.',
  'not-started': 'Change what Docker refuses (validate says how), then deploy again.',
  'parent-missing': 'Deploy again: it makes the sub-interface, and restarts the containers that lost it.',
  'parent-down': 'Set the interface up, and what it stands on; a card needs its cable, too.',
  'link-down': 'Set the interface up, and what it stands on; a card needs its cable, too.',
  'no-route': 'Give the sender a gateway or a route.',
  'gateway-off-link': 'Use a next hop in a subnet of the machine’s own.',
  'router-no-route': 'Give the router a route to the destination.',
  'no-return-route': 'Give the answering side a route or a gateway for the way back.',
  'route-forbids': 'Remove that route, or add a longer prefix beside it.',
  'routing-loop': 'Change the routes of the routers so that one of them leads to the destination.',
  'no-such-address': 'See which address the destination has, and in which VLAN.',
  'gateway-missing': 'Give the gateway’s address to an interface of a router in that VLAN.',
  'different-vlan':
    'Put both into one VLAN, or give them different subnets and a router between; if a switch port joins an untagged card to the VLAN, say so at the card: port: { access: N }.',
  'different-segment': 'Put both on one segment, or give them different subnets and a router between.',
  'different-vlan-no-router': 'Draw a router with an address in both VLANs.',
  'different-segment-no-router': 'Draw a router with a card on both segments.',
  'different-subnet-no-router': 'Use one subnet, or draw a router with an address in both.',
  'vlan-not-carried': 'Add the tag to those that the segment carries.',
  'host-to-own-macvlan': 'Give the host a shim there: an interface of the host’s own on the macvlan network.',
  'mode-private': 'Use bridge mode if they are to speak.',
  'mode-vepa': 'Use bridge mode, or a switch with hairpin mode on that port.',
  'passthru-gateway': 'Use another mode for that network, or another gateway.',
  'passthru-parent': 'Use another mode, or another card for the host itself.',
  'bridge-port': 'Give the address to the bridge or bond instead.',
  'ipvlan-l3-no-arp': 'Give the other side a route to the subnet by the address of the container’s host.',
  'forwarding-off': 'Switch forwarding on at that machine: routing with forward: true.',
  'forward-denied':
    'Allow this direction, and the way back, under the router’s routing, or remove the rule that denies it.',
  'input-denied': 'Allow ICMP in the INPUT chain of that machine.',
  'output-denied': 'Allow ICMP in the OUTPUT chain of that machine.',
  'rp-filter': 'Let the packets come back the way they came, or set rp_filter to 2 on that interface.',
  'martian-source': 'Take the address away from one of the two.',
  'duplicate-address': 'Give one of them another address.',
  'other-owner': 'Give one of them another address.',
  'hypervisor-filter':
    'Set that there (promiscuous on the guest alone is not enough), or use ipvlan; when a verify has shown once that it passes, it is certain from then on.',
  'port-security': 'Use ipvlan, whose containers share the card’s MAC address, or let the port deliver others.',
  'duplicate-mac': 'Give one of them another MAC address, or leave both to Docker.',
  'shared-mac': 'Give one of them another MAC address, or leave both to Docker.',
  'wireless-card': 'Use ipvlan, whose containers share the card’s MAC address, or a card with a cable.',
  'other-nic-of-own-host': 'Take the address off the containers’ card, or use two segments.',
  'card-answers': 'Let the port deliver other MAC addresses, or use ipvlan and no shim.',
  'unknown-match': 'Read that rule on the router.',
  'firewall-unknown': 'Log in to the router and read its rules.',
  'firewall-manager': 'Ask the firewall manager on the router (firewall-cmd --list-all).',
  'nat-uncertain': 'Read the nat table of that machine.',
  'docker-version-unknown': 'State gateways and addresses in the drawing, and verify after the deploy.',
  'network-unknown': 'State its subnet and parents, or let plan and verify look at the host.',
  'host-unknown': 'See that the host can be reached, and verify again.',
};

/** One sentence; undefined for a reason why a ping works, which needs no mending. */
export const mendOf = ({ code, mend }: Pick<Reason, 'code' | 'mend'>): string | undefined =>
  mend ?? (code in mends ? mends[code as keyof typeof mends] : undefined);
