/** Routers that let through less than people mean. */
import { add, hostPath, set } from '../lab/edit/edits.ts';
import type { Host, Lab } from '../lab/lab.ts';
import { type BlockSet, blockKey, blockSet, keysAround } from '../net/block-set.ts';
import { type Cidr, parseCidrOrAddress } from '../net/ipv4.ts';
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
  const hasWayBack = waysBack(ways);
  return allow.flatMap((rule, at): readonly Problem[] => {
    if (rule.replies || hasWayBack(ways[at])) return [];
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

/** Of one of many ways: whether another one leads back, for some address of each end. Not by comparing each with each. */
function waysBack(ways: readonly Way[]): (way: Way | undefined) => boolean {
  const goals = new Set(ways.flatMap(({ to }) => (to === undefined ? [] : [blockKey(to, to.prefix)])));
  /** Where packets go that come from just this block, and from anywhere within a block that packets go to. */
  const from = new Map<number, BlockSet>();
  const fromWithin = new Map<number, BlockSet>();
  for (const way of ways) {
    if (way.from === undefined || way.to === undefined) continue;
    setAt(from, blockKey(way.from, way.from.prefix)).add(way.to);
    for (const key of keysAround(way.from)) if (goals.has(key)) setAt(fromWithin, key).add(way.to);
  }
  return (way) => {
    if (way?.from === undefined || way.to === undefined) return false;
    const { from: origin, to } = way;
    if (fromWithin.get(blockKey(to, to.prefix))?.meets(origin)) return true;
    for (const key of keysAround(to)) if (from.get(key)?.meets(origin)) return true;
    return false;
  };
}

function setAt(sets: Map<number, BlockSet>, key: number): BlockSet {
  const found = sets.get(key) ?? blockSet();
  sets.set(key, found);
  return found;
}
