/** A simulated Docker engine: what `docker` and Docker's socket show and change. */
import type { DockerState, HostState } from '../../../shared/host/state.ts';
import type { KeptEngine } from '../docker/engine/host.ts';
import type { Userland } from './process.ts';

export interface Engine {
  /** As plain data, to go on from later. */
  keep(): KeptEngine;
  /** What ran when it was put away runs again. */
  resume(): void;
  /** As a probe would tell it; `stopped` while the service is. */
  state(): DockerState;
  /** The daemon's process, as /proc tells it; undefined while it does not run. */
  daemonProcess(): { readonly pid: number; readonly argv: readonly string[] } | undefined;
  /** Files and commands inside a container that runs; undefined: there is none of that id, or it does not run. */
  inside(id: string): Userland | undefined;
  /** The container whose first process has this id on the host. */
  ofProcess(pid: number): string | undefined;
  /**
   * `systemctl stop docker`, `start`, `restart`, `reload`.
   * @returns why it does not start, as dockerd's log says it; undefined: it did as asked
   */
  power(how: 'start' | 'stop' | 'restart' | 'reload'): string | undefined;
  /** The machine is thrown away: what runs in containers ends, and nothing else is put in order. */
  discard(): void;
  /** The host was looked at again after its links changed: networks whose parents went, for instance. */
  kernelChanged(kernel: Omit<HostState, 'docker' | 'records'>): void;
}
