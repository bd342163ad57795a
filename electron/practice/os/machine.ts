/**
 * A practice host and what runs on it, as types: a simulated machine whose state programs read and change, and what a program on
 * it is given. They name each other (a machine has programs, a program is given its machine), so they stand together.
 */
import type { DockerState, HostState } from '../../../shared/host/state.ts';
import type { KernelState } from '../../../shared/machine/kernel/kernel.ts';
import type { Clock } from './clock.ts';
import type { Files } from './files/files.ts';
import type { Input, Output } from './streams.ts';

export interface Machine {
  /** Its name in the lab and on itself. */
  readonly name: string;
  kernel(): KernelState;
  /** Everything on the host that depends on it is told. */
  changeKernel(next: (kernel: KernelState) => KernelState): void;
  /** Undefined: Docker is not installed. */
  readonly engine: Engine | undefined;
  readonly userland: Userland;
  /** The host as a probe would tell it, made of the kernel, the engine and the records among the files. */
  state(): HostState;
  /** Called after each change of kernel or engine. The result stops it. */
  onChange(told: () => void): () => void;
  /** Called after each change of its files, of which there are many: what its state says of them may be another one. The result stops it. */
  onFilesChange(told: () => void): () => void;
  readonly wires: Wires;
  readonly clock: Clock;
}

/** All practice hosts of one lab and what is between them. */
export interface Wires {
  /** Every host of the lab: a registry is found by whose address it has. Without it there are no others. */
  machines?(): Iterable<Machine>;
  /** What becomes of one echo request, by tracing it through all hosts as they are now. */
  echo(machine: Machine, from: NetworkNamespace, to: string, how?: EchoAsked): Echo;
  /** A connection to whoever listens at an address and port. Without it nobody does. */
  connect?(asking: Pick<Process, 'userland' | 'machine' | 'net'>, address: string, port: number): Connecting;
  /** Where a host sends on what somebody begins with one of its ports; undefined: it takes it itself, or Docker does. */
  sentOn?(machine: Machine, caller: Caller): SentOn | undefined;
  /** The MAC address that answers an ARP question on a link, if anybody does. */
  arp(machine: Machine, from: NetworkNamespace, device: string, address: string): string | undefined;
}

/** Who begins a connection, and with whom. */
export interface Caller {
  readonly from: string;
  readonly address: string;
  readonly port: number;
}

export type SentOn =
  | {
      readonly kind: 'onward';
      readonly from: string;
      readonly address: string;
      readonly port: number;
      /** In the router's own name: the answer comes back to it in any case. */
      readonly masqueraded: boolean;
    }
  | { readonly kind: 'lost' | 'refused' | 'unreachable' };

export type Connecting =
  | {
      readonly kind: 'connection';
      readonly connection: { readonly input: Input; readonly output: Output; close(): void };
    }
  /** In the words of strerror, and after how many milliseconds the kernel says so. */
  | { readonly kind: 'failed'; readonly why: string; readonly after: number };

export interface EchoAsked {
  readonly source?: string;
  /** The link that it leaves by, whatever the routes say. */
  readonly device?: string;
  readonly ttl?: number;
  /** Of what it carries, in bytes; by default 56. */
  readonly size?: number;
  /** It may not be taken apart on its way. */
  readonly whole?: boolean;
  readonly id?: number;
  readonly sequence?: number;
  /** Who asks; by default root. */
  readonly uid?: number;
}

export type Echo =
  /** `rtt` in milliseconds. */
  | { readonly kind: 'reply'; readonly from: string; readonly ttl: number; readonly rtt: number }
  /**
   * An ICMP error that somebody sends back: `Destination Host Unreachable`. `after`: when it arrives, in milliseconds.
   * Of the sender's own kernel it is without `from`: `message too long, mtu=1400`.
   */
  | { readonly kind: 'error'; readonly from: string | undefined; readonly message: string; readonly after: number }
  /** The sender's own kernel refuses: `Network is unreachable`. */
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'lost' };

/** A socket that waits for connections. */
export interface ListeningSocket {
  readonly protocol: 'tcp' | 'udp';
  /** `0.0.0.0`, `::` for all of a family. */
  readonly address: string;
  readonly port: number;
  readonly program: string;
  readonly pid: number;
  /** How many may wait. */
  readonly backlog: number;
}

/** What is mounted in a container besides what every one has. */
export interface MountSeen {
  readonly at: string;
  readonly readOnly: boolean;
  /** The host's disk is behind it; else it is memory. */
  readonly onDisk: boolean;
  /** As it was asked for: `64m`. */
  readonly size: string | undefined;
}

/** A container as its own processes see it. */
export interface InsideContainer {
  readonly id: string;
  /** The first process. */
  readonly argv: readonly string[];
  readonly user: User;
  /** Its number on the host. */
  readonly pid: number;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly net: NetworkNamespace;
  /** Whether a signal that can be handled ends the first process: a service does, a shell or a sleep does not. */
  readonly minds: boolean;
  /** It may change what of /proc and /sys is its own. */
  readonly privileged: boolean;
  readonly mounts: readonly MountSeen[];
}

