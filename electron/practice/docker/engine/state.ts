/** What a simulated Docker engine knows. Plain and immutable: each operation makes another state of it. */
import type { Pool } from '../../../../shared/machine/docker/ipam.ts';
import type { NamespaceState } from '../../os/machine.ts';

export interface EngineState {
  /** How many ids, process ids and the like were given away. */
  readonly counter: number;
  readonly networks: readonly Network[];
  readonly containers: readonly Container[];
  readonly images: readonly Image[];
  readonly volumes: readonly Volume[];
  /** What registries that run in containers here were given. */
  readonly served: readonly Served[];
}

export interface Volume {
  readonly name: string;
  readonly created: number;
  /** As they were given; Docker tells of one that a container made by naming it that it has none. */
  readonly labels: Readonly<Record<string, string>> | null;
}

/** An image in a registry that runs as a container. */
export interface Served {
  /** The volume that holds it, or the container's id: with what it is gone. */
  readonly kept: string;
  /** `busybox:v1`. */
  readonly name: string;
  readonly image: Image;
}

/** A subnet of IPv6 that a network was made with and does not use. */
export interface UnusedPool {
  readonly subnet: string;
  readonly gateway: string | undefined;
}

export interface Network {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  /** Milliseconds since 1970, as all times here. */
  readonly created: number;
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
  /** Docker shows these as null for the networks that it makes itself, as `{}` for others. */
  readonly ipamOptions: Readonly<Record<string, string>> | null;
  readonly pools: readonly Pool[];
  readonly unused6?: readonly UnusedPool[];
  /** Somebody chose the subnets; only then containers may choose their addresses. */
  readonly chosen: boolean;
  /** Docker made the parent itself and removes it with the network. */
  readonly madeParent: boolean;
  /** Its parent was not there when Docker started: listed, and of no use. */
  readonly lost: boolean;
}

export interface Container {
  readonly id: string;
  readonly name: string;
  readonly created: number;
  /** As it was named when the container was made. */
  readonly image: string;
  readonly imageId: string;
  readonly config: ContainerConfig;
  readonly networkMode: string;
  readonly endpoints: readonly Endpoint[];
  readonly status: 'created' | 'running' | 'paused' | 'restarting' | 'exited';
  readonly pid: number;
  readonly exitCode: number;
  /** Why it did not start. */
  readonly error: string;
  /** Undefined: never. */
  readonly started: number | undefined;
  /** How many names its links have been given since then. */
  readonly devices?: number;
  readonly finished: number | undefined;
  /** How often the restart policy started it. */
  readonly restarts: number;
  /** Somebody stopped it by hand, so `unless-stopped` leaves it. */
  readonly stoppedByHand: boolean;
  /** What its processes have made of the network that it was given; it is gone with its end. */
  readonly ownNetwork?: NamespaceState | undefined;
}

export interface ContainerConfig {
  readonly hostname: string;
  readonly user: string;
  readonly tty: boolean;
  readonly openStdin: boolean;
  readonly attach: boolean;
  readonly env: readonly string[];
  readonly command: readonly string[] | null;
  readonly entrypoint: readonly string[] | null;
  readonly workingDir: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly mac: string | undefined;
  readonly ports: readonly PublishedPort[];
  readonly exposed: readonly string[];
  readonly binds: readonly string[];
  /** Of a wish: places for volumes that nobody names. Of a container: the names that Docker gave those volumes. */
  readonly anonymous?: readonly string[];
  readonly privileged: boolean;
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
  readonly extraHosts: readonly string[];
  /** Of containers on the default network: those that it is told of. */
  readonly links?: readonly Linked[];
  readonly sysctls: Readonly<Record<string, string>>;
  readonly autoRemove: boolean;
  /** In bytes; undefined and 0: without a limit. */
  readonly memory?: number;
  /** With what may be swapped out; twice the memory where it was set with it. */
  readonly memorySwap?: number;
  readonly nanoCpus?: number;
  /** What stands in /etc/resolv.conf instead of the host's. */
  readonly dns?: readonly string[];
  readonly dnsSearch?: readonly string[];
  readonly dnsOptions?: readonly string[];
  /** Its own files can only be read. */
  readonly readOnly?: boolean;
  /** Paths of file systems that are empty at each start. */
  readonly tmpfs?: readonly string[];
  readonly restart: RestartPolicy;
}

