/** Sound labs of any shape, for property tests. */
import fc, { type Arbitrary, type GeneratorValue } from 'fast-check';
import type { Attachment, Container, Host, Interface, Lab, Network, Routing } from '../lab.ts';

const WORDS = ['sh', 'sleep', '3600', '-c', "it's", 'a b', '#x', 'x: y', '', '$HOME', 'null', '- x', '"'];
const IMAGES = ['busybox', 'busybox:1.36', '192.168.1.11:5000/busybox:v1', 'library/alpine'];
const HOSTS = ['docker01', 'docker02', 'router', '7', 'null', 'constructor'];
const CONTAINERS = ['bbox10', 'bbox11', '20', '10', 'true', 'a.b'];

const chosenPlaces = new Map<string, () => Arbitrary<number[]>>();

/** By numbers and known by a text: among all that it has made, fast-check finds one with the same arguments by comparing them in depth. */
function somePlaces(length: number, minLength: number, maxLength: number): () => Arbitrary<number[]> {
  const key = `${length} ${minLength} ${maxLength}`;
  const made =
    chosenPlaces.get(key) ?? (() => fc.shuffledSubarray([...Array(length).keys()], { minLength, maxLength }));
  chosenPlaces.set(key, made);
  return made;
}

class Maker {
  private readonly g: GeneratorValue;
  constructor(g: GeneratorValue) {
    this.g = g;
  }

  yes(): boolean {
    return this.g(fc.boolean);
  }

  of<T>(values: readonly T[]): T {
    return values[this.g(fc.nat, values.length - 1)] as T;
  }

  some<T>(values: readonly T[], least = 0, most = 3): readonly T[] {
    const places = this.g(somePlaces(values.length, Math.min(least, values.length), Math.min(most, values.length)));
    return places.map((place) => values[place] as T);
  }

  upTo(most: number): number {
    return this.g(fc.nat, most);
  }

  lab(): Lab {
    const segments = this.some(['lan', 'dmz', '3'], 1).map((name) => ({
      name,
      vlans: this.of(['all', 'none', [10, 20], [20]] as const),
    }));
    const hostNames = this.some(HOSTS, 1);
    const interfaces = new Map(hostNames.map((name) => [name, this.interfaces(segments.map((item) => item.name))]));
    const networks = this.some(['mac_net10', 'mac_net20', '30']).map((name, index) =>
      this.network(name, index, interfaces),
    );
    const hosts = hostNames.map((name): Host => {
      const own = interfaces.get(name) ?? [];
      const here = networks.filter((network) => network.parents.some((parent) => parent.host === name));
      return {
        name,
        ssh: {
          address: this.of(['192.168.1.11', 'docker01.example']),
          port: this.of([22, 2222]),
          user: this.of(['root', 'student']),
          key: this.of([undefined, '~/.ssh/id_ed25519']),
        },
        interfaces: own,
        containers: this.some(CONTAINERS, 0, 2).map((box) => this.container(box, here)),
        routing: this.yes() ? this.routing(own) : undefined,
      };
    });
    const ends = hosts.flatMap((host) => [host.name, ...host.containers.map((box) => `${host.name}/${box.name}`)]);
    const places = [...ends, ...segments.map((item) => item.name)];
    return {
      name: this.of(['test', 'lab-1', 'null']),
      segments,
      hosts,
      networks,
      registry: this.yes()
        ? {
            host: this.of(hostNames),
            port: this.of([5000, 80]),
            images: this.some(IMAGES).map((image) => ({ image, as: 'busybox:v1' })),
          }
        : undefined,
      images: this.some(IMAGES).map((image) => ({
        image,
        ...this.of<Pick<Lab['images'][number], 'from' | 'archive'>>([
          { from: this.of(hostNames) },
          { from: 'registry' },
          { from: 'archive', archive: './app.tar' },
        ]),
      })),
      persist: this.yes(),
      expect: Array.from({ length: this.upTo(3) }, () => ({
        from: this.of(ends),
        to: this.of(ends),
        reachable: this.yes(),
      })),
      layout: {
        positions: this.some([...new Set(places)]).map((id) => ({ id, x: this.upTo(900), y: this.upTo(900) - 100.5 })),
      },
      notes: this.some(['n1', 'to do'], 0, 2).map((name) => ({
        name,
        text: this.of(['guests', '# Two\n\n- a\n- "b"', '']),
        at: this.of([undefined, { x: this.upTo(900), y: -8 }]),
        frame: this.some([...new Set(places)], 0, 2),
      })),
    };
  }

