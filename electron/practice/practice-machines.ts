/** Practice machines put together: kernel, Docker, shell and programs, as the real lab's hosts have them. */
import type { Lab } from '../../shared/lab/lab.ts';
import { success } from '../../shared/problem.ts';
import { dockerCommands } from './docker/commands.ts';
import { installDocker } from './docker/create.ts';
import type { KeptHosts, KeptLabs } from './kept-labs.ts';
import { systemClock } from './machine/clock.ts';
import type { Clock, Commands } from './machine/machine.ts';
import { memoryFiles } from './machine/memory-files.ts';
import { createPractice, type Practice } from './machine/practice.ts';
import { networkCommands } from './network/commands.ts';
import type { Machines } from './practice-hosts.ts';
import { killAll } from './shell/execute.ts';
import { hostCommands } from './text/commands.ts';

export interface PracticeOptions {
  readonly clock?: Clock;
  /** False: no image can be had from outside, as in a lab without a way to the Internet. */
  readonly publicRegistry?: boolean;
}

/** What is on every host from the start. */
const IMAGES = ['docker-registry:latest', 'registry:latest', 'busybox:latest'];

const ON_HOSTS: Commands = new Map([...hostCommands, ...networkCommands, ...dockerCommands]);

export const practiceOf = (
  lab: Lab,
  { clock = systemClock, publicRegistry = true }: PracticeOptions = {},
  hosts: KeptHosts = {},
): Practice =>
  createPractice(lab, {
    clock,
    files: () => memoryFiles({ now: () => clock.now() }),
    commands: ON_HOSTS,
    kept: hosts,
    createEngine: (machine, kept) => installDocker(machine, { images: IMAGES, publicRegistry, kept }),
  });

interface Practised {
  readonly practice: Practice;
  readonly watched: Set<string>;
  waiting: NodeJS.Timeout | undefined;
}

/** What changes within so many milliseconds is put away at once. */
const SAVE_MS = 1_000;

/**
 * Of all labs that are practised with, by their names.
 *
 * @param kept where they are put away for the next start of the program; without it they end with the program
 */
export function practiceMachines(kept?: KeptLabs, options: PracticeOptions = {}): Machines {
  const labs = new Map<string, Practised>();
  let closed = false;

  const save = async (lab: string, practised: Practised): Promise<void> => {
    clearTimeout(practised.waiting);
    practised.waiting = undefined;
    const hosts = practised.practice.machines().map((machine) => [machine.name, machine.keep()] as const);
    await kept?.save(lab, Object.fromEntries(hosts));
  };

  /** A new machine is there, or one has changed. */
  const watch = (lab: string, practised: Practised): void => {
    for (const machine of practised.practice.machines()) {
      if (practised.watched.has(machine.name)) continue;
      practised.watched.add(machine.name);
      machine.onChange(() => {
        if (!closed) practised.waiting ??= setTimeout(() => void save(lab, practised), SAVE_MS);
      });
    }
  };

  return {
    of(lab) {
      const known = labs.get(lab.name);
      known?.practice.update(lab);
      const hosts = known || !kept ? success({}) : kept.take(lab.name);
      if (!hosts.ok) return hosts;
      const practised = known ?? {
        practice: practiceOf(lab, options, hosts.value),
        watched: new Set<string>(),
        waiting: undefined,
      };
      labs.set(lab.name, practised);
      if (kept) watch(lab.name, practised);
      return success(new Map(practised.practice.machines().map((machine) => [machine.name, machine])));
    },
    async close() {
      for (const [name, practised] of labs) {
        if (kept) await save(name, practised);
        closed = true;
        kept?.leave(name);
        // What runs on them runs on nothing that ends by itself.
        for (const machine of practised.practice.machines()) {
          machine.engine?.power('stop');
          killAll(machine);
        }
      }
      labs.clear();
    },
  };
}
