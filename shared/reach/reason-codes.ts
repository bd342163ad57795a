/**
 * Every reason that a verdict can have, with one line of what it means. Closed: a new reason is a line here and a sentence in
 * `reasons.ts`, which does not compile without it.
 */
export const reasonMeanings = {
  'same-segment': 'Both are in one layer-2 domain and one subnet: they speak directly.',
  'same-parent': 'Both are children of one parent interface in bridge mode: the host passes frames between them.',
  'same-bridge': 'Both are ports of one Linux bridge on their host.',
  'host-shim': 'A host speaks with its own containers through a macvlan interface of its own beside them.',
  'any-interface':
    'A machine answers for all its addresses on every interface, with forwarding or without (weak host model).',
  'own-address': 'A host speaks with itself.',
  routed: 'Routers know the way there and the way back, and let both pass.',
  masqueraded: 'A router passes the request on under its own address and gives the reply back.',
  'ipvlan-l3-siblings': 'Both are ipvlan L3 children of one parent: the parent switches between all their subnets.',

  'no-address': 'One of the two has no IPv4 address.',
  'not-there': 'The container or interface does not exist on its host.',
  'not-running': 'The container does not run.',
  'not-started': 'Docker or the kernel refuses to start the container, or to make its network.',
  'parent-missing': "The network's parent interface does not exist on the host.",
  'parent-down': "The container's parent interface, or what it stands on, is down or has no carrier.",
  'link-down': 'An interface of a host on the way is down or has no carrier.',
  'no-route': 'The sender has no route to that address.',
  'gateway-off-link': 'The next hop of a route is not in any subnet of the machine that has the route.',
  'router-no-route': 'A router on the way has no route to the destination.',
  'no-return-route': 'The request arrives, and the way back is not known: no route, or a gateway that nothing owns.',
  'route-forbids': 'A route of type blackhole, unreachable or prohibit takes the packet away.',
  'routing-loop': 'Routers send the packet round in a circle.',
  'no-such-address': 'Nothing in this layer-2 domain has the address, so nothing answers ARP for it.',
  'gateway-missing': 'Nothing in the layer-2 domain of the sender has the address of its gateway.',
  'different-vlan': 'The destination is of the same subnet but in another VLAN: ARP never crosses VLANs.',
  'different-segment': 'The destination is of the same subnet but on another segment: ARP never crosses segments.',
  'different-vlan-no-router': 'Two VLANs, and no router between them.',
  'different-segment-no-router': 'Two segments, and no router between them.',
  'different-subnet-no-router': 'Two subnets in one layer-2 domain, and no router between them.',
  'vlan-not-carried': 'The segment does not carry frames with this tag.',
  'host-to-own-macvlan': 'A host and its own macvlan or ipvlan children never meet on the parent interface.',
  'mode-private': 'macvlan children in private mode do not hear the other children of their parent.',
  'mode-vepa': 'macvlan children in vepa mode hear each other only by a switch that sends frames back (hairpin).',
  'passthru-parent': 'A passthru child has taken over the parent interface: the host itself hears nothing on it.',
  // Measured: c1, on a bridge network too, passed on what its parent's address was asked for as a gateway.
  'passthru-gateway':
    'The gateway is the parent of a container in passthru mode: it answers ARP, the container gets the packets, and may pass them on.',
  'bridge-port': 'An interface that is a port of a bridge or bond does not receive for itself.',
  'port-security': 'The switch port delivers the MAC address of its card only: macvlan containers have others.',
  'duplicate-mac': 'Both have one MAC address: neither takes frames that seem to come from itself.',
  'ipvlan-l3-no-arp': 'ipvlan L3 containers answer no ARP: others need a route to them by their host.',
  'forwarding-off': 'The machine on the way does not pass packets on: ip_forward is 0.',
  'forward-denied': 'The FORWARD chain of a router does not let the packet through.',
  'input-denied': 'The INPUT chain of the destination does not let the packet in.',
  'output-denied': 'The OUTPUT chain of the sender does not let the packet out.',
  'rp-filter': 'Reverse path filtering drops the packet: its source is not reached by the interface on which it came.',
  'martian-source': "A machine drops a packet that claims to come from the machine's own address.",

  'duplicate-address': 'An address stands twice in one layer-2 domain: who answers is a matter of luck.',
  'other-owner': 'Another thing with the same address answers instead of the one that is meant.',
  'hypervisor-filter': 'The host is a virtual machine: its hypervisor may drop frames of foreign MAC addresses.',
  'shared-mac':
    'Another container of the layer-2 domain has the same MAC address: which one is heard is a matter of luck.',
  'wireless-card': 'The card is wireless: an access point drops frames of MAC addresses that did not log in to it.',
  'other-nic-of-own-host':
    'A host and its own container through two NICs on one segment: which NIC answers is not certain.',
  'card-answers':
    "A host's shim behind a switch port that delivers its card's MAC address only: the card answers for the shim, and who asked first decides.",
  'unknown-match': 'A firewall rule has a match that is not understood here.',
  'firewall-unknown': "The router's firewall could not be read.",
  'firewall-manager': 'A firewall manager on the router may filter outside iptables.',
  'nat-uncertain': 'Address translation on the way is more than is understood here.',
  'docker-version-unknown':
    'It depends on the version of Docker, which cannot be read or is newer than all known ones.',
  'network-unknown': 'The container is on a network that is there already, of which the drawing says too little.',
  'host-unknown': 'The state of a host on the way is not known.',
} as const;

export type ReasonCode = keyof typeof reasonMeanings;

export const reasonCodes = Object.keys(reasonMeanings) as readonly ReasonCode[];
