/** The simulated Docker engine of one practice host, as its machine and the docker command use it. */

import { Refusal, refuse } from '../../../../shared/machine/docker/refusal.ts';
import type { Files } from '../../os/files/files.ts';
import type {
  Engine,
  InsideContainer,
  ListeningSocket,
  NamespaceState,
  NetworkNamespace,
  Userland,
} from '../../os/machine.ts';
import { revive } from './boot.ts';
import { removeContainer } from './containers.ts';
import { EngineCore } from './core.ts';
import { argumentsIn, readSettings } from './daemon-settings.ts';
import type { DiskContent, FileChange } from './disk-changes.ts';
import { addressByName, nameOfAddress } from './dns.ts';
import { editContainer, findContainer } from './find.ts';
import { FirstProcesses } from './first-processes.ts';
import type { Attached, EngineHost, EngineOptions } from './host.ts';
import { failedToStart, startContainer, startsWithDocker } from './lifecycle.ts';
import { argvOf, missingProgram, stopStatus } from './mains.ts';
import { mountsSeen } from './mounts.ts';
import { userIn } from './privileges.ts';
import { socketsOf } from './published.ts';
import { type Container, type Image, isRunning } from './state.ts';
import { Userlands } from './userlands.ts';
import { notRun, notRunning, notStarted } from './words.ts';

export const createEngine = (host: EngineHost, options: EngineOptions): DockerEngine => new DockerEngine(host, options);

export class DockerEngine extends EngineCore implements Engine {
  private readonly userlands = new Userlands(this);
  readonly processes = new FirstProcesses(this, this.userlands, (id) => this.start(id));
  /** After it was brought back: what ran when it was put away begins anew, with the same ids. */
  resume(): void {
    if (!this.powered) return;
    for (const container of this.known.containers.filter(isRunning)) this.processes.run(container, undefined);
  }

  /** Whether images can be pulled from what stands for the public registry. */
  get reachesPublicRegistry(): boolean {
    return this.options.publicRegistry ?? true;
  }

  /** Starts a container; with somebody attached its first process is theirs to watch. */
  start(name: string, attached?: Attached): void {
    const container = findContainer(this.full, name);
    if (container.status === 'running') return;
    const userland = this.userlands.of(container);
    userIn(userland.files, container.config.user, container.config);
    const missing = missingProgram(argvOf(container)[0] ?? '', userland);
    if (missing !== undefined) {
      const why = notStarted(this.version, notRun(this.version, missing));
      const status = missing.endsWith('permission denied') ? 126 : 127;
      this.change((world) => failedToStart(world, container.id, why, status));
      throw new Refusal(why, 400);
    }
    this.change((world) => startContainer(world, container.id));
    this.processes.run(findContainer(this.full, container.id), attached);
  }

  /** When somebody started it last, in milliseconds since 1970; undefined: it runs since the machine does. */
  since: number | undefined;

  /** When it was to start and did not, in milliseconds since 1970. */
  failed: number | undefined;

  /** It does not run, and does as soon as somebody asks it something. */
  listens = false;

  /** `docker stop`, and `kill` with the status that the signal leaves. */
  stop(name: string, status?: number): void {
    const container = findContainer(this.full, name);
    if (!isUp(container)) return;
    this.processes.end(container, status, true);
    if (container.config.autoRemove) this.change((world) => removeContainer(world, container.id, true));
  }

  restart(name: string): void {
    const container = findContainer(this.full, name);
    if (isUp(container)) this.processes.end(container, undefined, true);
    this.start(container.id);
  }

  remove(name: string, force: boolean, withVolumes = false): void {
    const { id } = findContainer(this.full, name);
    this.change((world) => removeContainer(world, id, force, withVolumes));
  }

  /** A container in which something can be run; refuses where nothing can. */
  runningNamed(name: string): Container {
    const container = findContainer(this.full, name);
    const { id, status } = container;
    if (status === 'paused') refuse(`Container ${name} is paused, unpause the container before exec`, 409);
    if (status === 'restarting') refuse(`Container ${id} is restarting, wait until the container is running`, 409);
    if (status !== 'running') refuse(notRunning(this.version, id), 409);
    return container;
  }

  inside(id: string): Userland | undefined {
    const container = this.container(id);
    return container && isRunning(container) ? this.userlands.of(container) : undefined;
  }

  deviceOf(id: string, network: string): string | undefined {
    return this.container(id)?.endpoints.find((end) => end.network === network)?.device;
  }

  addressByName(id: string, name: string): string | undefined {
    return this.powered ? addressByName(this.known, id, name) : undefined;
  }

