/** What an engine is given: its machine, what its images hold, and who watches a container. */

import type { KernelState } from '../../../../shared/machine/kernel/kernel.ts';
import type { Clock } from '../../os/clock.ts';
import type { Files } from '../../os/files/files.ts';
import type { Mount } from '../../os/files/memory-files.ts';
import type { Commands, NetworkNamespace, Surroundings } from '../../os/machine.ts';
import type { Input, Output } from '../../os/streams.ts';
import type { DaemonSettings } from './daemon-settings.ts';
import type { EngineState, UserlandKind } from './state.ts';

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

/** An engine as it is put away and brought back. */
export interface KeptEngine {
  readonly state: EngineState;
  readonly powered: boolean;
  readonly daemon: DaemonSettings;
}

export interface EngineOptions {
  /** What ids follow from; another for each host. */
  readonly seed: string;
  /** Docker's version; by default the one that all that it says was recorded from. */
  readonly version?: string | undefined;
  /** Images that are there already: `busybox:latest`. */
  readonly images?: readonly string[];
  /** In bytes, of those whose size is another than the catalogue says. */
  readonly imageSizes?: Readonly<Record<string, number>>;
  /** False: the hosts of this lab reach no public registry, so only what is there can be run. */
  readonly publicRegistry?: boolean;
  /** The programs of each kind of image. */
  /** It goes on from here; its containers run again once it is told to `resume`. */
  readonly kept?: KeptEngine | undefined;
  readonly programs: (kind: UserlandKind) => Commands;
  readonly makeFiles: (
    initial: Readonly<Record<string, string>>,
    mounts?: readonly Mount[],
    container?: Disked,
  ) => Files;
}

/** The container whose files are made. */
export interface Disked {
  readonly id: string;
  readonly privileged: boolean;
  /** Bytes; undefined: as many as there are. */
  readonly memory: number | undefined;
  /** How many processors it may keep busy. */
  readonly processes: number | undefined;
  readonly programs: readonly string[];
  net(): NetworkNamespace;
}

/** Who watches a container's first process, and types to it. */
export interface Attached {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Whoever watches stops watching: the container goes on. */
  readonly signal: AbortSignal;
}
