import type { HostState, Link, Route } from '../../host/state.ts';
import { cidrContains, sameIp } from '../../net/ip.ts';
import { formatCidr, parseCidr, subnetOf } from '../../net/ipv4.ts';
import type { Argv } from '../../resources/resource.ts';
import { refuse } from './machine.ts';

export function ip(state: HostState, argv: Argv): HostState {
  const [object, verb, ...rest] = argv;
  switch (`${object} ${verb}`) {
    case 'link add':
      return addLink(state, rest);
    case 'link set':
      return setLink(state, rest);
    case 'link del':
      return deleteLink(state, rest[1] ?? '');
    case 'addr add':
      return addAddress(state, rest[0] ?? '', rest[2] ?? '');
    case 'addr del':
      return deleteAddress(state, rest[0] ?? '', rest[2] ?? '');
    case 'route add':
      return addRoute(state, rest);
    case 'route del':
      return deleteRoute(state, rest);
    default:
      return refuse(`ip ${argv.join(' ')}`);
  }
}

function linkOf(state: HostState, name: string): Link {
  return state.links.find((link) => link.name === name) ?? refuse(`Cannot find device "${name}"`);
}

const editLink = (state: HostState, name: string, change: Partial<Link>): HostState => ({
  ...state,
  links: state.links.map((link) => (link.name === name ? { ...link, ...change } : link)),
});

function addLink(state: HostState, words: Argv): HostState {
  const [, parent = '', , name = '', , kind, option, value] = words;
  const under = linkOf(state, parent);
  const tag = kind === 'vlan' && option === 'id' ? Number(value) : undefined;
  if (kind !== 'vlan' && kind !== 'macvlan') return refuse(`Unknown device type ${kind}`);
  const exists = state.links.some(
    (link) => link.name === name || (tag !== undefined && link.parent === parent && link.vlan === tag),
  );
  if (exists) return refuse('RTNETLINK answers: File exists');
  const link: Link = {
    name,
    index: Math.max(...state.links.map(({ index }) => index)) + 1,
    kind,
    mac: under.mac,
    mtu: under.mtu,
    up: false,
    carrier: false,
    promiscuous: false,
    alias: undefined,
    parent,
    master: undefined,
    vlan: tag,
    mode: kind === 'macvlan' ? value : undefined,
    addresses: [],
  };
  const filter = state.sysctls['net.ipv4.conf.default.rp_filter'];
  const sysctls = filter === undefined ? {} : { [`net.ipv4.conf.${name}.rp_filter`]: filter };
  return { ...state, links: [...state.links, link], sysctls: { ...state.sysctls, ...sysctls } };
}

function setLink(state: HostState, words: Argv): HostState {
  const [, name = '', ...rest] = words;
  const link = linkOf(state, name);
  const change: { -readonly [K in keyof Link]?: Link[K] } = {};
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at];
    if (word === 'up') {
      if (link.parent !== undefined && !linkOf(state, link.parent).up)
        return refuse('RTNETLINK answers: Network is down');
      change.up = true;
      change.carrier = link.parent === undefined ? link.carrier : linkOf(state, link.parent).carrier;
    } else if (word === 'alias') {
      at += 1;
      change.alias = rest[at];
    } else if (word === 'promisc') {
      at += 1;
      change.promiscuous = rest[at] === 'on';
    } else return refuse(`ip link set: ${word}`);
  }
  return editLink(state, name, change);
}

function deleteLink(state: HostState, name: string): HostState {
  linkOf(state, name);
  const gone = new Set([name, ...state.links.filter(({ parent }) => parent === name).map((link) => link.name)]);
  const networks = state.docker.kind === 'ready' ? state.docker.networks : [];
  if (networks.some(({ options }) => gone.has(options.parent ?? ''))) {
    throw new Error(`${name} was deleted under a Docker network: its containers lost their eth0`);
  }
  return {
    ...state,
    links: state.links.filter((link) => !gone.has(link.name)),
    routes: state.routes.filter(({ dev }) => dev === undefined || !gone.has(dev)),
    sysctls: Object.fromEntries(
      Object.entries(state.sysctls).filter(
        ([key]) => ![...gone].some((link) => key === `net.ipv4.conf.${link}.rp_filter`),
      ),
    ),
  };
}

function addAddress(state: HostState, cidr: string, name: string): HostState {
  const link = linkOf(state, name);
  const parsed = parseCidr(cidr) ?? refuse(`any valid prefix is expected rather than "${cidr}"`);
  const address = cidr.split('/')[0] ?? '';
  if (link.addresses.some((item) => item.address === address && item.prefix === parsed.prefix)) {
    return refuse('RTNETLINK answers: File exists');
  }
  const next = editLink(state, name, {
    addresses: [...link.addresses, { family: 4, address, prefix: parsed.prefix, scope: 'global' }],
  });
  if (parsed.prefix === 32 || !link.up) return next;
  const route: Route = {
    to: formatCidr(subnetOf(parsed)),
    type: 'unicast',
    via: undefined,
    dev: name,
    source: address,
    scope: 'link',
    protocol: 'kernel',
    metric: 0,
    table: 'main',
  };
  return { ...next, routes: [...next.routes, route] };
}

function deleteAddress(state: HostState, cidr: string, name: string): HostState {
  const link = linkOf(state, name);
  const [address = '', prefix] = cidr.split('/');
  const rest = link.addresses.filter((item) => !(sameIp(item.address, address) && item.prefix === Number(prefix)));
  if (rest.length === link.addresses.length) return refuse('RTNETLINK answers: Cannot assign requested address');
  const next = editLink(state, name, { addresses: rest });
  return {
    ...next,
    routes: next.routes.filter(
      (route) => !(route.protocol === 'kernel' && route.dev === name && route.source === address),
    ),
  };
}

const parseRoute = (words: Argv): { to: string; via?: string; dev?: string } => {
  const [written = '', how, value] = words;
  const to = written.includes('/') ? written : `${written}/32`;
  return { to, ...(how === 'via' && value ? { via: value } : {}), ...(how === 'dev' && value ? { dev: value } : {}) };
};

function addRoute(state: HostState, words: Argv): HostState {
  const { to, via, dev } = parseRoute(words);
  if (state.routes.some((route) => route.to === to && route.metric === 0 && route.table === 'main')) {
    return refuse('RTNETLINK answers: File exists');
  }
  const through =
    dev === undefined
      ? state.routes.find((route) => route.scope === 'link' && cidrContains(route.to, via ?? ''))?.dev
      : linkOf(state, dev).name;
  if (through === undefined) return refuse('Error: Nexthop has invalid gateway.');
  const route: Route = {
    to,
    type: 'unicast',
    via,
    dev: through,
    source: undefined,
    scope: via === undefined ? 'link' : 'global',
    protocol: 'boot',
    metric: 0,
    table: 'main',
  };
  return { ...state, routes: [...state.routes, route] };
}

function deleteRoute(state: HostState, words: Argv): HostState {
  const { to, via } = parseRoute(words);
  const rest = state.routes.filter((route) => !(route.to === to && route.via === via));
  return rest.length === state.routes.length
    ? refuse('RTNETLINK answers: No such process')
    : { ...state, routes: rest };
}