  nameOfAddress(id: string, address: string): string | undefined {
    return this.powered ? nameOfAddress(this.known, id, address) : undefined;
  }

  running(): ReturnType<Engine['running']> {
    return this.known.containers.filter(isRunning).map((container) => {
      const { files } = this.userlands.of(container);
      return { id: container.id, files, container: this.seenInside(container, files) };
    });
  }

  containerOf(files: Files): InsideContainer | undefined {
    const id = this.userlands.ownerOf(files);
    const container = id === undefined ? undefined : this.container(id);
    return container && isRunning(container) ? this.seenInside(container, files) : undefined;
  }

  containerNamed(id: string): InsideContainer | undefined {
    const container = this.container(id);
    if (container === undefined || !isRunning(container)) return undefined;
    return this.seenInside(container, this.userlands.of(container).files);
  }

  private seenInside(container: Container, files: Files): InsideContainer {
    return {
      id: container.id,
      argv: argvOf(container),
      user: userIn(files, container.config.user, container.config),
      pid: container.pid,
      started: container.started ?? 0,
      net: this.namespaceOf(container),
      minds: stopStatus(container, this.imageOf(container)) === 0,
      privileged: container.config.privileged,
      mounts: mountsSeen(container.config),
    };
  }

  sockets(net: NetworkNamespace): readonly ListeningSocket[] {
    return this.powered ? socketsOf(this, net) : [];
  }

  /** A container's files, whether it runs or not. */
  filesOf(id: string): Files {
    return this.userlands.of(findContainer(this.full, id)).files;
  }

  diskOf(image: Image): Files {
    return this.userlands.diskOf(image);
  }

  /** Whether there is a program of that name in an image. */
  hasProgram(image: Image, name: string): boolean {
    return image.services.includes(name) || this.options.programs(image.userland).has(name);
  }

  changesOf(id: string): readonly FileChange[] {
    return this.userlands.changesOf(findContainer(this.full, id));
  }

  /** The same, as an image of it keeps it. */
  contentOf(id: string): DiskContent {
    return this.userlands.contentOf(findContainer(this.full, id));
  }

  lifeOf(id: string): AbortSignal {
    return this.processes.life(id);
  }

  killed(id: string, status: number): void {
    this.stop(id, status);
  }

  changeNetwork(id: string, ownNetwork: NamespaceState): void {
    this.apply((world) => ({ ...world, state: editContainer(world.state, id, (item) => ({ ...item, ownNetwork })) }));
  }

  ofProcess(pid: number): string | undefined {
    return this.known.containers.find((item) => item.pid === pid && pid !== 0)?.id;
  }

  /**
   * @param listening its socket is left open: whoever comes has it started again (systemd's socket activation). `unplug` closes it.
   */
  power(how: 'start' | 'stop' | 'restart' | 'reload' | 'unplug', listening = false): string | undefined {
    this.listens = how === 'stop' && listening;
    if (how !== 'reload') this.failed = undefined;
    if (how === 'unplug') return undefined;
    if (how === 'reload') return this.powered ? this.takeSettings('reload') : undefined;
    if (how !== 'start') this.powerOff();
    return how === 'stop' ? undefined : this.powerOn();
  }

  /** A daemon that runs goes on with the arguments that it was started with. */
  private takeSettings(how: 'start' | 'reload'): string | undefined {
    const files = this.host.files();
    const read = readSettings(files, how === 'reload' ? this.daemon : argumentsIn(files));
    if (!read.ok) return read.message;
    this.daemon = read.value;
    this.host.changed();
    return undefined;
  }

  discard(): void {
    this.powered = false;
    this.processes.discard();
  }

  private powerOff(): void {
    if (!this.powered) return;
    // With live-restore containers do without a daemon.
    const ending = this.daemon.liveRestore ? [] : this.known.containers.filter(isUp);
    for (const container of ending) this.processes.end(container, undefined, false);
    this.powered = false;
    this.host.changed();
  }

  private powerOn(): string | undefined {
    if (this.powered) return undefined;
    const refused = this.takeSettings('start');
    if (refused !== undefined) {
      this.failed = this.host.clock.now();
      return refused;
    }
    this.powered = true;
    this.since = this.host.clock.now();
    this.apply(revive);
    for (const { id } of this.known.containers.filter(startsWithDocker)) {
      try {
        this.start(id);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    }
    this.host.changed();
    return undefined;
  }
}

const isUp = (container: Container): boolean => isRunning(container) || container.status === 'restarting';
