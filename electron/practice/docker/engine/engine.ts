/**
 * The simulated Docker engine of one practice host. Its state is plain and only ever replaced; beside it stand the processes
 * and files of containers and what registries were given, which are no state that anybody compares.
 */
import type { DockerState } from '../../../../shared/host/state.ts';
import type { Engine } from '../../machine/engine.ts';
import type { Files } from '../../machine/files.ts';
import type { Clock, Commands, KernelState, NetworkNamespace } from '../../machine/machine.ts';
import type { Input, Output, Surroundings, User, Userland } from '../../process.ts';
import { revive } from './boot.ts';
import { imageFiles, networkFiles } from './container-files.ts';
import { removeContainer } from './containers.ts';
import { type DaemonSettings, readSettings } from './daemon-settings.ts';
import { dockerState, UNREACHABLE } from './docker-state.ts';
import { findContainer } from './find.ts';
import { firstState } from './first-state.ts';
import { ended, failedToStart, startContainer, startsWithDocker } from './lifecycle.ts';
import { Log } from './log.ts';
import { argvOf, HELLO, missingProgram, noInput, onlyStays, service, stopStatus } from './mains.ts';
import { Refusal, refuse } from './refusal.ts';
import { type Container, type EngineState, type Image, isRunning, type UserlandKind } from './state.ts';
import type { World } from './world.ts';

/** The machine, as far as its engine needs it. */
export interface EngineHost {
  readonly name: string;
  kernel(): KernelState;
  changeKernel(next: (kernel: KernelState) => KernelState): void;
  readonly clock: Clock;
  /** The host's own files, where Docker's settings are. Read when they are needed, not before. */
  files(): Files;
  /** The engine's state is another now. */
  changed(): void;
  /** Runs a program as root until it ends; what containers' first processes run by. */
  launch(argv: readonly string[], surroundings: Surroundings): Promise<number>;
}

export interface EngineOptions {
  /** What ids follow from; another for each host. */
  readonly seed: string;
  /** Images that are there already: `busybox:latest`. */
  readonly images?: readonly string[];
  /** False: the hosts of this lab reach no public registry, so only what is there can be run. */
  readonly publicRegistry?: boolean;
  /** The programs of each kind of image. */
  readonly programs: (kind: UserlandKind) => Commands;
  readonly makeFiles: (initial: Readonly<Record<string, string>>) => Files;
}

/** Who watches a container's first process, and types to it. */
export interface Attached {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Whoever watches stops watching: the container goes on. */
  readonly signal: AbortSignal;
}

interface Main {
  readonly abort: AbortController;
  readonly done: Promise<number>;
}

interface Disk {
  readonly files: Files;
  written: string;
}

export const ROOT: User = { name: 'root', uid: 0 };

export const createEngine = (host: EngineHost, options: EngineOptions): DockerEngine => new DockerEngine(host, options);

export class DockerEngine implements Engine {
  readonly host: EngineHost;
  private readonly options: EngineOptions;
  private now: EngineState;
  private up: boolean;
  private told: { readonly of: EngineState; readonly state: DockerState } | undefined;
  private readonly mains = new Map<string, Main>();
  private readonly lives = new Map<string, AbortController>();
  private readonly logs = new Map<string, Log>();
  private readonly disks = new Map<string, Disk>();
  private readonly userlands = new Map<string, Commands>();
  /** What registries that run as containers here were given, by container. */
  readonly stores = new Map<string, Map<string, Image>>();
  private settings: DaemonSettings = { insecureRegistries: [], liveRestore: false };

  constructor(host: EngineHost, options: EngineOptions) {
    this.host = host;
    this.options = options;
    this.now = firstState(options.seed, options.images ?? [], host.clock.now());
    this.up = true;
  }

  /** Throws when the daemon does not run. */
  get full(): EngineState {
    if (!this.up) throw new Refusal(UNREACHABLE, 0);
    return this.now;
  }

  /** Whether the daemon runs or not. */
  get known(): EngineState {
    return this.now;
  }

  get powered(): boolean {
    return this.up;
  }

