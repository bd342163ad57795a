import { perObject } from '../per-object.ts';
import type { DockerDaemon } from './daemon.ts';
import type { LinkKeeper } from './managers.ts';

/**
 * What is, or should be, on one machine. Probe, prediction, practice and plan all speak of a host in these words and no others.
 * Plain, read-only data; a probe fills it, `shared/machine` changes a copy.
 */
export interface HostState {
  readonly hostname: string;
  readonly facts: HostFacts;
  readonly links: readonly Link[];
  readonly routes: readonly Route[];
  /**
   * Those that matter here, by their full dotted name: `net.ipv4.ip_forward`, `net.ipv4.conf.all.rp_filter`, one per interface; an
   * interface without one has the default's.
   */
  readonly sysctls: Readonly<Record<string, string>>;
  readonly firewall: Firewall;
  /** What of Docker could be seen. */
  readonly docker: DockerState;
  /** What Trunkline keeps on this host, one entry per lab. */
  readonly records: readonly LabRecord[];
}

export interface HostFacts {
  /** PRETTY_NAME of os-release. */
  readonly os: string;
  readonly kernel: string;
  /** As systemd-detect-virt says: `none`, `kvm`, `vmware`, `oracle`, `microsoft`, `uml`; empty: not known. */
  readonly virtualization: string;
  readonly user: string;
  /**
   * How scripts become root here. `sudo-password`: only with the person's password; unless the probe ran with it, what only
   * root may see is missing from this state. `none`: not at all.
   */
  readonly privilege: 'root' | 'sudo' | 'sudo-password' | 'none';
  /** What sudo said when it refused, when it did. */
  readonly refusal?: string;
  /** Kernel modules that are loaded, built in or loadable. */
  readonly modules: { readonly '8021q': boolean; readonly macvlan: boolean; readonly ipvlan: boolean };
  /** Who manages interfaces here: `NetworkManager`, `systemd-networkd`, `netplan`, `ifupdown`, `ifcfg`. */
  readonly managers: readonly string[];
  /** Which of them has which interface, as far as they tell it. */
  readonly keepers?: readonly LinkKeeper[];
  /** firewalld or ufw, when active. */
  readonly firewallManager: string | undefined;
  /** The address of this host that our SSH connection came in on. */
  readonly sshAddress: string | undefined;
  /** Network cards that are Wi-Fi. */
  readonly wireless?: readonly string[];
  /**
   * Network cards behind which a verify has shown once that frames of other MAC addresses pass, and on which day. Not told by the
   * host: we remember it.
   */
  readonly macsPass?: Readonly<Record<string, string>>;
  /** Commands that steps need and that are here: `ip`, `docker`, `iptables`, `nsenter`, `ping`, `flock`, `arping`, `curl`. */
  readonly commands: readonly string[];
}

export type LinkKind =
  | 'nic'
  | 'vlan'
  | 'macvlan'
  | 'ipvlan'
  | 'bridge'
  | 'bond'
  | 'veth'
  | 'dummy'
  | 'loopback'
  | 'other';

export interface Link {
  readonly name: string;
  readonly index: number;
  readonly kind: LinkKind;
  readonly mac: string;
  readonly mtu: number;
  /** The largest that its driver takes, where that is less than any packet can have (65,535). */
  readonly maxMtu?: number | undefined;
  /** Administratively up (the UP flag). */
  readonly up: boolean;
  /** The wire is there (LOWER_UP). */
  readonly carrier: boolean;
  /** Set by a person (the PROMISC flag), not the kernel's own count. */
  readonly promiscuous: boolean;
  /** `ip link set X alias …`; ours begins with `trunkline:`. */
  readonly alias: string | undefined;
  /** The link that this one stands on (`link` / `@parent`), for vlan, macvlan and ipvlan, when it is on this host. */
  readonly parent: string | undefined;
  /** The bridge or bond that this link is a port of. */
  readonly master: string | undefined;
  /** 802.1Q tag of a vlan link. */
  readonly vlan: number | undefined;
  /** The tag of a vlan link is one of 802.1ad (QinQ). A probe does not tell it. */
  readonly serviceTag?: true;
  /** A bridge that tells VLANs apart (vlan_filtering). */
  readonly filters?: true;
  /** Of such a bridge, and of its ports: the VLANs that it was told of, whose frames pass there tagged. */
  readonly portVlans?: readonly number[];
  /** Of a bridge: it speaks the spanning tree protocol. A probe does not tell it. */
  readonly stp?: true;
  /** Mode of a macvlan, ipvlan or bond link, as `ip -d` says it. */
  readonly mode: string | undefined;
  readonly addresses: readonly Address[];
}

