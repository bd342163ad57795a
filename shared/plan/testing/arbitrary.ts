import fc from 'fast-check';
import type { Container, Host, Interface, Lab, Network, NetworkDriver, Routing } from '../../lab/lab.ts';
import { container, host, lab, nic, on, shim, vlan } from '../../lab/testing/examples.ts';

const tags = [10, 20, 30] as const;

/** A lab of one host, `docker01`, that every rule of the drawing allows; `block` keeps the subnets of two labs apart. */
export function arbitraryLab(
  name: string,
  block: number,
  cards: readonly string[] = ['ens33', 'ens34'],
): fc.Arbitrary<Lab> {
  const faces = fc.record({
    promiscuous: fc.boolean(),
    /** Of each tag: on which card it is, whether it has an address. */
    vlans: fc.array(
      fc.record({ tag: fc.constantFrom(...tags), card: fc.nat(cards.length - 1), addressed: fc.boolean() }),
      {
        maxLength: 3,
      },
    ),
    nicAddress: fc.boolean(),
  });
  return fc
    .record({
      faces,
      networks: fc.array(arbitraryNetwork(block), { maxLength: 3 }),
      containers: fc.array(arbitraryContainer(), { maxLength: 4 }),
      routing: fc.option(arbitraryRouting(block), { nil: undefined }),
      shimmed: fc.boolean(),
    })
    .map((drawn) => build(name, block, cards, drawn));
}

const driver: fc.Arbitrary<NetworkDriver> = fc.constantFrom(
  { driver: 'macvlan', mode: 'bridge' },
  { driver: 'macvlan', mode: 'private' },
  { driver: 'ipvlan', mode: 'l2' },
);

const arbitraryNetwork = (block: number) =>
  fc.record({
    driver,
    subnet: fc.nat(5).map((n) => `10.${block}.${n}.0/24`),
    gateway: fc.boolean(),
    range: fc.boolean(),
    reserved: fc.boolean(),
  });

const arbitraryContainer = () =>
  fc.record({
    name: fc.constantFrom('a', 'b', 'c', 'd'),
    image: fc.constantFrom('busybox', 'alpine:3'),
    command: fc.constantFrom([], ['sh'], ['sh', '-c', "echo 'hi there' $HOME"]),
    on: fc.array(
      fc.record({ network: fc.nat(2), last: fc.option(fc.integer({ min: 20, max: 24 })), mac: fc.boolean() }),
      {
        maxLength: 2,
      },
    ),
  });

const arbitraryRouting = (block: number): fc.Arbitrary<Routing> =>
  fc.record({
    forward: fc.boolean(),
    allow: fc.oneof(
      fc.constantFrom('all' as const, 'none' as const),
      fc.constantFrom(
        [{ from: `10.${block}.0.0/16`, to: '0.0.0.0/0' }],
        [{ from: `10.${block}.0.5/32`, to: '10.0.0.0/8' }],
      ),
    ),
    routes: fc.constantFrom(
      [],
      [{ to: `10.${block}.200.0/24`, via: '192.168.1.7' }],
      [{ to: `10.${block}.200.0/24`, via: '192.168.1.8' }],
      [{ to: `10.${block}.201.7/32`, via: '192.168.1.8' }],
    ),
    masquerade: fc.constantFrom(
      [],
      [{ source: `10.${block}.0.0/16`, out: 'ens33' }],
      [{ source: '0.0.0.0/0', out: 'ens33' }],
    ),
  });

type Drawn = {
  readonly faces: {
    readonly promiscuous: boolean;
    readonly vlans: readonly { readonly tag: number; readonly card: number; readonly addressed: boolean }[];
    readonly nicAddress: boolean;
  };
  readonly networks: readonly {
    readonly driver: NetworkDriver;
    readonly subnet: string;
    readonly gateway: boolean;
    readonly range: boolean;
    readonly reserved: boolean;
  }[];
  readonly containers: readonly {
    readonly name: string;
    readonly image: string;
    readonly command: readonly string[];
    readonly on: readonly { readonly network: number; readonly last: number | null; readonly mac: boolean }[];
  }[];
  readonly routing: Routing | undefined;
  readonly shimmed: boolean;
};

const unique = <T>(items: readonly T[], keyOf: (item: T) => unknown): readonly T[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
];

/**
 * Takes out what the rules forbid: a parent or a subnet twice, an address twice, macvlan and a shim beside ipvlan, a MAC
 * address on ipvlan.
 */
function build(name: string, block: number, cards: readonly string[], drawn: Drawn): Lab {
  const subs = unique(drawn.faces.vlans, ({ tag }) => tag).map(({ tag, card, addressed }) =>
    vlan(cards[card] ?? 'ens33', tag + block, addressed ? `10.${block}.${100 + tag}.1/24` : undefined),
  );
  const networks = unique(drawn.networks, ({ subnet }) => subnet)
    .slice(0, subs.length)
    .map((item, index): Network => arbitraryToNetwork(item, `net${block}-${index}`, subs[index]?.name ?? ''));
  const interfaces: Interface[] = [
    nic('ens33', drawn.faces.nicAddress ? `10.${block}.99.1/24` : '192.168.1.11/24', drawn.faces.promiscuous),
    nic('ens34'),
    ...subs,
    ...(drawn.shimmed && networks[0]?.driver === 'macvlan'
      ? [shim(`shim${block}`, subs[0]?.name ?? '', `10.${block}.150.1/32`, `10.${block}.151.0/24`)]
      : []),
  ];
  const one: Host = host('docker01', '192.168.1.11', {
    interfaces,
    containers: fixed(drawn, networks, block),
    routing: drawn.routing,
  });
  return lab({ name, hosts: [one], networks });
}

function arbitraryToNetwork(item: Drawn['networks'][number], name: string, parent: string): Network {
  const base = item.subnet.replace('.0/24', '');
  return {
    ...item.driver,
    name,
    subnet: item.subnet,
    gateway: item.gateway ? `${base}.1` : undefined,
    range: item.range ? `${base}.128/25` : undefined,
    reserved: item.reserved ? [{ name: 'printer', address: `${base}.9` }] : [],
    parents: [{ host: 'docker01', interface: parent }],
  };
}

function fixed(drawn: Drawn, networks: readonly Network[], block: number): readonly Container[] {
  const used = new Set<string>();
  return unique(drawn.containers, ({ name }) => name).map((item, index) => {
    const places = unique(
      item.on.filter(({ network }) => network < networks.length),
      ({ network }) => network,
    ).map(({ network, last, mac }, at) => {
      const of = networks[network];
      const address = last === null ? undefined : `${of?.subnet.replace('.0/24', '')}.${last}`;
      const free = address !== undefined && !used.has(address) ? address : undefined;
      if (free !== undefined) used.add(free);
      return on(
        of?.name ?? '',
        free,
        mac && at === 0 && of?.driver === 'macvlan' ? `02:00:00:00:0${index}:${block}` : undefined,
      );
    });
    return { ...container(`${item.name}${block}`, ...places), image: item.image, command: item.command };
  });
}
