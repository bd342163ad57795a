/** Routers that let through less than people mean. */
import { add, hostPath, set } from '../lab/edit/edits.ts';
import type { Host, Lab } from '../lab/lab.ts';
import { type Cidr, overlaps, parseCidrOrAddress } from '../net/ipv4.ts';
import { type Problem, problem } from '../problem.ts';
import type { Rule } from './rule.ts';

/** Docker sets the policy of FORWARD to DROP where it has switched forwarding on itself (libnetwork, `setupIPForwarding`). */
export const forwardWithoutAllow: Rule = {
  code: 'forward-without-allow',
  check: ({ hosts }) =>
    hosts.flatMap((host): readonly Problem[] => {
      const { name, routing, unmanaged } = host;
      if (unmanaged || routing?.forward !== true || routing.allow !== 'none') return [];
      return [
        problem({
          severity: 'warning',
          code: 'forward-without-allow',
          message: `${name} forwards, and its rules let nothing through: where Docker is installed, it sets the policy of FORWARD to DROP, and no packet passes.`,
          hint: 'Add allow: all under routing, or the rules that you mean.',
          subject: name,
          path: ['hosts', name, 'routing'],
          fix: { title: 'Let everything through', edits: [set([...hostPath(name), 'routing', 'allow'], 'all')] },
        }),
      ];
    }),
};

/** A ping is a request and a reply: without a rule for the reply none comes back, in neither direction. */
export const oneWayAllow: Rule = {
  code: 'one-way-allow',
  check: (lab: Lab) => lab.hosts.flatMap(oneWay),
};

function oneWay({ name, routing }: Host): readonly Problem[] {
  if (routing === undefined || typeof routing.allow === 'string') return [];
  const { allow } = routing;
  const ways = allow.map(({ from, to }): Way => ({ from: parseCidrOrAddress(from), to: parseCidrOrAddress(to) }));
  return allow.flatMap((rule, at): readonly Problem[] => {
    if (rule.replies || ways.some((other) => isWayBack(ways[at], other))) return [];
    const path = ['hosts', name, 'routing', 'allow', at] as const;
    return [
      problem({
        severity: 'warning',
        code: 'one-way-allow',
        message: `${name} lets packets from ${rule.from} to ${rule.to} through and nothing back: no ping comes back, in neither direction.`,
        hint: 'Add replies: true to the rule, so that answers come back, or a rule for the other direction.',
        subject: name,
        path,
        fix: { title: 'Let replies come back', edits: [add([...path, 'replies'], true)] },
      }),
    ];
  });
}

/** What a rule lets through, as blocks of addresses. */
interface Way {
  readonly from: Cidr | undefined;
  readonly to: Cidr | undefined;
}

const isWayBack = (way: Way | undefined, other: Way): boolean => meet(other.from, way?.to) && meet(other.to, way?.from);

const meet = (a: Cidr | undefined, b: Cidr | undefined): boolean =>
  a !== undefined && b !== undefined && overlaps(a, b);
