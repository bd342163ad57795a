/** Docker networks that cannot stand beside each other on one host, and names that contradict themselves. */
import { interfacePath, set } from '../lab/edit/edits.ts';
import { containerId, interfaceId, type Lab } from '../lab/lab.ts';
import { NO_PARENT } from '../lab/things/network.ts';
import { defaultPool } from '../machine/docker/pools.ts';
import { formatCidr, overlaps, parseCidr } from '../net/ipv4.ts';
import { vlanOfName } from '../net/vlan.ts';
import { type Problem, problem } from '../problem.ts';
import { listed } from '../shown.ts';
import type { Rule } from './rule.ts';

/** The networks on each host, by name of host. */
function perHost(
  lab: Lab,
): ReadonlyMap<string, readonly { readonly network: Lab['networks'][number]; readonly parent: string }[]> {
  const found = new Map<string, { readonly network: Lab['networks'][number]; readonly parent: string }[]>();
  for (const network of lab.networks) {
    for (const { host, interface: parent } of network.parents) {
      const here = found.get(host) ?? [];
      here.push({ network, parent });
      found.set(host, here);
    }
  }
  return found;
}

/** The kernel allows one kind of child on a parent: `device or resource busy`. */
export const driversOnOneParent: Rule = {
  code: 'macvlan-and-ipvlan',
  refused: true,
  check: (lab) =>
    [...perHost(lab)].flatMap(([host, here]) => {
      const first = new Map<string, Lab['networks'][number]>();
      return here.flatMap(({ network, parent }): readonly Problem[] => {
        const other = first.get(parent) ?? network;
        first.set(parent, other);
        if (parent === NO_PARENT || other.driver === network.driver) return [];
        return [
          problem({
            code: 'macvlan-and-ipvlan',
            message: `${other.name} (${other.driver}) and ${network.name} (${network.driver}) stand on the same parent ${interfaceId(host, parent)}, and the kernel allows one kind.`,
            hint: 'Use one driver for both, or another parent interface.',
            subject: network.name,
            path: ['networks', network.name, 'parents', host],
          }),
        ];
      });
    }),
};

/** `pools-apart`: docker0 has its subnet before any network comes. Hosts may be set up otherwise: the plan looks there. */
export const poolOfDocker: Rule = {
  code: 'pool-of-docker0',
  check: (lab) =>
    lab.networks.flatMap(({ name, subnet, parents, external }): readonly Problem[] => {
      const cidr = parseCidr(subnet);
      if (external || cidr === undefined || parents.length === 0 || !overlaps(cidr, defaultPool)) return [];
      return [
        problem({
          severity: 'warning',
          code: 'pool-of-docker0',
          message: `${subnet} of ${name} overlaps with ${formatCidr(defaultPool)}, which Docker’s own bridge docker0 has on most hosts: Docker does not make such a network there.`,
          hint: `Give ${name} another subnet.`,
          subject: name,
          path: ['networks', name, 'subnet'],
        }),
      ];
    }),
};

/** Docker: `Pool overlaps with other one on this address space`. */
export const overlappingSubnets: Rule = {
  code: 'overlapping-subnets',
  refused: true,
  check: (lab) =>
    [...perHost(lab)].flatMap(([host, here]) => {
      const blocks = here
        .flatMap(({ network }) => {
          const cidr = parseCidr(network.subnet);
          return cidr === undefined ? [] : [{ network, cidr }];
        })
        .sort((a, b) => a.cidr.address - b.cidr.address || a.cidr.prefix - b.cidr.prefix);
      return blocks.flatMap(({ network, cidr }, at): readonly Problem[] => {
        const before = blocks[at - 1];
        if (before === undefined || !overlaps(before.cidr, cidr)) return [];
        return [
          problem({
            code: 'overlapping-subnets',
            message: `${before.network.name} (${before.network.subnet}) and ${network.name} (${network.subnet}) overlap, and both are on ${host}.`,
            hint: 'Give each network of a host a subnet of its own.',
            subject: network.name,
            path: ['networks', network.name, 'subnet'],
          }),
        ];
      });
    }),
};

/** `ens33.10` with vlan 20 is valid and misleads everyone who reads it. */
export const misleadingName: Rule = {
  code: 'misleading-interface-name',
  check: (lab) =>
    lab.hosts.flatMap((host) =>
      host.interfaces.flatMap((item): readonly Problem[] => {
        const said = vlanOfName(item.name)?.vlan;
        if (item.kind !== 'vlan' || said === undefined || said === item.vlan) return [];
        const id = interfaceId(host.name, item.name);
        return [
          problem({
            severity: 'warning',
            code: 'misleading-interface-name',
            message: `${id} is named after VLAN ${said} and has the tag ${item.vlan}.`,
            hint: 'Make the name and the tag agree.',
            subject: id,
            path: ['hosts', host.name, 'interfaces', item.name, 'vlan'],
            fix: {
              title: `Use VLAN ${said}`,
              edits: [set([...interfacePath(host.name, item.name), 'vlan'], said)],
            },
          }),
        ];
      }),
    ),
};

/** What switches deliver untagged: VLAN 1 is the native VLAN of a trunk unless somebody has set another (IEEE 802.1Q, 9.6). */
export const vlanOne: Rule = {
  code: 'vlan-one',
  check: (lab) =>
    lab.hosts.flatMap((host) =>
      host.interfaces.flatMap((item): readonly Problem[] => {
        if (item.kind !== 'vlan' || item.vlan !== 1) return [];
        const id = interfaceId(host.name, item.name);
        return [
          problem({
            severity: 'warning',
            code: 'vlan-one',
            message: `${id} sends and expects frames tagged with VLAN 1, and most switches send those of VLAN 1 untagged: nothing would arrive here.`,
            hint: `Use ${item.parent} itself, which has the untagged frames, or another VLAN.`,
            subject: id,
            path: ['hosts', host.name, 'interfaces', item.name, 'vlan'],
          }),
        ];
      }),
    ),
};

export const onNoNetwork: Rule = {
  code: 'no-network',
  check: (lab) =>
    lab.hosts.flatMap((host) =>
      host.containers.flatMap((box): readonly Problem[] => {
        if (box.attachments.length > 0) return [];
        const id = containerId(host.name, box.name);
        return [
          problem({
            severity: 'warning',
            code: 'no-network',
            message: `${id} is on no network: it has its loopback only, and no ping reaches it.`,
            hint:
              lab.networks.length === 0
                ? 'Draw a network, and name it under networks of the container.'
                : `Name one under networks of the container: there ${lab.networks.length === 1 ? 'is' : 'are'} ${listed(lab.networks.map(({ name }) => name))}.`,
            subject: id,
            path: ['hosts', host.name, 'containers', box.name],
          }),
        ];
      }),
    ),
};