export interface Address {
  readonly family: 4 | 6;
  readonly address: string;
  readonly prefix: number;
  readonly scope: string;
  /** Leased or learned (DHCP, router advertisement), so it may change by itself. */
  readonly dynamic?: boolean;
}

export interface Route {
  /** CIDR; the default route is `0.0.0.0/0`. */
  readonly to: string;
  readonly type: 'unicast' | 'blackhole' | 'unreachable' | 'prohibit' | 'throw' | 'local' | 'broadcast' | 'other';
  readonly via: string | undefined;
  readonly dev: string | undefined;
  /** Preferred source address. */
  readonly source: string | undefined;
  readonly scope: string;
  readonly protocol: string;
  readonly metric: number;
  readonly table: string;
  /** Of a route of several ways, which `via` and `dev` do not tell then. */
  readonly nexthops?: readonly { readonly via: string; readonly dev: string; readonly weight: number }[];
  /** Given though its next hop is no neighbour by the addresses. A probe does not tell it. */
  readonly onlink?: boolean;
  /** Of packets on this way, where it is less than the link's. A probe does not tell it. */
  readonly mtu?: number;
}

export interface Firewall {
  /** False: there is no iptables, or we may not read it; nothing is known then. */
  readonly known: boolean;
  readonly backend: 'legacy' | 'nf_tables' | undefined;
  /** The kernel also has tables of the other backend, whose rules apply too and are not shown here. */
  readonly otherBackend?: boolean;
  readonly filter: readonly Chain[];
  readonly nat: readonly Chain[];
  /** Nobody has looked: it is taken to be as a Docker leaves it. Never of a host that was looked at. */
  readonly assumed?: true;
}

export interface Chain {
  readonly name: string;
  /** Only built-in chains have one. */
  readonly policy: 'ACCEPT' | 'DROP' | undefined;
  readonly rules: readonly Rule[];
}

/** One rule of iptables-save, its matches taken apart as far as tracing a ping needs. */
export interface Rule {
  /** The arguments after `-A CHAIN`, as iptables-save wrote them. */
  readonly text: string;
  readonly in: Match | undefined;
  readonly out: Match | undefined;
  readonly source: Match | undefined;
  readonly destination: Match | undefined;
  readonly protocol: Match | undefined;
  /** `--icmp-type`, as a number: 8 asks, 0 answers; a name that is not known stands as it is. */
  readonly icmpType?: Match;
  /** conntrack or state match: `NEW`, `ESTABLISHED`, `RELATED`… */
  readonly states: readonly string[];
  readonly comment: string | undefined;
  /** `ACCEPT`, `DROP`, `REJECT`, `RETURN`, `MASQUERADE`, a chain's name, or '' without `-j`. */
  readonly target: string;
  /** Matches that we do not understand; the verdict over such a rule is uncertain. */
  readonly unknown: readonly string[];
}

export interface Match {
  readonly value: string;
  readonly negated: boolean;
}

export type DockerState =
  | {
      readonly kind: 'ready';
      readonly version: string;
      readonly rootless: boolean;
      /** Podman answering to docker's name. */
      readonly podman: boolean;
      readonly networks: readonly DockerNetwork[];
      readonly containers: readonly DockerContainer[];
      readonly images: readonly DockerImage[];
      readonly volumes: readonly DockerVolume[];
      readonly daemon: DockerDaemon;
      /** Those of labs that run here and answer. */
      readonly registries: readonly ServedRegistry[];
    }
  /** `denied`: the user may not talk to it; `stopped`: the client is there and no daemon answers. */
  | {
      readonly kind: 'missing' | 'denied' | 'stopped';
      readonly message: string;
      /** Only a Docker without root runs here, for some user. */
      readonly rootlessOnly?: boolean;
    };