  interfaces(segments: readonly string[]): readonly Interface[] {
    const nic: Interface = {
      kind: 'nic',
      name: 'ens33',
      segment: this.of(segments),
      address: this.of([undefined, '192.168.1.11/24']),
      promiscuous: this.yes(),
    };
    const vlans = this.some([10, 20]).map(
      (vlan): Interface => ({
        kind: 'vlan',
        name: `ens33.${vlan}`,
        parent: 'ens33',
        vlan,
        address: this.of([undefined, `172.16.${vlan}.1/24`]),
      }),
    );
    const shims: readonly Interface[] = this.yes()
      ? [
          {
            kind: 'shim',
            name: 'shim0',
            parent: vlans[0]?.name ?? 'ens33',
            mode: 'bridge',
            address: undefined,
            reaches: this.some(['172.16.10.0/24', '10.0.0.1']),
          },
        ]
      : [];
    return [nic, ...vlans, ...shims];
  }

  network(name: string, index: number, interfaces: ReadonlyMap<string, readonly Interface[]>): Network {
    const third = 10 * (index + 1);
    const driver = this.of([
      { driver: 'macvlan', mode: 'bridge' },
      { driver: 'macvlan', mode: 'vepa' },
      { driver: 'ipvlan', mode: 'l3' },
    ] as const);
    return {
      ...driver,
      name,
      subnet: `172.16.${third}.0/24`,
      gateway: this.of([undefined, `172.16.${third}.1`]),
      range: this.of([undefined, `172.16.${third}.128/25`]),
      reserved: this.some(['printer', '1']).map((key, at) => ({ name: key, address: `172.16.${third}.${240 + at}` })),
      parents: this.some([...interfaces.keys()]).map((host) => ({
        host,
        interface: this.of(interfaces.get(host) ?? []).name,
      })),
    };
  }

  container(name: string, networks: readonly Network[]): Container {
    return {
      name,
      image: this.of(IMAGES),
      command: Array.from({ length: this.upTo(3) }, () => this.of(WORDS)),
      attachments: this.some(networks).map(
        (network): Attachment => ({
          network: network.name,
          address: this.of([undefined, network.subnet.replace('.0/24', `.${2 + this.upTo(90)}`)]),
          mac: this.of([undefined, undefined, '02:42:ac:10:0a:0a']),
        }),
      ),
    };
  }

  routing(interfaces: readonly Interface[]): Routing {
    return {
      forward: this.yes(),
      allow: this.of([
        'all',
        'none',
        [{ from: '172.16.10.0/24', to: '172.16.20.0/24' }],
        [
          { from: '10.0.0.1', to: '10.0.0.2' },
          { from: '10.0.0.2', to: '10.0.0.1' },
        ],
      ] as const),
      routes: this.some([
        { to: '10.9.0.0/16', via: '172.16.10.254' },
        { to: '0.0.0.0/0', via: '192.168.1.1' },
      ]),
      masquerade: this.some(interfaces.slice(0, 2)).map((item) => ({ source: '172.16.10.0/24', out: item.name })),
    };
  }
}

/** A generator of any choice, for tests that need more than the lab: what to edit, how the file is written. */
export type Choose = Pick<Maker, 'yes' | 'of' | 'some' | 'upTo'>;

/** `make` is given a sound lab and a source of choices. */
export const withLab = <T>(make: (lab: Lab, choose: Choose) => T): Arbitrary<T> =>
  fc.gen().map((g) => {
    const maker = new Maker(g);
    return make(maker.lab(), maker);
  });
