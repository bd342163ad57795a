/** The first processes of containers: started, watched, ended, and started again as their restart policy says. */

import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { aborted, anySignal } from '../../os/any-signal.ts';
import { ttyOf } from '../../os/processes/tty.ts';
import type { Input } from '../../os/streams.ts';
import { removeContainer } from './containers.ts';
import type { EngineCore } from './core.ts';
import { editContainer } from './find.ts';
import type { Attached } from './host.ts';
import { ended } from './lifecycle.ts';
import { linkVariables } from './linked.ts';
import { Log } from './log.ts';
import { argvOf, noInput, onlyStays, stopStatus, unwatchedShell } from './mains.ts';
import { userIn } from './privileges.ts';
import { registryStarts } from './registry-log.ts';
import { type Container, isRunning } from './state.ts';
import type { Userlands } from './userlands.ts';
import type { EngineWorld } from './world.ts';

interface First {
  readonly abort: AbortController;
  readonly done: Promise<number>;
}

export class FirstProcesses {
  private readonly core: EngineCore;
  private readonly userlands: Userlands;
  /** Starts a container that its restart policy wants again. */
  private readonly start: (id: string) => void;
  private readonly running = new Map<string, First>();
  private readonly lives = new Map<string, AbortController>();
  private readonly logs = new Map<string, Log>();

  constructor(core: EngineCore, userlands: Userlands, start: (id: string) => void) {
    this.core = core;
    this.userlands = userlands;
    this.start = start;
    core.watch(() => this.forget());
  }

  /** What belonged to containers that are gone, or that run no more. */
  private forget(): void {
    const gone = (id: string): boolean => this.core.container(id) === undefined;
    for (const id of this.logs.keys()) if (gone(id)) this.logs.delete(id);
    for (const [id, first] of this.running) {
      if (!gone(id)) continue;
      this.running.delete(id);
      first.abort.abort();
    }
    for (const [id, life] of this.lives) {
      const container = this.core.container(id);
      if (container !== undefined && isRunning(container)) continue;
      this.lives.delete(id);
      life.abort();
    }
  }

  log(id: string): Log {
    const log = this.logs.get(id) ?? new Log(() => this.core.host.clock.now());
    this.logs.set(id, log);
    return log;
  }

  /** Nothing runs for a container that only stays, as long as nobody watches it. */
  run(container: Container, attached: Attached | undefined): void {
    const image = this.core.imageOf(container);
    if (attached === undefined && onlyStays(container, image)) {
      const shell = unwatchedShell(container, image);
      if (argvOf(container)[0] === 'registry' && image?.services.includes('registry'))
        registryStarts(this.log(container.id), container, this.core.host.clock.now());
      if (shell !== undefined) void this.log(container.id).tee('stdout', undefined).write(shell.first);
      return;
    }
    const { id, config } = container;
    const abort = new AbortController();
    const userland = this.userlands.of(container);
    const log = this.log(id);
    const stdout = log.tee('stdout', attached?.stdout);
    const done = this.core.host
      .launch(argvOf(container), {
        env: { ...environmentOf(container), ...linkVariables(this.core.full, container) },
        cwd: config.workingDir || '/',
        stdin: attached === undefined ? noInput : typedTo(container, attached.stdin, abort.signal),
        stdout,
        stderr: config.tty ? stdout : log.tee('stderr', attached?.stderr),
        user: userIn(userland.files, config.user, config),
        userland,
        net: this.core.namespaceOf(container),
        signal: abort.signal,
      })
      .catch(() => 1);
    this.running.set(id, { abort, done });
    void done.then((status) => {
      if (this.running.get(id)?.abort !== abort) return;
      this.running.delete(id);
      this.afterEnd(id, status);
    });
  }

  /** It has ended by itself. */
  private afterEnd(id: string, status: number): void {
    const container = this.core.container(id);
    if (container === undefined || !isRunning(container)) return;
    this.core.apply((world) => ended(world, id, status, false));
    if (container.config.autoRemove) this.core.apply((world) => removeContainer(world, id, true));
    else if (wantsAgain(container, status)) void this.again(id, container.restarts);
  }

