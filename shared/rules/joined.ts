/** What bonds and bridges join: cards that are in two, or that something else stands on. */
import { type Host, type Interface, interfaceId, interfaceNamed, type Lab, standsOn } from '../lab/lab.ts';
import { type Problem, problem } from '../problem.ts';
import type { Rule } from './rule.ts';

type Joining = Extract<Interface, { readonly members: readonly string[] }>;

const joiningOn = (host: Host): readonly Joining[] =>
  host.interfaces.filter((item): item is Joining => item.kind === 'bond' || item.kind === 'bridge');

const keyOf = (item: Joining): string => (item.kind === 'bond' ? 'bond' : 'bridge');
const pathOf = (host: Host, item: Joining): readonly string[] => [
  'hosts',
  host.name,
  'interfaces',
  item.name,
  keyOf(item),
];

const eachMember = (
  lab: Lab,
  check: (host: Host, item: Joining, member: string, at: number) => readonly Problem[],
): readonly Problem[] =>
  lab.hosts.flatMap((host) =>
    joiningOn(host).flatMap((item) => item.members.flatMap((member, at) => check(host, item, member, at))),
  );

/** The kernel: `Device or resource busy`. */
export const memberTwice: Rule = {
  code: 'member-twice',
  refused: true,
  check(lab) {
    const first = new Map<string, string>();
    return eachMember(lab, (host, item, member, at) => {
      const id = interfaceId(host.name, member);
      const other = first.get(id);
      if (other === undefined) {
        first.set(id, item.name);
        return [];
      }
      return [
        problem({
          code: 'member-twice',
          message: `${id} is a part of ${other} and of ${item.name}, and an interface can be a part of one.`,
          hint: `Take it out of ${other} or of ${item.name}.`,
          subject: interfaceId(host.name, item.name),
          path: [...pathOf(host, item), at],
        }),
      ];
    });
  },
};

/** net/bridge/br_if.c: `Can not enslave a bridge to a bridge`; bonds of anything but cards are nobody's. */
export const memberOfWrongKind: Rule = {
  code: 'member-of-wrong-kind',
  refused: true,
  check: (lab) => [
    ...lab.hosts.flatMap((host) =>
      joiningOn(host).flatMap((item): readonly Problem[] =>
        item.kind === 'bond' && item.members.length === 0
          ? [
              problem({
                code: 'member-of-wrong-kind',
                message: `${interfaceId(host.name, item.name)} joins no card, and a bond without one carries nothing.`,
                hint: 'Name its cards, bond: [ens36, ens37], or write dummy: true.',
                subject: interfaceId(host.name, item.name),
                path: pathOf(host, item),
              }),
            ]
          : [],
      ),
    ),
    ...eachMember(lab, (host, item, member, at) => {
      const kind = interfaceNamed(host, member)?.kind;
      const wrong = item.kind === 'bond' ? kind !== 'nic' : kind === 'bridge' || kind === 'shim';
      if (kind === undefined || !wrong) return [];
      return [
        problem({
          code: 'member-of-wrong-kind',
          message:
            item.kind === 'bond'
              ? `${item.name} of ${host.name} joins ${member}, which is no network card.`
              : `${item.name} of ${host.name} has the port ${member}, and a ${kind} cannot be one.`,
          hint:
            item.kind === 'bond'
              ? 'Name network cards of the host.'
              : 'Name cards, bonds, sub-interfaces or dummies of the host.',
          subject: interfaceId(host.name, item.name),
          path: [...pathOf(host, item), at],
        }),
      ];
    }),
  ],
};

/** A port receives for its bridge, not for itself: its address answers nobody, and the kernel makes no macvlan on it. */
export const portInUse: Rule = {
  code: 'port-in-use',
  refused: true,
  check: (lab) =>
    eachMember(lab, (host, item, member, at) => {
      const nic = interfaceNamed(host, member);
      const network = lab.networks.find(({ parents }) =>
        parents.some((parent) => parent.host === host.name && parent.interface === member),
      );
      const shim = host.interfaces.find((other) => other.kind === 'shim' && standsOn(other).includes(member));
      const what = nic?.address !== undefined ? `the address ${nic.address}` : (network?.name ?? shim?.name);
      if (what === undefined) return [];
      return [
        problem({
          code: 'port-in-use',
          message: `${interfaceId(host.name, member)} is a part of ${item.name} and has ${what} too, where nothing arrives: what comes in is ${item.name}’s.`,
          hint: `Put ${what} on ${item.name}.`,
          subject: interfaceId(host.name, member),
          path: [...pathOf(host, item), at],
        }),
      ];
    }),
};