export interface DockerNetwork {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  readonly internal: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
  readonly pools: readonly DockerPool[];
  /** Only the drawing tells of it, as one that is there already; no host was asked. */
  readonly unseen?: true;
}

export interface DockerPool {
  readonly subnet: string;
  readonly gateway: string | undefined;
  readonly range: string | undefined;
  readonly reserved: Readonly<Record<string, string>>;
}

export interface DockerContainer {
  readonly id: string;
  readonly name: string;
  /** As it was named when the container was made. */
  readonly image: string;
  readonly imageId: string;
  readonly command: readonly string[];
  readonly status: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  /** Why Docker could not start it, in its own words. */
  readonly error?: string;
  /** 0 while it does not run. */
  readonly pid: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly networkMode: string;
  /** Whether Docker starts it by itself: `no`, `always`, `unless-stopped`, `on-failure`. */
  readonly restart?: string;
  readonly endpoints: readonly DockerEndpoint[];
  /** Settings of its own network namespace, where it was asked for some: `net.ipv4.ip_forward`. */
  readonly sysctls?: Readonly<Record<string, string>>;
  /** What its own processes have made of the network that Docker gave it. Undefined: nothing, or nobody looked. */
  readonly ownNetwork?: ContainerNetwork;
}

/** A container's network namespace as it is. */
export interface ContainerNetwork {
  readonly links: readonly Link[];
  readonly routes: readonly Route[];
  readonly sysctls: Readonly<Record<string, string>>;
}

export interface DockerEndpoint {
  readonly network: string;
  /** What was asked for at creation; undefined: Docker picked. */
  readonly fixedAddress: string | undefined;
  /** What it has now; undefined while it does not run. */
  readonly address: string | undefined;
  readonly prefix: number | undefined;
  readonly gateway: string | undefined;
  readonly mac: string | undefined;
}

export interface DockerImage {
  readonly id: string;
  /** `busybox:latest`. */
  readonly tags: readonly string[];
  /** Of all its layers, unpacked, in bytes, as Docker counts them. This and the next only of images that the probe was asked for. */
  readonly size?: number;
  /** As `shared/host/image-content.ts` writes it. */
  readonly content?: string;
}

export interface DockerVolume {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** What a registry tells of itself. */
export interface ServedRegistry {
  readonly port: number;
  /** `busybox:v1`. */
  readonly tags: readonly string[];
}

/** `/var/lib/trunkline/NAME/` on a host. */
export interface LabRecord {
  readonly lab: string;
  /** The host's inventory before this lab's first deploy, as `shared/host/inventory.ts` writes it. */
  readonly inventory: string | undefined;
  /** Old values of what had to change, by the key of the resource that changed it. */
  readonly saved: Readonly<Record<string, string>>;
  /** Files of the lab's own elsewhere on the host, as far as they are there, by their paths. */
  readonly files?: Readonly<Record<string, string>>;
}

/** What a host keeps for a lab. */
export const recordOf = (state: HostState, lab: string): LabRecord | undefined =>
  state.records.find((record) => record.lab === lab);

export const linkNamed = ({ links }: HostState, name: string): Link | undefined => byName(links).get(name);

/** Of two with one name the first is found; asked for each thing of a lab. */
const byName = perObject(
  (links: HostState['links']) => new Map(links.toReversed().map((link) => [link.name, link] as const)),
);

/** The mark on links and in rule comments. */
export const ownerMark = (lab: string): string => `trunkline:${lab}`;
/** The label on a registry's container: the port that it is asked at. By it a probe finds the registry. */
export const registryLabel = 'dev.trunkline.registry';
/** The label on Docker objects. */
export const ownerLabel = 'dev.trunkline.lab';