/** What `--link` says: under which name a container is told of another. */
export interface Linked {
  readonly id: string;
  /** When it was said. */
  readonly name: string;
  readonly alias: string;
}

export interface RestartPolicy {
  readonly name: 'no' | 'always' | 'unless-stopped' | 'on-failure';
  readonly maximum: number;
}

export interface PublishedPort {
  /** `5000/tcp`. */
  readonly port: string;
  /** Empty: on all addresses. */
  readonly hostIp: string;
  readonly hostPort: string;
}

export interface Endpoint {
  readonly network: string;
  /** Of the network that it was last on; that one is looked for, even when another has its name by now. */
  readonly networkId: string;
  /** `network connect` and `run` write different things here when no address was asked for. */
  readonly ipamConfig: { readonly IPv4Address?: string } | null;
  readonly aliases: readonly string[] | null;
  /** Names that this container alone knows others on the network by: `n1:one`. */
  readonly links?: readonly string[] | undefined;
  /** The MAC address that was asked for on this network alone (`severalNetworksInRun`). */
  readonly askedMac?: string | undefined;
  readonly id: string;
  readonly address: string | undefined;
  readonly prefix: number;
  readonly gateway: string | undefined;
  readonly mac: string | undefined;
  /** What the container calls it. */
  readonly device?: string;
  /** The host's end of its veth pair, on bridge networks. */
  readonly veth: string | undefined;
}

export interface Image {
  /** Whom `docker commit -a` named, and the container that was committed. */
  readonly author?: string;
  readonly container?: string;
  /** `sha256:` and 64 hex digits. */
  readonly id: string;
  /** `busybox:latest`, as people write them. */
  readonly tags: readonly string[];
  /** `busybox@sha256:…`. */
  readonly digests: readonly string[];
  readonly created: number;
  /** In bytes. */
  readonly size: number;
  readonly command: readonly string[] | null;
  readonly entrypoint: readonly string[] | null;
  readonly env: readonly string[];
  readonly exposed: readonly string[];
  readonly volumes: readonly string[];
  readonly workingDir: string;
  readonly userland: UserlandKind;
  /** Programs of its own besides its userland's. */
  readonly services: readonly string[];
  /** What `docker commit` and builds have put into it, by path; and what else they have made of its disk. */
  readonly files?: Readonly<Record<string, string>>;
  readonly changes?: readonly DiskChange[];
  /** Who runs in it; undefined: root. */
  readonly user?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** What lines of shell are given to; undefined: `/bin/sh -c`. */
  readonly shell?: readonly string[];
  /** The image that it was made from here. */
  readonly parent?: string;
  /** How it was made here, the last step first; below them is what it was made from. */
  readonly history?: readonly HistoryStep[];
  /** How many layers it has. */
  readonly layers: number;
  /** Of one that came in an archive: digests of its layers, and what it says of running, as the archive has them. */
  readonly diffIds?: readonly string[];
  readonly config?: Readonly<Record<string, unknown>>;
}

/** What is to be made of a disk besides the texts of files: a folder, a link, permissions and owner, or that it is gone. */
export type DiskChange =
  | { readonly path: string; readonly kind: 'file' | 'directory'; readonly mode: number; readonly owner: string }
  | { readonly path: string; readonly kind: 'link'; readonly target: string }
  | { readonly path: string; readonly kind: 'gone' };

/** A step in an image's making, as `docker history` tells it. */
export interface HistoryStep {
  readonly created: number;
  /** `/bin/sh -c #(nop)  CMD ["sh"]`. */
  readonly by: string;
  /** In bytes. */
  readonly size: number;
  readonly comment: string;
}

/** Which programs and files an image has: `none` has only its own service. */
export type UserlandKind = 'busybox' | 'debian' | 'none';

export const isRunning = ({ status }: Container): boolean => status === 'running' || status === 'paused';
