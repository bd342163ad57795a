/**
 * The drawing as plain data, after the file has been read and its short forms written out.
 * Things are lists with names, not records: a name from a file can be `constructor` or any other word.
 * Order is the order of the file. Everything optional in the file has its default here.
 *
 * How things are named in files, commands, events and tests:
 * `docker01` a host, `docker01/bbox10` a container, `docker01:ens33.10` an interface, `mac_net10` a network, `lan` a segment.
 */
export interface Lab {
  /** The ownership mark on hosts: `[a-z0-9][a-z0-9-]{0,39}`. */
  readonly name: string;
  readonly segments: readonly Segment[];
  readonly hosts: readonly Host[];
  readonly networks: readonly Network[];
  readonly registry: Registry | undefined;
  readonly expect: readonly Expectation[];
  readonly layout: Layout;
}

/** What NICs are plugged into: a switch or a hypervisor's bridge. Untagged frames always pass. */
export interface Segment {
  readonly name: string;
  readonly vlans: 'all' | 'none' | readonly number[];
}

export interface Host {
  readonly name: string;
  readonly ssh: SshTarget;
  readonly interfaces: readonly Interface[];
  readonly containers: readonly Container[];
  readonly routing: Routing | undefined;
}

export interface SshTarget {
  /** Host name or address. */
  readonly address: string;
  readonly port: number;
  readonly user: string;
  /** Path of a private key on the machine that runs Trunkline; `~` stands for its home. */
  readonly key: string | undefined;
}

export type Interface = Nic | VlanInterface | ShimInterface;

/** A network card that the host has: Trunkline never creates or deletes it. */
export interface Nic {
  readonly kind: 'nic';
  readonly name: string;
  readonly segment: string;
  /** `192.168.1.11/24`. */
  readonly address: string | undefined;
  readonly promiscuous: boolean;
}

/** An 802.1Q sub-interface. */
export interface VlanInterface {
  readonly kind: 'vlan';
  readonly name: string;
  /** The parent interface's name on the same host. */
  readonly parent: string;
  /** The tag, 1 to 4094. */
  readonly vlan: number;
  readonly address: string | undefined;
}

/**
 * A macvlan child for the host itself, so that it can reach its own containers
 * (a host never reaches macvlan children through their parent interface).
 * In the file: `{ parent: ens33.10, shim: bridge, address: 172.16.10.250/32, reaches: [172.16.10.0/24] }`.
 */
export interface ShimInterface {
  readonly kind: 'shim';
  readonly name: string;
  readonly parent: string;
  readonly mode: 'bridge';
  readonly address: string | undefined;
  /** Subnets or addresses that the host reaches through the shim. */
  readonly reaches: readonly string[];
}

export interface Container {
  readonly name: string;
  readonly image: string;
  /** The words of the command; empty: the image's own. */
  readonly command: readonly string[];
  readonly attachments: readonly Attachment[];
}

/** A container's place on one Docker network. */
export interface Attachment {
  readonly network: string;
  /** Without it Docker's own address management picks one. */
  readonly address: string | undefined;
  readonly mac: string | undefined;
}

export interface Routing {
  readonly forward: boolean;
  /** What the forward rules let through; `none`: no rule is added, the host's policy decides. */
  readonly allow: 'all' | 'none' | readonly ForwardRule[];
  readonly routes: readonly StaticRoute[];
  readonly masquerade: readonly Masquerade[];
}

/** One direction; both ways need both rules. */
export interface ForwardRule {
  readonly from: string;
  readonly to: string;
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

export type NetworkDriver =
  | { readonly driver: 'macvlan'; readonly mode: 'bridge' | 'private' | 'vepa' | 'passthru' }
  | { readonly driver: 'ipvlan'; readonly mode: 'l2' | 'l3' | 'l3s' };

/** One Docker network of this name on every host under `parents`. */
export type Network = NetworkDriver & {
  readonly name: string;
  readonly subnet: string;
  readonly gateway: string | undefined;
  readonly range: string | undefined;
  /** Names and addresses that Docker must not hand out (`--aux-address`). */
  readonly reserved: readonly { readonly name: string; readonly address: string }[];
  /** Host and its parent interface. */
  readonly parents: readonly { readonly host: string; readonly interface: string }[];
};

export interface Registry {
  readonly host: string;
  readonly port: number;
  readonly images: readonly { readonly image: string; readonly as: string }[];
}

export interface Expectation {
  readonly from: string;
  readonly to: string;
  readonly reachable: boolean;
}

/** Positions on the drawing by the id of the thing; missing ones are laid out by the window. */
export interface Layout {
  readonly positions: readonly { readonly id: string; readonly x: number; readonly y: number }[];
}

export const containerId = (host: string, container: string): string => `${host}/${container}`;
export const interfaceId = (host: string, name: string): string => `${host}:${name}`;

export const hostNamed = (lab: Lab, name: string): Host | undefined => lab.hosts.find((host) => host.name === name);
export const networkNamed = (lab: Lab, name: string): Network | undefined =>
  lab.networks.find((network) => network.name === name);
export const segmentNamed = (lab: Lab, name: string): Segment | undefined =>
  lab.segments.find((segment) => segment.name === name);
export const interfaceNamed = (host: Host, name: string): Interface | undefined =>
  host.interfaces.find((item) => item.name === name);
