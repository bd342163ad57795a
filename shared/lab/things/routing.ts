import { address, block, oneOf, routeTarget, truth } from './leaves.ts';
import { either, type KeysOf, key, list, map, optional } from './shapes.ts';
import { interfaceRef } from './standing.ts';

export interface Routing {
  readonly forward: boolean;
  /** What the forward rules let through; `none`: no rule is added, the host's policy decides. */
  readonly allow: 'all' | 'none' | readonly ForwardRule[];
  readonly routes: readonly StaticRoute[];
  readonly masquerade: readonly Masquerade[];
}

/** One direction; both ways need both rules, or one whose replies come back. */
export interface ForwardRule {
  readonly from: string;
  readonly to: string;
  /** Replies of what was let through come back. */
  readonly replies?: boolean | undefined;
}

export interface StaticRoute {
  readonly to: string;
  readonly via: string;
}

export interface Masquerade {
  readonly source: string;
  /** The outgoing interface's name. */
  readonly out: string;
}

const forwardRule = map('a forward rule', {
  from: key(block, { label: 'From', example: '172.16.10.0/24' }),
  to: key(block, { label: 'To', example: '172.16.20.0/24' }),
  replies: optional(truth, { label: 'Replies come back' }),
} satisfies KeysOf<ForwardRule>);

const route = map('a route', {
  to: key(routeTarget, { label: 'To', example: '10.9.0.0/16' }),
  via: key(address, { label: 'Via', example: '172.16.10.254' }),
} satisfies KeysOf<StaticRoute>);

const masquerade = map('a masquerade rule', {
  source: key(block, { label: 'Source', example: '172.16.10.0/24' }),
  out: key(
    interfaceRef,
    { label: 'Leaves by', example: 'ens33' },
    { names: { kind: 'interface', code: 'unknown-interface' } },
  ),
} satisfies KeysOf<Masquerade>);

export const routing = map('routing', {
  forward: optional(truth, { label: 'Forwards packets' }, { absent: false, written: 'always' }),
  allow: optional(
    either(
      [oneOf('all', 'none'), list('a list of { from, to, replies }', forwardRule)],
      'all, none or a list of { from, to }',
      'Write all, none, or rules such as [{ from: 172.16.10.0/24, to: 172.16.20.0/24 }].',
    ),
    { label: 'Lets through', example: '[{ from: 172.16.10.0/24, to: 172.16.20.0/24 }]' },
    { absent: 'none' },
  ),
  routes: optional(list('a list of { to, via }', route), {
    label: 'Routes',
    example: '[{ to: 10.9.0.0/16, via: 172.16.10.254 }]',
  }),
  masquerade: optional(list('a list of { source, out }', masquerade), {
    label: 'Masquerade',
    example: '[{ source: 172.16.10.0/24, out: ens33 }]',
  }),
} satisfies KeysOf<Routing>);
