/** What the kernel does, as facts; the functions that do so are beside this file. */
import type { Fact } from '../fact.ts';

const measured = ['6.1', '6.12'];

export const renamedWhileUp: Fact = {
  name: 'renamed-while-up',
  says: 'A link that is up can be renamed; before, it had to be taken down first.',
  since: [6, 2, 0],
  measured: ['6.1', '6.12'],
  source: 'net/core/dev.c, dev_change_name; commit bd039b5ea2a9',
};

export const addressesExplained: Fact = {
  name: 'addresses-explained',
  says: 'An address that is there already, and one that is not, are refused with a sentence (Address already assigned, Address not found); before, with a bare EEXIST or EADDRNOTAVAIL. Known of 6.12 and not of 6.1.',
  since: [6, 12, 0],
  measured: ['6.1', '6.12'],
  source: 'net/ipv4/devinet.c, __inet_insert_ifa and inet_rtm_deladdr',
};

export const kernelFacts: readonly Fact[] = [
  renamedWhileUp,
  addressesExplained,
  {
    name: 'connected-route',
    says: 'With each IPv4 address of a link that is up comes a route of scope link to its subnet; a /32, and an address that is not the first of its subnet on the link, bring none.',
    measured,
    source: 'net/ipv4/fib_frontend.c, fib_add_ifaddr',
  },
  {
    name: 'first-address-takes-others-along',
    says: 'When the first address of a subnet goes, the others of that subnet go with it unless promote_secondaries is set; with the last IPv4 address go all routes of the link.',
    measured,
    source: 'net/ipv4/devinet.c, __inet_del_ifa; net/ipv4/fib_frontend.c, fib_disable_ip',
  },
  {
    name: 'new-link-has-defaults',
    says: 'A new link begins with the settings of net.ipv4.conf.default, rp_filter among them; the larger one of all and the link counts for rp_filter.',
    measured,
    source: 'net/ipv4/devinet.c, inetdev_init; include/linux/inetdevice.h, IN_DEV_RPFILTER',
  },
  {
    name: 'one-tag-on-a-parent',
    says: 'A link has one VLAN sub-interface for each tag, whatever its name.',
    measured,
    source: 'net/8021q/vlan.c, vlan_check_real_dev',
  },
  {
    name: 'vlan-follows-its-parent',
    says: 'A VLAN sub-interface cannot come up while its parent is down, goes down with it, and comes up with it.',
    measured,
    source: 'net/8021q/vlan_dev.c, vlan_dev_open; net/8021q/vlan.c, vlan_device_event',
  },
  {
    name: 'one-kind-of-child',
    says: 'A link has children of macvlan or of ipvlan, not of both, and a port of a bridge or bond has neither; lo has none at all.',
    measured,
    source: 'drivers/net/macvlan.c, macvlan_port_create; drivers/net/ipvlan/ipvlan_main.c',
  },
  {
    name: 'passthru-is-alone',
    says: 'A parent of a macvlan in mode passthru has no other macvlan child.',
    measured,
    source: 'drivers/net/macvlan.c, macvlan_common_newlink',
  },
  {
    name: 'one-mac-on-a-parent',
    says: 'Two macvlan children of one parent cannot have one MAC address, nor one of them the parent’s own.',
    measured: ['6.1'],
    source: 'drivers/net/macvlan.c, macvlan_addr_busy',
  },
  {
    name: 'child-never-reaches-its-parent',
    says: 'A macvlan or ipvlan child and the host’s own addresses never reach each other through their parent, in neither direction; through a sibling child in bridge mode they do.',
    measured,
    source: 'drivers/net/macvlan.c, macvlan_handle_frame',
  },
  {
    name: 'one-route-for-each-metric',
    says: 'The main table has one route for each destination and metric, and takes a next hop only when a route of scope link leads to it.',
    measured,
    source: 'net/ipv4/fib_trie.c, fib_table_insert; net/ipv4/fib_semantics.c, fib_check_nh',
  },
  {
    name: 'bridge-takes-a-mac',
    says: 'A bridge to which nobody has given a MAC address takes the lowest of its ports, and has 00:00:00:00:00:00 when the last has left. On hosts with udev, systemd gives each new bridge one (MACAddressPolicy=persistent), which it then keeps.',
    measured: ['6.12', '6.18'],
    source: 'net/bridge/br_stp_if.c, br_stp_recalculate_bridge_id',
  },
  {
    name: 'bridge-without-ports',
    says: 'A bridge that has never had a port, a MAC address given to it or the spanning tree says that it has a carrier, in state UNKNOWN; from then on it has one only with a port that has.',
    measured: ['6.12'],
    source: 'net/bridge/br_stp.c, br_port_state_selection',
  },
  {
    name: 'namespace-begins-empty',
    says: 'A new network namespace has a loopback that is down and without an address until it comes up, no rules, and the host’s settings of net.ipv4.conf.all and default, ip_forward among them.',
    measured: ['6.12', '6.18'],
    source: 'net/core/net_namespace.c, setup_net; net/ipv4/devinet.c, inetdev_event and devinet_init_net',
  },
  {
    name: 'moved-link-begins-anew',
    says: 'A link that moves to another network namespace goes down and loses addresses, routes and its place in a bridge; it keeps its number where nobody there has it. The loopback and bridges cannot move. When a namespace goes, cards return to the host (by the source alone), and all other links go with the other ends of their cables.',
    measured: ['6.12', '6.18'],
    source: 'net/core/dev.c, dev_change_net_namespace and default_device_exit_net',
  },
  {
    name: 'forwarding-for-all',
    says: 'Setting ip_forward sets forwarding of all links and of those to come, and with it a router no longer takes redirects.',
    measured,
    source: 'net/ipv4/devinet.c, inet_forward_change',
  },
];