  /** Whether images can be pulled from what stands for the public registry. */
  get reachesPublicRegistry(): boolean {
    return this.options.publicRegistry ?? true;
  }

  get daemon(): DaemonSettings {
    return this.settings;
  }

  state(): DockerState {
    if (!this.up) return { kind: 'stopped', message: UNREACHABLE };
    if (this.told?.of !== this.now) this.told = { of: this.now, state: dockerState(this.now) };
    return this.told.state;
  }

  /** Does something to the engine and its host; when it is refused nothing has happened. */
  change(operation: (world: World) => World): void {
    if (!this.up) throw new Refusal(UNREACHABLE, 0);
    this.set(operation);
  }

  /** The same for what also answers. */
  make<Answer extends { readonly world: World }>(operation: (world: World) => Answer): Answer {
    let answer: Answer | undefined;
    this.change((world) => {
      answer = operation(world);
      return answer.world;
    });
    return answer as Answer;
  }

  private set(operation: (world: World) => World): void {
    const kernel = this.host.kernel();
    const before: World = { state: this.now, kernel, now: this.host.clock.now(), seed: this.options.seed };
    const after = operation(before);
    if (after.state !== before.state) {
      this.now = after.state;
      this.forget();
      this.host.changed();
    }
    if (after.kernel !== kernel) this.host.changeKernel(() => after.kernel);
  }

  /** What belonged to containers that are gone. */
  private forget(): void {
    if (this.disks.size + this.logs.size + this.stores.size + this.mains.size + this.lives.size === 0) return;
    const ids = new Set(this.now.containers.map(({ id }) => id));
    for (const kept of [this.disks, this.logs, this.stores]) {
      for (const id of kept.keys()) if (!ids.has(id)) kept.delete(id);
    }
    for (const [id, main] of this.mains) {
      if (ids.has(id)) continue;
      this.mains.delete(id);
      main.abort.abort();
    }
    for (const [id, life] of this.lives) {
      if (this.now.containers.some((item) => item.id === id && isRunning(item))) continue;
      this.lives.delete(id);
      life.abort();
    }
  }

  imageOf(container: Container): Image | undefined {
    return this.now.images.find(({ id }) => id === container.imageId);
  }

  log(id: string): Log {
    const log = this.logs.get(id) ?? new Log();
    this.logs.set(id, log);
    return log;
  }

  /** Starts a container; with somebody attached its first process is theirs to watch. */
  start(name: string, attached?: Attached): void {
    const container = findContainer(this.full, name);
    if (container.status === 'running') return;
    const missing = this.missing(container);
    if (missing !== undefined) {
      const denied = missing.endsWith('permission denied');
      const why = `failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${missing}: unknown`;
      this.change((world) => failedToStart(world, container.id, why, denied ? 126 : 127));
      throw new Refusal(why, 400);
    }
    this.change((world) => startContainer(world, container.id));
    this.runMain(findContainer(this.now, container.id), attached);
  }

  private missing(container: Container): string | undefined {
    const [program = ''] = argvOf(container);
    return missingProgram(program, this.userlandOf(container));
  }

  private runMain(container: Container, attached: Attached | undefined): void {
    if (attached === undefined && onlyStays(container, this.imageOf(container))) return;
    const { id, config } = container;
    const abort = new AbortController();
    const log = this.log(id);
    const stdout = log.tee('stdout', attached?.stdout);
    const done = this.host
      .launch(argvOf(container), {
        env: environmentOf(container),
        cwd: config.workingDir || '/',
        stdin: attached?.stdin ?? noInput,
        stdout,
        stderr: config.tty ? stdout : log.tee('stderr', attached?.stderr),
        user: ROOT,
        userland: this.userlandOf(container),
        net: this.namespaceOf(container),
        signal: abort.signal,
      })
      .catch(() => 1);
    this.mains.set(id, { abort, done });
    void done.then((status) => {
      if (this.mains.get(id)?.abort !== abort) return;
      this.mains.delete(id);
      this.afterEnd(id, status);
    });
  }

