/** The rules by which the kernel chooses a table of routes (fib_rules.c). */
import type { Route } from '../../host/state.ts';
import { containsAddress, type Ipv4, parseCidrOrAddress } from '../../net/ipv4.ts';
import { type KernelState, type PolicyRule, Refusal } from './kernel.ts';
import { lookup } from './routes.ts';

export const RULES_AT_BOOT: readonly PolicyRule[] = [
  { priority: 0, action: 'lookup', table: 'local' },
  { priority: 32_766, action: 'lookup', table: 'main' },
  { priority: 32_767, action: 'lookup', table: 'default' },
];

export const rulesOf = ({ rules = RULES_AT_BOOT }: Pick<KernelState, 'rules'>): readonly PolicyRule[] => rules;

export type RuleAsked = Omit<PolicyRule, 'priority'> & { readonly priority?: number | undefined };

const sameSelector = (a: PolicyRule, b: RuleAsked): boolean =>
  (['not', 'from', 'to', 'iif', 'oif', 'mark', 'tos', 'action', 'table'] as const).every((key) => a[key] === b[key]);

/** Without a priority it gets the one below the second rule's. @throws Refusal EEXIST */
export function addRule(kernel: KernelState, asked: RuleAsked): KernelState {
  const rules = rulesOf(kernel);
  const priority = asked.priority ?? Math.max(0, (rules[1]?.priority ?? 32_766) - 1);
  if (rules.some((rule) => rule.priority === priority && sameSelector(rule, asked))) throw new Refusal('EEXIST');
  const next = [...rules, { ...asked, priority }];
  return { ...kernel, rules: next.sort((a, b) => a.priority - b.priority) };
}

/** The first that has all that was said. @throws Refusal ENOENT */
export function deleteRule(kernel: KernelState, wanted: Partial<PolicyRule>): KernelState {
  const rules = rulesOf(kernel);
  const at = rules.findIndex((rule) =>
    Object.entries(wanted).every(([key, value]) => value === undefined || rule[key as keyof PolicyRule] === value),
  );
  if (at < 0) throw new Refusal('ENOENT');
  return { ...kernel, rules: rules.toSpliced(at, 1) };
}

/** All but the first, which nobody can do without. */
export const flushRules = (kernel: KernelState): KernelState => ({
  ...kernel,
  rules: rulesOf(kernel).filter(({ priority }) => priority === 0),
});

export interface Flow {
  readonly to: Ipv4;
  /** Undefined: not chosen yet. */
  readonly from?: Ipv4 | undefined;
  /** Where it came in; undefined: the machine itself sends. */
  readonly iif?: string | undefined;
  readonly through?: string | undefined;
}

function applies({ not = false, from, to, iif, oif, mark, tos }: PolicyRule, flow: Flow): boolean {
  const within = (block: string | undefined, address: Ipv4 | undefined): boolean => {
    if (block === undefined) return true;
    const cidr = parseCidrOrAddress(block);
    return cidr !== undefined && address !== undefined && containsAddress(cidr, address);
  };
  const fits =
    within(from, flow.from) &&
    within(to, flow.to) &&
    (iif === undefined || iif === (flow.iif ?? 'lo')) &&
    (oif === undefined || oif === flow.through) &&
    // Nothing marks packets here, and pings have no type of service.
    mark === undefined &&
    tos === undefined;
  return fits !== not;
}

/** The route that the rules lead to; a rule that forbids answers as a route that does. */
export function lookupByRules(kernel: KernelState, flow: Flow): Route | undefined {
  for (const rule of rulesOf(kernel)) {
    if (!applies(rule, flow)) continue;
    if (rule.action !== 'lookup') {
      return {
        ...{ to: '0.0.0.0/0', type: rule.action, via: undefined, dev: undefined, source: undefined },
        ...{ scope: 'global', protocol: 'boot', metric: 0, table: rule.table },
      };
    }
    const found = lookup(kernel, flow.to, { through: flow.through, table: rule.table });
    // A route that throws the packet back has the next rule asked.
    if (found !== undefined && found.type !== 'throw') return found;
  }
  return undefined;
}

/** Whether anybody has changed the rules, so that more than the main table counts. */
export const hasOwnRules = ({ rules }: Pick<KernelState, 'rules'>): boolean => rules !== undefined;

/** Of a route of several ways the one that this flow takes. */
export function wayOf(route: Route, flow: Flow): Pick<Route, 'via' | 'dev'> {
  const { nexthops } = route;
  if (nexthops === undefined) return route;
  const total = nexthops.reduce((sum, { weight }) => sum + weight, 0);
  let place = ((flow.to ^ (flow.from ?? 0)) >>> 0) % total;
  for (const hop of nexthops) {
    place -= hop.weight;
    if (place < 0) return hop;
  }
  return route;
}
