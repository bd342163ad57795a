/** Labs and host states for fast-check: small enough to read when they fail, varied enough to meet every rule. */
import fc from 'fast-check';
import { parseRule } from '../../host/parse-iptables.ts';
import type { Chain, HostState } from '../../host/state.ts';
import type { Attachment, Container, Host, Interface, Lab, Network, Routing } from '../../lab/lab.ts';
import type { States } from '../endpoints.ts';
import { statesWithLab } from '../predicted-states.ts';

const TAGS = [10, 20] as const;
/** Subnets are few, so that they often meet; the last octet tells things apart, and seldom does not. */
const subnetOf = (block: number): string => `10.0.${block}.0/24`;
const address = (block: number, last: number): string => `10.0.${block}.${last}`;

interface Seed {
  /** The first host has the gateway address of each network, and routes. */
  readonly router: boolean;
  readonly vlans: 'all' | 'none' | readonly number[];
  readonly networks: readonly NetworkSeed[];
  readonly hosts: readonly HostSeed[];
}

interface NetworkSeed {
  readonly block: number;
  /** Which of a host's devices: 0 the NIC, 1 and 2 its sub-interfaces. */
  readonly device: number;
  readonly type: 'bridge' | 'private' | 'vepa' | 'passthru' | 'l2' | 'l3' | 'l3s';
  readonly gateway: boolean;
  /** Which hosts have it. */
  readonly on: readonly boolean[];
}

interface HostSeed {
  readonly secondNic: boolean;
  /** The block of the NIC's own address, of each sub-interface's, and whether there is one at all. */
  readonly own: readonly (number | undefined)[];
  readonly last: number;
  readonly containers: readonly { readonly networks: readonly number[]; readonly last: number }[];
  readonly shim: boolean;
  readonly routing: 'none' | 'all' | 'one-way' | 'nothing-allowed';
  readonly route: { readonly to: number; readonly via: number } | undefined;
  readonly masquerade: boolean;
}

