import type { HostState } from '../host/state.ts';
import type { Host, Interface, Lab } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import { blockOf, everywhere, REPLIES, type RuleSpec } from '../machine/firewall/rule.ts';
import { cidrContains } from '../net/ip.ts';
import { iptablesRule, ownRules } from './iptables-rule.ts';
import type { ResourceKind, Standing, Wanted } from './resource.ts';

const kind = 'forward';

/** Docker asks DOCKER-USER before its own rules, and never touches it; FORWARD's beginning is Docker's as soon as it restarts. */
const chain = ({ firewall }: HostState): string =>
  firewall.filter.some(({ name }) => name === 'DOCKER-USER') ? 'DOCKER-USER' : 'FORWARD';

function forwardRule(lab: string, host: string, spec: RuleSpec): Wanted {
  const from = spec.in ?? spec.source ?? everywhere;
  const to = spec.out ?? spec.destination ?? everywhere;
  const replies = spec.states !== undefined;
  return iptablesRule({
    lab,
    kind,
    key: `${kind}:${from}>${to}${replies ? ' replies' : ''}`,
    subject: host,
    noun: `forward rule ${replies ? 'for replies ' : ''}from ${from} to ${to}`,
    explain: `Let ${host} pass ${replies ? 'replies' : 'packets'} on from ${from} to ${to}, whatever its other rules say.`,
    table: 'filter',
    chain,
    place: 'insert',
    spec,
  });
}

/** Everything that the drawing shows passing through the host, and nothing else: it may have interfaces besides. */
function specs(lab: Lab, host: Host): readonly RuleSpec[] {
  const { routing } = host;
  if (routing === undefined || routing.allow === 'none') return [];
  if (routing.allow !== 'all') {
    return routing.allow.flatMap(({ from, to, replies }) => {
      const target = 'ACCEPT' as const;
      const [source, destination] = [blockOf(from), blockOf(to)];
      const there = { source, destination, target };
      return replies ? [there, { source: destination, destination: source, states: REPLIES, target }] : [there];
    });
  }
  // A card on the internet has an address that only its provider knows.
  const leased = (item: Interface): boolean =>
    item.kind === 'nic' && indexOf(lab).segment(item.segment)?.internet === true;
  const faces = host.interfaces.filter((item) => item.kind !== 'shim' && (item.address !== undefined || leased(item)));
  /** A packet leaves where it came in only when a route of the drawing sends it on to a neighbour there. */
  const returns = (address: string): boolean => routing.routes.some(({ via }) => cidrContains(address, via));
  return faces.flatMap((from) =>
    faces
      .filter((to) => to !== from || returns(from.address ?? ''))
      .map((to) => ({ in: from.name, out: to.name, target: 'ACCEPT' as const })),
  );
}

export const forwardRuleKind: ResourceKind = {
  kind,
  desired: (lab, host) => specs(lab, host).map((spec) => forwardRule(lab.name, host.name, spec)),
  owned: (state, lab, host) =>
    unique(ownRules(state, 'filter', lab, 'ACCEPT').map((spec) => forwardRule(lab, host, spec))),
};

/** A rule that stands twice is one thing, removed twice. */
export const unique = <T extends Standing>(resources: readonly T[]): readonly T[] => [
  ...new Map(resources.map((resource) => [resource.key, resource])).values(),
];
