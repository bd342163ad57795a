/** Practice machines put together: kernel, Docker, shell and programs, as the real lab's hosts have them. */
import type { Lab } from '../../shared/lab/lab.ts';
import { docker } from './docker/cli/docker.ts';
import { installDocker } from './docker/create.ts';
import { curl } from './docker/curl.ts';
import type { UserlandKind } from './docker/engine/state.ts';
import { systemClock } from './machine/clock.ts';
import type { Clock, Commands } from './machine/machine.ts';
import { memoryFiles } from './machine/memory-files.ts';
import { createPractice, type Practice } from './machine/practice.ts';
import { busyboxNetworkCommands } from './network/busybox/commands.ts';
import { networkCommands } from './network/commands.ts';
import type { Machines } from './practice-hosts.ts';
import { busyboxCommands, hostCommands } from './text/commands.ts';

export interface PracticeOptions {
  readonly clock?: Clock;
  /** False: no image can be had from outside, as in a lab without a way to the Internet. */
  readonly publicRegistry?: boolean;
}

/** What is on every host from the start. */
const IMAGES = ['docker-registry:latest', 'registry:latest', 'busybox:latest'];

const ON_HOSTS: Commands = new Map([...hostCommands, ...networkCommands, ['curl', curl], ['docker', docker]]);
const IN_BUSYBOX: Commands = new Map([...busyboxCommands, ...busyboxNetworkCommands]);

function programs(kind: UserlandKind): Commands {
  switch (kind) {
    case 'busybox':
      return IN_BUSYBOX;
    // Images of Debian come without the programs for networks.
    case 'debian':
      return hostCommands;
    case 'none':
      return new Map();
  }
}

export const practiceOf = (lab: Lab, { clock = systemClock, publicRegistry = true }: PracticeOptions = {}): Practice =>
  createPractice(lab, {
    clock,
    files: () => memoryFiles({ now: () => clock.now() }),
    commands: ON_HOSTS,
    createEngine: (machine) => installDocker(machine, { images: IMAGES, programs, publicRegistry }),
  });

/** Of all labs that are practised with, by their names. */
export function practiceMachines(options: PracticeOptions = {}): Machines {
  const labs = new Map<string, Practice>();
  return {
    of(lab) {
      const known = labs.get(lab.name);
      if (known === undefined) labs.set(lab.name, practiceOf(lab, options));
      else known.update(lab);
      const machines = labs.get(lab.name)?.machines() ?? [];
      return new Map(machines.map((machine) => [machine.name, machine]));
    },
  };
}
