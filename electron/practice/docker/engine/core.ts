/** The engine's state, which is only ever replaced, and the host's kernel that goes along with it. */
import type { DockerState } from '../../../../shared/host/state.ts';
import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import type { DockerObjects, NetworkNamespace } from '../../os/machine.ts';
import { releases } from '../../os/releases.ts';
import { asInstalled, type DaemonSettings, daemonFile, daemonState } from './daemon-settings.ts';
import { dockerState, UNREACHABLE } from './docker-state.ts';
import { findContainer } from './find.ts';
import { firstState } from './first-state.ts';
import type { EngineHost, EngineOptions, KeptEngine } from './host.ts';
import type { Container, EngineState, Image } from './state.ts';
import type { EngineWorld } from './world.ts';

/** Below those of what is started later. */
const DAEMON_PID = 612;

export class EngineCore {
  readonly host: EngineHost;
  readonly options: EngineOptions;
  readonly version: string;
  /** Whether the daemon runs. */
  powered = true;
  /** As the daemon took its settings last. */
  daemon: DaemonSettings;
  private now: EngineState;
  private told:
    | {
        readonly of: EngineState;
        readonly settings: DaemonSettings;
        readonly file: string | undefined;
        readonly state: DockerState;
      }
    | undefined;
  private readonly watchers: (() => void)[] = [];

  constructor(host: EngineHost, options: EngineOptions) {
    this.host = host;
    this.options = options;
    this.version = options.version ?? releases.bookworm.docker;
    this.now =
      options.kept?.state ?? firstState(options.seed, options.images ?? [], host.clock.now(), options.imageSizes);
    this.powered = options.kept?.powered ?? true;
    this.daemon = options.kept?.daemon ?? asInstalled;
  }

  /** Refuses when the daemon does not run. */
  get full(): EngineState {
    if (!this.powered) throw new Refusal(UNREACHABLE, 0);
    return this.now;
  }

  keep(): KeptEngine {
    return { state: this.now, powered: this.powered, daemon: this.daemon };
  }

  /** Whether the daemon runs or not. */
  get known(): EngineState {
    return this.now;
  }

  state(): DockerState {
    if (!this.powered) return { kind: 'stopped', message: UNREACHABLE };
    const [of, settings] = [this.now, this.daemon];
    const file = daemonFile(this.host.files());
    if (this.told?.of !== of || this.told.settings !== settings || this.told.file !== file) {
      this.told = { of, settings, file, state: dockerState(of, this.version, daemonState(settings, file)) };
    }
    return this.told.state;
  }

  objects(): DockerObjects | undefined {
    const state = this.powered && this.told?.of === this.now ? this.told.state : this.state();
    return state.kind === 'ready' ? state : undefined;
  }

  daemonProcess(): { readonly pid: number; readonly argv: readonly string[] } | undefined {
    return this.powered ? { pid: DAEMON_PID, argv: this.daemon.arguments } : undefined;
  }

  /** Does something to the engine and its host; when it is refused nothing has happened. */
  change(operation: (world: EngineWorld) => EngineWorld): void {
    if (!this.powered) throw new Refusal(UNREACHABLE, 0);
    this.apply(operation);
  }

  /** The same for what also answers. */
  make<Made extends { readonly world: EngineWorld }>(operation: (world: EngineWorld) => Made): Made {
    let answer: Made | undefined;
    this.change((world) => {
      answer = operation(world);
      return answer.world;
    });
    return answer as Made;
  }

  /** What happens whether the daemon runs or not. */
  apply(operation: (world: EngineWorld) => EngineWorld): void {
    const kernel = this.host.kernel();
    const before: EngineWorld = {
      state: this.now,
      kernel,
      now: this.host.clock.now(),
      version: this.version,
      seed: this.options.seed,
    };
    const after = operation(before);
    if (after.state !== before.state) {
      this.now = after.state;
      for (const watch of this.watchers) watch();
      this.host.changed();
    }
    if (after.kernel !== kernel) this.host.changeKernel(() => after.kernel);
  }

  /** Told of each new state, before the machine is. */
  watch(watcher: () => void): void {
    this.watchers.push(watcher);
  }

  container(id: string): Container | undefined {
    return this.now.containers.find((item) => item.id === id);
  }

  imageOf({ imageId }: Container): Image | undefined {
    return this.now.images.find(({ id }) => id === imageId);
  }

  /** Whose links a container's processes see. */
  namespaceOf({ id, networkMode }: Container): NetworkNamespace {
    if (networkMode === 'host') return { kind: 'host' };
    if (!networkMode.startsWith('container:')) return { kind: 'container', id };
    return this.namespaceOf(findContainer(this.now, networkMode.slice('container:'.length)));
  }
}
