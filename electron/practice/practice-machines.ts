/** Practice machines put together: kernel, Docker, shell and programs, as the real lab's hosts have them. */
import type { Lab } from '../../shared/lab/lab.ts';
import { type Problem, type Result, success } from '../../shared/problem.ts';
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
  /** Something has changed since it was put away last. */
  changed: boolean;
}

/** What changes within so many milliseconds is put away at once. */
const SAVE_MS = 1_000;

/**
 * Of all labs that are practised with, by their names.
 *
 * @param kept where they are put away for the next start of the program; without it they end with the program
 */
export function practiceMachines(kept?: KeptLabs, options: PracticeOptions = {}): Machines {
  const labs = new Map<string, Promise<Result<Practised>>>();
  const listeners = new Set<(problem: Problem) => void>();
  /** Told already, and still so. */
  const told = new Map<string, string>();
  let closed = false;

  const tell = (problem: Problem): void => {
    for (const listener of listeners) listener(problem);
  };

  /** Why it could not be put away, if it could not. */
  const save = async (lab: string, practised: Practised): Promise<Problem | undefined> => {
    clearTimeout(practised.waiting);
    practised.waiting = undefined;
    if (kept === undefined || !practised.changed) return undefined;
    practised.changed = false;
    const hosts = practised.practice.machines().map((machine) => [machine.name, machine.keep()] as const);
    const problem = await kept.save(lab, Object.fromEntries(hosts));
    if (problem) practised.changed = true;
    return problem;
  };

  const saveLater = async (lab: string, practised: Practised): Promise<void> => {
    const problem = await save(lab, practised);
    if (problem && told.get(lab) !== problem.message) tell(problem);
    if (problem) told.set(lab, problem.message);
    else told.delete(lab);
  };

  /** A new machine is there, or one has changed. */
  const watch = (lab: string, practised: Practised): void => {
    for (const machine of practised.practice.machines()) {
      if (practised.watched.has(machine.name)) continue;
      practised.watched.add(machine.name);
      machine.onChange(() => {
        practised.changed = true;
        if (!closed && kept) practised.waiting ??= setTimeout(() => void saveLater(lab, practised), SAVE_MS);
      });
    }
  };

  async function begin(lab: Lab): Promise<Result<Practised>> {
    const hosts = kept === undefined ? success({}) : await kept.take(lab.name);
    if (!hosts.ok) return hosts;
    for (const problem of hosts.warnings) {
      told.set(lab.name, problem.message);
      tell(problem);
    }
    let practice: Practice;
    try {
      practice = practiceOf(lab, options, hosts.value);
    } catch (error) {
      // Without anything kept it would be a bug of ours; with something, what was kept is to blame.
      if (kept === undefined || Object.keys(hosts.value).length === 0) throw error;
      tell(await kept.setAside(lab.name, error instanceof Error ? error.message : String(error)));
      practice = practiceOf(lab, options);
    }
    return success({ practice, watched: new Set<string>(), waiting: undefined, changed: false });
  }

  return {
    async of(lab) {
      const known = labs.get(lab.name);
      const beginning = known ?? begin(lab);
      labs.set(lab.name, beginning);
      const found = await beginning.catch((error: unknown) => {
        labs.delete(lab.name);
        throw error;
      });
      if (!found.ok) {
        labs.delete(lab.name);
        return found;
      }
      const { practice } = found.value;
      if (known) practice.update(lab);
      watch(lab.name, found.value);
      return success(new Map(practice.machines().map((machine) => [machine.name, machine])));
    },
    onTrouble(listener) {
      listeners.add(listener);
    },
    async close() {
      closed = true;
      const problems: Problem[] = [];
      for (const [name, beginning] of labs) {
        const found = await beginning.catch(() => undefined);
        if (!found?.ok) continue;
        const saving = save(name, found.value);
        // What runs on them runs on nothing that ends by itself.
        for (const machine of found.value.practice.machines()) {
          machine.engine?.power('stop');
          killAll(machine);
        }
        const problem = await saving;
        if (problem) problems.push(problem);
        kept?.leave(name);
      }
      labs.clear();
      return problems;
    },
  };
}
