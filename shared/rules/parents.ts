/** What networks stand on: parents that the kernel, Docker or the wire will not have. */
import { asIpvlan } from '../lab/ipvlan-instead.ts';
import { containerId, interfaceId, type Network, standsOn } from '../lab/lab.ts';
import { wireOf } from '../lab/lookup.ts';
import { isRouted } from '../machine/docker/pools.ts';
import { isWirelessName } from '../net/interface-name.ts';
import { type Problem, problem } from '../problem.ts';
import { perHost } from './each-host.ts';
import { placesOf } from './places.ts';
import type { Rule } from './rule.ts';

/** The kernel makes no child of the loopback interface. */
export const loopbackParent: Rule = {
  code: 'loopback-parent',
  refused: true,
  check: (lab) => [
    ...lab.hosts.flatMap((host) =>
      host.interfaces.flatMap((item) =>
        standsOn(item).includes('lo')
          ? [onLoopback(interfaceId(host.name, item.name), ['hosts', host.name, 'interfaces', item.name])]
          : [],
      ),
    ),
    ...lab.networks.flatMap((network) =>
      network.parents.flatMap((parent) =>
        parent.interface === 'lo' ? [onLoopback(network.name, ['networks', network.name, 'parents', parent.host])] : [],
      ),
    ),
  ],
};

const onLoopback = (subject: string, path: readonly string[]): Problem =>
  problem({
    code: 'loopback-parent',
    message: `${subject} stands on lo, which has no wire and can have no children.`,
    hint: 'Choose a network card or a sub-interface as the parent.',
    subject,
    path,
  });

/** An access point drops frames from MAC addresses that did not log in to it. By the name that systemd and the kernel give to such cards. */
export const wirelessParent: Rule = {
  code: 'wireless-parent',
  check: (lab) =>
    placesOf(lab).flatMap(({ network, host, wire }): readonly Problem[] => {
      const nic = wire.nic.name;
      if (network.driver !== 'macvlan' || !isWirelessName(nic)) return [];
      return [
        problem({
          code: 'wireless-parent',
          message: `${network.name} is macvlan on ${interfaceId(host, nic)}, which is wireless by its name: an access point drops the containers’ MAC addresses.`,
          hint: 'Use ipvlan, whose containers share the card’s MAC address, or a card with a cable.',
          subject: network.name,
          path: ['networks', network.name, 'parents', host],
          fix: { title: 'Use ipvlan l2', edits: asIpvlan(lab, network) },
        }),
      ];
    }),
};

/** More addresses than this behind one port are more than the filters of common cards hold (the kernel's igb: 16 to 32; others 64). */
const MAC_ADDRESSES_OF_A_CARD = 32;

/** Switch port security and the filter of a card know few addresses. */
export const manyMacAddresses: Rule = {
  code: 'many-mac-addresses',
  check: perHost((host, networks) => {
    const counts = new Map<string, number>();
    for (const { network: name } of host.containers.flatMap(({ attachments }) => attachments)) {
      const parent = networks.parentOf(name, host.name);
      const nic = parent === undefined ? undefined : wireOf(host, parent)?.nic.name;
      if (nic === undefined || networks.network(name)?.driver !== 'macvlan') continue;
      counts.set(nic, (counts.get(nic) ?? 0) + 1);
    }
    return [...counts]
      .filter(([, count]) => count > MAC_ADDRESSES_OF_A_CARD)
      .map(([nic, count]) =>
        problem({
          severity: 'warning',
          code: 'many-mac-addresses',
          message: `${count} macvlan containers give ${interfaceId(host.name, nic)} as many MAC addresses, more than the filters of many cards and secured switch ports take.`,
          hint: 'Use ipvlan, or see that the switch port and the hypervisor allow them.',
          subject: interfaceId(host.name, nic),
          path: ['hosts', host.name, 'interfaces', nic],
        }),
      );
  }),
};

/**
 * Docker gives a container on ipvlan L3 its way to everywhere else by the device itself, and refuses to start it when another
 * network brings one too: `routes to ["0.0.0.0/0"]: file exists`. Seen with Docker 20.10 on the real lab.
 */
export const twoDefaultRoutes: Rule = {
  code: 'two-default-routes',
  refused: true,
  check: (lab) => {
    const routed = new Set(lab.networks.filter(isRoutedIpvlan).map(({ name }) => name));
    return lab.hosts.flatMap((host) =>
      host.containers.flatMap((box): readonly Problem[] => {
        const names = box.attachments.map(({ network }) => network);
        const l3 = names.find((name) => routed.has(name));
        const other = names.find((name) => name !== l3);
        if (l3 === undefined || other === undefined) return [];
        const id = containerId(host.name, box.name);
        return [
          problem({
            code: 'two-default-routes',
            message: `${id} is on ${l3}, whose ipvlan mode makes it the way to everywhere else, and on ${other}, which wants to be that too. Docker does not start such a container.`,
            hint: `Let ${l3} be its only network, or use mode l2.`,
            subject: id,
            path: ['hosts', host.name, 'containers', box.name, 'networks'],
          }),
        ];
      }),
    );
  },
};

const isRoutedIpvlan = ({ mode }: Network): boolean => isRouted(mode);

export const severalNetworks: Rule = {
  code: 'several-networks',
  check: perHost((host) =>
    host.containers.flatMap((box): readonly Problem[] => {
      const names = box.attachments.map(({ network }) => network);
      const [first] = [...names].sort();
      if (first === undefined || names.length < 2) return [];
      const id = containerId(host.name, box.name);
      return [
        problem({
          severity: 'warning',
          code: 'several-networks',
          message: `${id} is on ${names.length} networks, and its default route goes by ${first}, the first by name.`,
          hint: 'See that what it answers to is on its networks or behind that gateway, or name the networks in the order that you want.',
          subject: id,
          path: ['hosts', host.name, 'containers', box.name, 'networks'],
        }),
      ];
    }),
  ),
};