  /** Docker waits twice as long each time, up to a minute. */
  private async again(id: string, restarts: number): Promise<void> {
    this.core.apply((world) => edited(world, id, { status: 'restarting', restarts: restarts + 1 }));
    const abort = new AbortController();
    this.running.set(id, { abort, done: Promise.resolve(0) });
    await this.core.host.clock.sleep(Math.min(100 * 2 ** restarts, 60_000), abort.signal);
    const waits = this.core.container(id)?.status === 'restarting';
    if (abort.signal.aborted || !this.core.powered || !waits) return;
    this.running.delete(id);
    this.core.apply((world) => edited(world, id, { status: 'exited' }));
    try {
      this.start(id);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  /** Ends a container that runs or waits for its restart. */
  end(container: Container, status: number | undefined, byHand: boolean): void {
    const first = this.running.get(container.id);
    this.running.delete(container.id);
    const left = status ?? stopStatus(container, this.core.imageOf(container));
    this.core.apply((world) => ended(world, container.id, left, byHand));
    first?.abort.abort();
    const shell = first === undefined ? unwatchedShell(container, this.core.imageOf(container)) : undefined;
    if (shell !== undefined && isRunning(container))
      void this.log(container.id).tee('stdout', undefined).write(shell.prompt);
  }

  /** Ends everything at once, and starts nothing again. What is known of the containers stays as it is. */
  discard(): void {
    const aborts = [...this.running.values()].map(({ abort }) => abort).concat(...this.lives.values());
    this.running.clear();
    this.lives.clear();
    for (const abort of aborts) abort.abort();
  }

  /** Somebody watches a container that runs, and types to it if nobody else does. */
  attach(container: Container, attached: Attached): void {
    const { id } = container;
    if (!this.running.has(id)) this.run(container, attached);
    else void this.log(id).follow(attached, anySignal([attached.signal, this.life(id)]));
  }

  /** The exit status of the first process that is watched, even if its container is gone by then. */
  watched(id: string): Promise<number> {
    return this.running.get(id)?.done ?? Promise.resolve(0);
  }

  /** Aborted when the container stops: whatever else runs in it ends then. */
  life(id: string): AbortSignal {
    const life = this.lives.get(id) ?? new AbortController();
    const container = this.core.container(id);
    if (container === undefined || !isRunning(container)) life.abort();
    else this.lives.set(id, life);
    return life.signal;
  }

  /** Resolves with the exit status when the container has stopped, or when the signal is aborted. */
  async wait(id: string, signal: AbortSignal): Promise<number> {
    const container = this.core.container(id);
    if (container !== undefined && isRunning(container)) await aborted(anySignal([this.life(id), signal]));
    return this.core.container(id)?.exitCode ?? 0;
  }
}

/**
 * What somebody types who watches. That there is nothing more ends only what was made for one who types, and has no terminal: who
 * attaches to another may go, and the container waits for the next one.
 */
function typedTo({ config }: Container, typed: Input, ended: AbortSignal): Input {
  if (!config.openStdin || ttyOf(typed) !== undefined || (config.attach && !config.tty)) return typed;
  const orEnded = async (more: Promise<string | undefined>): Promise<string | undefined> => {
    const text = await more;
    if (text === undefined) await aborted(ended);
    return text;
  };
  return {
    read: () => orEnded(typed.read()),
    line: () => orEnded(typed.line()),
    async all() {
      const text = await typed.all();
      await aborted(ended);
      return text;
    },
  };
}

const wantsAgain = ({ config: { restart }, restarts }: Container, status: number): boolean =>
  restart.name === 'always' ||
  restart.name === 'unless-stopped' ||
  (restart.name === 'on-failure' && status !== 0 && (restart.maximum === 0 || restarts < restart.maximum));

const edited = (world: EngineWorld, id: string, change: Partial<Container>): EngineWorld => ({
  ...world,
  state: editContainer(world.state, id, (item) => ({ ...item, ...change })),
});

/** @param tty whether the process has a terminal: a program that is run beside the first one has its own, or none */
export function environmentOf({ config }: Container, tty = config.tty): Readonly<Record<string, string>> {
  const pairs = config.env.map((item): [string, string] => {
    const at = item.indexOf('=');
    return at === -1 ? [item, ''] : [item.slice(0, at), item.slice(at + 1)];
  });
  const given = Object.fromEntries(pairs);
  // In Docker's own order; runc adds HOME where nobody has given one.
  return {
    ...(given.PATH !== undefined && { PATH: given.PATH }),
    HOSTNAME: config.hostname,
    ...(tty ? { TERM: 'xterm' } : {}),
    ...given,
    ...(given.HOME === undefined && { HOME: '/root' }),
  };
}