  /** Its first process has ended by itself. */
  private afterEnd(id: string, status: number): void {
    const container = this.now.containers.find((item) => item.id === id);
    if (container === undefined || !isRunning(container)) return;
    this.set((world) => ended(world, id, status, false));
    if (container.config.autoRemove) {
      this.set((world) => removeContainer(world, id, true));
      return;
    }
    const { name, maximum } = container.config.restart;
    const again =
      name === 'always' ||
      name === 'unless-stopped' ||
      (name === 'on-failure' && status !== 0 && (maximum === 0 || container.restarts < maximum));
    if (again) void this.again(id, container.restarts);
  }

  /** Docker waits twice as long each time, up to a minute. */
  private async again(id: string, restarts: number): Promise<void> {
    this.set((world) => edited(world, id, { status: 'restarting', restarts: restarts + 1 }));
    const abort = new AbortController();
    this.mains.set(id, { abort, done: Promise.resolve(0) });
    await this.host.clock.sleep(Math.min(100 * 2 ** restarts, 60_000), abort.signal);
    const container = this.now.containers.find((item) => item.id === id);
    if (abort.signal.aborted || !this.up || container?.status !== 'restarting') return;
    this.mains.delete(id);
    this.set((world) => edited(world, id, { status: 'exited' }));
    try {
      this.start(id);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  /** Resolves with the exit status when the container has stopped, or when the signal is aborted. */
  async wait(id: string, signal: AbortSignal): Promise<number> {
    const container = this.now.containers.find((item) => item.id === id);
    if (container !== undefined && isRunning(container)) await aborted(AbortSignal.any([this.life(id), signal]));
    return this.now.containers.find((item) => item.id === id)?.exitCode ?? 0;
  }

  /** Aborted when the container stops: whatever runs in it ends then. */
  life(id: string): AbortSignal {
    const life = this.lives.get(id) ?? new AbortController();
    const container = this.now.containers.find((item) => item.id === id);
    if (container === undefined || !isRunning(container)) life.abort();
    else this.lives.set(id, life);
    return life.signal;
  }

  /** Somebody watches a container that runs and types to it. */
  attach(id: string, attached: Attached): void {
    const container = findContainer(this.full, id);
    if (!this.mains.has(id)) this.runMain(container, attached);
    else void this.log(id).follow(attached, AbortSignal.any([attached.signal, this.life(id)]));
  }

  /** The exit status of the first process that was watched, even if its container is gone by now. */
  watched(id: string): Promise<number> {
    return this.mains.get(id)?.done ?? Promise.resolve(0);
  }

  /** `docker stop`, and `kill` with the status that the signal leaves. */
  stop(name: string, status?: number): void {
    const container = findContainer(this.full, name);
    if (!isRunning(container) && container.status !== 'restarting') return;
    this.end(container, status);
    if (container.config.autoRemove) this.change((world) => removeContainer(world, container.id, true));
  }

  private end(container: Container, status: number | undefined, byHand = true): void {
    const main = this.mains.get(container.id);
    this.mains.delete(container.id);
    const left = status ?? stopStatus(container, this.imageOf(container));
    this.set((world) => ended(world, container.id, left, byHand));
    main?.abort.abort();
  }

  restart(name: string): void {
    const container = findContainer(this.full, name);
    const { autoRemove } = container.config;
    if (isRunning(container) || container.status === 'restarting') this.end(container, undefined);
    if (autoRemove && !this.now.containers.some(({ id }) => id === container.id)) return;
    this.start(container.id);
  }

  remove(name: string, force: boolean): void {
    const { id } = findContainer(this.full, name);
    this.change((world) => removeContainer(world, id, force));
  }

  inside(id: string): Userland | undefined {
    const container = this.now.containers.find((item) => item.id === id);
    return container && isRunning(container) ? this.userlandOf(container) : undefined;
  }

  ofProcess(pid: number): string | undefined {
    return this.now.containers.find((item) => item.pid === pid && pid !== 0)?.id;
  }

  /** Whose links a container's processes see. */
  namespaceOf({ id, networkMode }: Container): NetworkNamespace {
    if (networkMode === 'host') return { kind: 'host' };
    if (!networkMode.startsWith('container:')) return { kind: 'container', id };
    return this.namespaceOf(findContainer(this.now, networkMode.slice('container:'.length)));
  }

  private userlandOf(container: Container): Userland {
    return {
      hostname: container.config.hostname,
      files: this.diskOf(container),
      commands: this.programsOf(this.imageOf(container)),
    };
  }

  /** Made when somebody looks; what Docker writes into it follows the container's addresses. */
  private diskOf(container: Container): Files {
    const image = this.imageOf(container) ?? { userland: 'busybox' as const };
    const files = networkFiles(container, this.resolver());
    const disk = this.disks.get(container.id) ?? {
      files: this.options.makeFiles({ ...imageFiles(image), ...files }),
      written: files['/etc/hosts'] ?? '',
    };
    this.disks.set(container.id, disk);
    if (disk.written !== files['/etc/hosts']) {
      disk.written = files['/etc/hosts'] ?? '';
      for (const [path, text] of Object.entries(files)) disk.files.write(path, text);
    }
    return disk.files;
  }

  private resolver(): string {
    const files = this.host.files();
    return files.status('/etc/resolv.conf')?.kind === 'file' ? files.read('/etc/resolv.conf') : '';
  }

  private programsOf(image: Image | undefined): Commands {
    const key = image?.id ?? '';
    const known = this.userlands.get(key);
    if (known !== undefined) return known;
    const clock = (): Clock => this.host.clock;
    const own = (image?.services ?? []).map((name) => [name, service(clock, name === 'hello' ? HELLO : '')] as const);
    const base = this.options.programs(image?.userland ?? 'busybox');
    const made = own.length === 0 ? base : new Map([...base, ...own]);
    this.userlands.set(key, made);
    return made;
  }

  /**
   * `systemctl stop docker`, `start`, `restart` and `reload`.
   * @returns why dockerd does not start or does not take its settings, as its log says it
   */
  power(how: 'start' | 'stop' | 'restart' | 'reload'): string | undefined {
    if (how === 'reload') return this.takeSettings();
    if (how !== 'start') this.powerOff();
    return how === 'stop' ? undefined : this.powerOn();
  }

  private takeSettings(): string | undefined {
    const read = readSettings(this.host.files());
    if (!read.ok) return read.message;
    this.settings = read.value;
    return undefined;
  }

  private powerOff(): void {
    if (!this.up) return;
    for (const container of this.now.containers) {
      if (!isRunning(container) && container.status !== 'restarting') continue;
      this.end(container, undefined, false);
    }
    this.up = false;
    this.host.changed();
  }

  private powerOn(): string | undefined {
    if (this.up) return undefined;
    const refused = this.takeSettings();
    if (refused !== undefined) return refused;
    this.up = true;
    this.set(revive);
    for (const { id } of this.now.containers.filter(startsWithDocker)) {
      try {
        this.start(id);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    }
    this.host.changed();
    return undefined;
  }

  kernelChanged(_kernel: KernelState): void {
    // Docker does not look either: what became of its networks shows when the next container starts.
  }

  /** Runs a program inside a container that runs; refuses as Docker does when it cannot. */
  running(name: string): Container {
    const container = findContainer(this.full, name);
    if (container.status === 'paused')
      refuse(`Container ${container.id} is paused, unpause the container before exec`, 409);
    if (container.status === 'restarting') {
      refuse(`Container ${container.id} is restarting, wait until the container is running`, 409);
    }
    if (container.status !== 'running') refuse(`Container ${container.id} is not running`, 409);
    return container;
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

export function environmentOf({ config }: Container): Readonly<Record<string, string>> {
  const pairs = config.env.map((item): [string, string] => {
    const at = item.indexOf('=');
    return at === -1 ? [item, ''] : [item.slice(0, at), item.slice(at + 1)];
  });
  return {
    HOSTNAME: config.hostname,
    ...(config.tty ? { TERM: 'xterm' } : {}),
    HOME: '/root',
    ...Object.fromEntries(pairs),
  };
}

const edited = (world: World, id: string, change: Partial<Container>): World => ({
  ...world,
  state: {
    ...world.state,
    containers: world.state.containers.map((item) => (item.id === id ? { ...item, ...change } : item)),
  },
});