/** What a network namespace has of its own. */
export type NamespaceState = Pick<KernelState, 'links' | 'routes' | 'sysctls'>;

export type DockerObjects = Pick<Extract<DockerState, { kind: 'ready' }>, 'version' | 'containers' | 'networks'>;

/** A Docker engine, as far as the rest of its machine has to do with it. */
export interface Engine {
  /** What ran when it was put away runs again. */
  resume(): void;
  /** As a probe would tell it; `stopped` while the service is. */
  state(): DockerState;
  /** What it has, asked for each frame on a wire: without a look into the daemon's settings. Undefined while the service is stopped. */
  objects(): DockerObjects | undefined;
  /** The daemon's process, as /proc tells it; undefined while it does not run. */
  daemonProcess(): { readonly pid: number; readonly argv: readonly string[] } | undefined;
  /** Files and commands inside a container that runs; undefined: there is none of that id, or it does not run. */
  inside(id: string): Userland | undefined;
  /** Docker's own name server, as a container sees it. */
  addressByName(id: string, name: string): string | undefined;
  nameOfAddress(id: string, address: string): string | undefined;
  /** All that runs. */
  running(): readonly { readonly id: string; readonly files: Files; readonly container: InsideContainer }[];
  /** The running container whose files these are. */
  containerOf(files: Files): InsideContainer | undefined;
  /** Aborted when a container ends, and all that runs in it with it. */
  lifeOf(id: string): AbortSignal;
  /** Sockets that Docker and the services of images have open. */
  sockets(net: NetworkNamespace): readonly ListeningSocket[];
  /** Ends a container, as a signal to its first process does. */
  killed(id: string, status: number): void;
  /** Processes of a running container have changed its network. */
  changeNetwork(id: string, network: NamespaceState): void;
  /** What a running container calls its link to a network: `eth1`. */
  deviceOf(id: string, network: string): string | undefined;
  /** The container whose first process has this id on the host. */
  ofProcess(pid: number): string | undefined;
  /**
   * `systemctl stop docker`, `start`, `restart`, `reload`.
   * @returns why it does not start, as dockerd's log says it; undefined: it did as asked
   */
  power(how: 'start' | 'stop' | 'restart' | 'reload' | 'unplug', listening?: boolean): string | undefined;
  /** When somebody started it last, in milliseconds since 1970; undefined: it runs since the machine does. */
  readonly since: number | undefined;
  /** When it was to start and did not, in milliseconds since 1970; undefined: it runs, or nobody wanted it to. */
  failed: number | undefined;
  /** It does not run, and is started as soon as somebody asks it something. */
  readonly listens: boolean;
  /** The machine is thrown away: what runs in containers ends, and nothing else is put in order. */
  discard(): void;
}

/** Whose links and routes a process sees: the host's own, a container's by its full id, or one that has a name. */
export type NetworkNamespace =
  | { readonly kind: 'host' }
  | { readonly kind: 'container'; readonly id: string }
  | { readonly kind: 'named'; readonly id: string };

/** Whose files and commands a process sees: the host's own, or those of a container's image. */
export interface Userland {
  readonly hostname: string;
  readonly files: Files;
  /** The programs on its path by name. */
  readonly commands: Commands;
}

export interface User {
  readonly name: string;
  readonly uid: number;
  /** Undefined: the group that /etc/passwd gives to the user, or the one with the user's number. */
  readonly gid?: number;
  /** Names of all groups that it belonged to when it logged in. Undefined: the one that is called as itself. */
  readonly groups?: readonly string[];
  /** What it may, as capabilities(7) calls them without `CAP_`. Undefined: root may everything, nobody else anything. */
  readonly capabilities?: readonly string[];
}

export const may = ({ uid, capabilities }: User, capability: string): boolean =>
  capabilities === undefined ? uid === 0 : capabilities.includes(capability);

export interface Process {
  /** With the program's own name first. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Permissions that new files are not given. Undefined: 022. */
  readonly umask?: number | undefined;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly user: User;
  readonly userland: Userland;
  readonly net: NetworkNamespace;
  readonly machine: Machine;
  /** Aborted when somebody interrupts or kills it; waiting programs end then. */
  readonly signal: AbortSignal;
  readonly pid: number;
  /**
   * Runs another program as a child and waits for its exit status: `sudo`, `nsenter`, `timeout`, `docker exec`. What is not
   * given is as for this process. A name that no program has prints nothing and is 127: the caller says so in its own words.
   */
  run(argv: readonly string[], otherwise?: Partial<Surroundings>): Promise<number>;
}

/** What a child may be given otherwise than its parent has it. */
export type Surroundings = Pick<
  Process,
  'env' | 'cwd' | 'stdin' | 'stdout' | 'stderr' | 'user' | 'userland' | 'net' | 'signal'
>;

/** A program: it reads, changes the machine, writes, and ends with an exit status of 0 to 255. */
export type Command = (process: Process) => number | Promise<number>;

/** What is on the path of hosts (or of containers) by its name. */
export type Commands = ReadonlyMap<string, Command>;
