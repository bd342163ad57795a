/** Packets that are too large for where they have to pass. Verdicts are those of a small ping, which always fits. */
import { type Host, interfaceId, type Lab, standsOn } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import { NESTED_MAX } from '../lab/things/standing.ts';
import { type Problem, problem } from '../problem.ts';
import { mtuOf } from '../resources/link-setting.ts';
import type { Rule } from './rule.ts';

/** What Ethernet carries where nothing else is said: a ping with 1,472 bytes of data and its headers. */
const USUAL = 1500;

interface Stated {
  readonly id: string;
  readonly mtu: number;
  readonly path: readonly string[];
}

/** Everything that states an MTU which holds: a network's does where a parent states none. */
const stated = (lab: Lab): readonly Stated[] => {
  const { segments, hosts, networks } = lab;
  const holding = networks.filter(
    ({ parents }) =>
      parents.length === 0 ||
      parents.some(({ host, interface: parent }) => indexOf(lab).interface(host, parent)?.mtu === undefined),
  );
  return [
    ...segments.map(({ name, mtu }) => ({ id: name, mtu, path: ['segments', name, 'mtu'] })),
    ...holding.map(({ name, mtu }) => ({ id: name, mtu, path: ['networks', name, 'mtu'] })),
    ...hosts.flatMap((host) => host.interfaces.map(({ name, mtu }) => ({ ...at(host, name), mtu }))),
  ].flatMap(({ mtu, ...of }) => (mtu === undefined ? [] : [{ ...of, mtu }]));
};

const at = (host: Host, name: string) => ({
  id: interfaceId(host.name, name),
  path: ['hosts', host.name, 'interfaces', name, 'mtu'],
});

export const fullPacketsDoNotFit: Rule = {
  code: 'full-packets-do-not-fit',
  check: (lab) =>
    stated(lab)
      .filter(({ mtu }) => mtu < USUAL)
      .map(({ id, mtu, path }) =>
        problem({
          severity: 'warning',
          code: 'full-packets-do-not-fit',
          message: `${id} has an MTU of ${mtu}: pings with 1,472 bytes of data (ping -s 1472 -M do) do not fit there, though small ones pass.`,
          hint: 'Take the MTU away, or give whoever sends through it the same.',
          subject: id,
          path,
        }),
      ),
};

/** What an interface has at last: its own, or that of what it stands on. */
function mtuOn(lab: Lab, host: Host, name: string): number {
  let current = indexOf(lab).interface(host.name, name);
  for (let depth = 0; current !== undefined && depth <= NESTED_MAX; depth++) {
    const own = mtuOf(lab, host, current);
    if (own !== undefined) return own;
    current = indexOf(lab).interface(host.name, standsOn(current)[0] ?? '');
  }
  return USUAL;
}

export const mtuAboveSegment: Rule = {
  code: 'mtu-above-segment',
  check: (lab) =>
    lab.hosts.flatMap((host) =>
      host.interfaces.flatMap((item): readonly Problem[] => {
        const own = mtuOf(lab, host, item);
        if (item.kind !== 'nic' || own === undefined) return [];
        const carries = indexOf(lab).segment(item.segment)?.mtu ?? USUAL;
        if (own <= carries) return [];
        const { id, path } = at(host, item.name);
        return [
          problem({
            severity: 'warning',
            code: 'mtu-above-segment',
            message: `${id} sends packets of up to ${own} bytes, and ${item.segment} carries ${carries}: larger ones are lost without a word.`,
            hint: `Give ${item.segment} an mtu of ${own} if its switches are set so, or ${item.name} one of ${carries}.`,
            subject: id,
            path,
          }),
        ];
      }),
    ),
};

/** The kernel: `RTNETLINK answers: Numerical result out of range`. */
export const mtuAboveParent: Rule = {
  code: 'mtu-above-parent',
  refused: true,
  check: (lab) =>
    lab.hosts.flatMap((host) =>
      host.interfaces.flatMap((item): readonly Problem[] => {
        const own = mtuOf(lab, host, item);
        const [parent] = standsOn(item);
        if (parent === undefined || own === undefined) return [];
        const below = mtuOn(lab, host, parent);
        if (own <= below) return [];
        const { id, path } = at(host, item.name);
        return [
          problem({
            code: 'mtu-above-parent',
            message: `${id} cannot have an MTU of ${own}: it stands on ${parent}, which has ${below}.`,
            hint: `Give ${parent} an mtu of ${own} or more.`,
            subject: id,
            path,
          }),
        ];
      }),
    ),
};

/** Containers have the MTU of their network's parent, whatever the network says (`link-setting.ts`). */
export const mtuOfParentHolds: Rule = {
  code: 'mtu-of-parent-holds',
  check: (lab) =>
    lab.networks.flatMap((network) =>
      network.parents.flatMap(({ host, interface: parent }): readonly Problem[] => {
        const own = indexOf(lab).interface(host, parent)?.mtu;
        if (network.mtu === undefined || own === undefined || own === network.mtu) return [];
        return [
          problem({
            severity: 'warning',
            code: 'mtu-of-parent-holds',
            message: `Containers on ${network.name} have an MTU of ${own} on ${host}, not ${network.mtu}: Docker gives them that of ${parent}.`,
            hint: `State the same for both, or for ${network.name} alone.`,
            subject: network.name,
            path: ['networks', network.name, 'mtu'],
          }),
        ];
      }),
    ),
};