const seed: fc.Arbitrary<Seed> = fc.record({
  router: fc.boolean(),
  vlans: fc.constantFrom<Seed['vlans']>('all', 'all', 'none', [10]),
  networks: fc.array(
    fc.record({
      block: fc.integer({ min: 1, max: 3 }),
      device: fc.integer({ min: 0, max: 2 }),
      type: fc.constantFrom<NetworkSeed['type']>(
        'bridge',
        'bridge',
        'bridge',
        'private',
        'vepa',
        'passthru',
        'l2',
        'l3',
        'l3s',
      ),
      gateway: fc.constantFrom(true, true, false),
      on: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  hosts: fc.array(
    fc.record({
      secondNic: fc.boolean(),
      own: fc.array(fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }), { minLength: 3, maxLength: 3 }),
      last: fc.constantFrom(1, 1, 2, 3, 4),
      containers: fc.array(
        fc.record({
          networks: fc.uniqueArray(fc.integer({ min: 0, max: 2 }), { maxLength: 2 }),
          last: fc.integer({ min: 10, max: 16 }),
        }),
        { maxLength: 3 },
      ),
      shim: fc.boolean(),
      routing: fc.constantFrom('none', 'none', 'all', 'one-way', 'nothing-allowed'),
      route: fc.option(fc.record({ to: fc.integer({ min: 1, max: 3 }), via: fc.integer({ min: 1, max: 4 }) }), {
        nil: undefined,
      }),
      masquerade: fc.boolean(),
    }),
    { minLength: 2, maxLength: 4 },
  ),
});

const hostName = (index: number): string => `h${index}`;
const networkName = (index: number): string => `net${index}`;
const deviceName = (device: number): string => (device === 0 ? 'eth0' : `eth0.${TAGS[device - 1]}`);

export const generatedLab: fc.Arbitrary<Lab> = seed.map(({ router, vlans, networks, hosts }) => ({
  name: 'generated',
  segments: [{ name: 'lan', vlans }],
  hosts: hosts.map((host, index) => hostFrom(router && index === 0 ? asRouter(host, networks) : host, index, networks)),
  networks: networks.map((network, index) => networkFrom(network, index, hosts.length)),
  registry: undefined,
  images: [],
  persist: false,
  expect: [],
  layout: { positions: [] },
  notes: [],
}));

const asRouter = (host: HostSeed, networks: readonly NetworkSeed[]): HostSeed => ({
  ...host,
  own: host.own.map((_, device) => networks.find((network) => network.device === device)?.block),
  last: 1,
  routing: host.routing === 'none' ? 'all' : host.routing,
});

function networkFrom({ block, device, type, gateway, on }: NetworkSeed, index: number, hosts: number): Network {
  const parents = on
    .slice(0, hosts)
    .flatMap((there, host) => (there ? [{ host: hostName(host), interface: deviceName(device) }] : []));
  const rest = {
    name: networkName(index),
    subnet: subnetOf(block),
    gateway: gateway ? address(block, 1) : undefined,
    range: undefined,
    reserved: [],
    parents,
  };
  return type === 'l2' || type === 'l3' || type === 'l3s'
    ? { driver: 'ipvlan', mode: type, ...rest }
    : { driver: 'macvlan', mode: type, ...rest };
}

function hostFrom(given: HostSeed, index: number, networks: readonly NetworkSeed[]): Host {
  return {
    name: hostName(index),
    ssh: { address: address(0, 100 + index), port: 22, user: 'root', key: undefined },
    interfaces: interfacesFrom(given),
    containers: given.containers.map((container, at) => containerFrom(container, at, index, networks)),
    routing: routingFrom(given),
  };
}

function interfacesFrom({ secondNic, own, last, shim }: HostSeed): readonly Interface[] {
  const cidr = (device: number): string | undefined => {
    const block = own[device];
    return block === undefined ? undefined : `${address(block, last)}/24`;
  };
  return [
    { kind: 'nic', name: 'eth0', segment: 'lan', address: cidr(0), promiscuous: false },
    ...(secondNic
      ? [{ kind: 'nic', name: 'eth1', segment: 'lan', address: undefined, promiscuous: false } as const]
      : []),
    { kind: 'vlan', name: 'eth0.10', parent: 'eth0', vlan: 10, address: cidr(1) },
    { kind: 'vlan', name: 'eth0.20', parent: 'eth0', vlan: 20, address: cidr(2) },
    ...(shim
      ? [
          {
            kind: 'shim',
            name: 'shim',
            parent: 'eth0.10',
            mode: 'bridge',
            address: `${address(1, 200 + last)}/32`,
            reaches: [subnetOf(1)],
          } as const,
        ]
      : []),
  ];
}

function containerFrom(
  { networks, last }: HostSeed['containers'][number],
  index: number,
  host: number,
  all: readonly NetworkSeed[],
): Container {
  return {
    name: `c${index}`,
    image: 'busybox',
    command: [],
    attachments: networks.flatMap((at): readonly Attachment[] => {
      const network = all[at];
      if (network === undefined || network.on[host] !== true) return [];
      return [{ network: networkName(at), address: address(network.block, last + 10 * index), mac: undefined }];
    }),
  };
}

function routingFrom({ routing, route, masquerade }: HostSeed): Routing | undefined {
  if (routing === 'none') return undefined;
  return {
    forward: true,
    allow: routing === 'all' ? 'all' : routing === 'one-way' ? [{ from: subnetOf(1), to: subnetOf(2) }] : 'none',
    routes: route === undefined ? [] : [{ to: subnetOf(route.to), via: address(0, route.via) }],
    masquerade: masquerade ? [{ source: subnetOf(1), out: 'eth0' }] : [],
  };
}

interface Mishap {
  readonly host: number;
  readonly what:
    | 'link-down'
    | 'no-carrier'
    | 'strict'
    | 'loose'
    | 'virtual'
    | 'stopped'
    | 'blackhole'
    | 'strange-rule'
    | 'input-drop'
    | 'unreadable'
    | 'default-route'
    | 'second-nic-address'
    | 'gone';
  readonly link: number;
}

const mishap: fc.Arbitrary<Mishap> = fc.record({
  host: fc.integer({ min: 0, max: 3 }),
  what: fc.constantFrom(
    'link-down',
    'no-carrier',
    'strict',
    'loose',
    'virtual',
    'stopped',
    'blackhole',
    'strange-rule',
    'input-drop',
    'unreadable',
    'default-route',
    'second-nic-address',
    'gone',
  ),
  link: fc.integer({ min: 0, max: 2 }),
});

/** A lab with states of its hosts to which something has happened. */
export const generatedWorld: fc.Arbitrary<{ readonly lab: Lab; readonly states: States }> = fc
  .tuple(generatedLab, fc.array(mishap, { maxLength: 3 }))
  .map(([lab, mishaps]) => {
    const states = new Map(statesWithLab(lab));
    for (const one of mishaps) {
      const name = hostName(one.host);
      const state = states.get(name);
      if (state === undefined) continue;
      const after = happen(state, one);
      if (after === undefined) states.delete(name);
      else states.set(name, after);
    }
    return { lab, states };
  });

function happen(state: HostState, { what, link }: Mishap): HostState | undefined {
  const name = deviceName(link);
  switch (what) {
    case 'link-down':
      return withLinks(state, name, { up: false });
    case 'no-carrier':
      return withLinks(state, name, { carrier: false });
    case 'strict':
    case 'loose':
      return {
        ...state,
        sysctls: { ...state.sysctls, 'net.ipv4.conf.all.rp_filter': what === 'strict' ? '1' : '2' },
      };
    case 'virtual':
      return { ...state, facts: { ...state.facts, virtualization: 'vmware' } };
    case 'stopped':
      return state.docker.kind !== 'ready'
        ? state
        : {
            ...state,
            docker: {
              ...state.docker,
              containers: state.docker.containers.map((item, index) =>
                index === link ? { ...item, status: 'exited' } : item,
              ),
            },
          };
    case 'blackhole':
      return withRoute(state, { to: subnetOf(link + 1), type: 'blackhole', via: undefined, dev: undefined });
    case 'default-route':
      return withRoute(state, { to: '0.0.0.0/0', type: 'unicast', via: address(0, link + 1), dev: 'eth0' });
    case 'strange-rule':
      return withRule(state, 'FORWARD', `-s ${subnetOf(link + 1)} -m limit --limit 1/sec -j DROP`);
    case 'input-drop':
      return withRule(state, 'INPUT', `-s ${subnetOf(link + 1)} -p icmp -j DROP`);
    case 'unreadable':
      return { ...state, firewall: { known: false, backend: undefined, filter: [], nat: [] } };
    case 'second-nic-address':
      return withLinks(state, 'eth1', {
        addresses: [{ family: 4, address: address(1, 90), prefix: 24, scope: 'global' }],
      });
    case 'gone':
      return undefined;
  }
}

const withLinks = (state: HostState, name: string, change: Partial<HostState['links'][number]>): HostState => ({
  ...state,
  links: state.links.map((item) => (item.name === name ? { ...item, ...change } : item)),
});

const withRoute = (
  state: HostState,
  route: Pick<HostState['routes'][number], 'to' | 'type' | 'via' | 'dev'>,
): HostState => ({
  ...state,
  routes: [
    ...state.routes,
    { ...route, source: undefined, scope: 'global', protocol: 'boot', metric: 0, table: 'main' },
  ],
});

const withRule = (state: HostState, name: string, text: string): HostState => ({
  ...state,
  firewall: {
    ...state.firewall,
    filter: state.firewall.filter.map(
      (chain): Chain => (chain.name === name ? { ...chain, rules: [parseRule(text), ...chain.rules] } : chain),
    ),
  },
});
