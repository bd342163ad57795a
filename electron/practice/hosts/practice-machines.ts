/** Practice machines put together: kernel, Docker, shell and programs, as the real lab's hosts have them. */

import type { Lab } from '../../../shared/lab/lab.ts';
import { managed } from '../../../shared/lab/lab.ts';
import { failure, type Problem, problem, type Result, success } from '../../../shared/problem.ts';
import type { Clock } from '../os/clock.ts';
import { systemClock } from '../os/clock.ts';
import { memoryFiles } from '../os/files/memory-files.ts';
import type { Machine } from '../os/machine.ts';
import { type Release, releaseOf } from '../os/releases.ts';
import { hostPrograms } from '../programs/programs.ts';
import { killAll } from '../shell/execute.ts';
import { installDocker } from './install-docker.ts';
import type { KeptHosts, KeptLabs } from './kept-labs.ts';
import { createPractice, type Practice } from './practice.ts';
import type { Machines } from './practice-hosts.ts';

export interface PracticeOptions {
  readonly clock?: Clock;
  /** What new hosts are: their kernel, Docker and programs. By default Debian 12. */
  readonly release?: Release;
  /** False: no image can be had from outside, as in a lab without a way to the Internet. */
  readonly publicRegistry?: boolean;
}

/** What is on every host from the start. */
const IMAGES = ['docker-registry:latest', 'registry:latest', 'busybox:latest'];

export const practiceOf = (
  lab: Lab,
  { clock = systemClock, publicRegistry = true, release }: PracticeOptions = {},
  hosts: KeptHosts = {},
): Practice =>
  createPractice(lab, {
    clock,
    files: (changed) => memoryFiles({ now: () => clock.now(), changed }),
    commands: hostPrograms,
    kept: hosts,
    release,
    createEngine: (machine, kept) => {
      const { docker, registrySize } = releaseOf(machine.kernel().facts);
      return installDocker(machine, {
        imageSizes: { 'registry:latest': registrySize },
        images: IMAGES,
        publicRegistry,
        kept,
        version: docker,
      });
    },
  });

interface Practised {
  readonly practice: Practice;
  readonly watched: Set<string>;
  waiting: NodeJS.Timeout | undefined;
  /** Something has changed since it was put away last. */
  changed: boolean;
  /** What is being put away, one after the other: why it could not be, if it could not. */
  saving: Promise<Problem | undefined>;
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

  /** As they are now, after what is being put away already. Why they could not be, if they could not. */
  const save = (lab: string, practised: Practised): Promise<Problem | undefined> => {
    clearTimeout(practised.waiting);
    practised.waiting = undefined;
    if (kept === undefined || !practised.changed) return practised.saving;
    practised.changed = false;
    const hosts = practised.practice.machines().map((machine) => [machine.name, machine.keep()] as const);
    practised.saving = practised.saving.then(async () => {
      const problem = await kept.save(lab, Object.fromEntries(hosts));
      if (problem) practised.changed = true;
      return problem;
    });
    return practised.saving;
  };

  const saveLater = async (lab: string, practised: Practised): Promise<void> => {
    const problem = await save(lab, practised);
    if (problem && told.get(lab) !== problem.message) tell(problem);
    if (problem) told.set(lab, problem.message);
    else told.delete(lab);
  };

  const saveSoon = (lab: string, practised: Practised): void => {
    if (!closed && kept) practised.waiting ??= setTimeout(() => void saveLater(lab, practised), SAVE_MS);
  };

  /** A new machine is there, or one has changed. */
  const watch = (lab: string, practised: Practised): void => {
    for (const machine of practised.practice.machines()) {
      if (practised.watched.has(machine.name)) continue;
      practised.watched.add(machine.name);
      machine.onChange(() => {
        practised.changed = true;
        saveSoon(lab, practised);
      });
      // Files are many and small changes: they are put away with the next greater one, or at the end.
      machine.onFilesChange(() => {
        practised.changed = true;
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
    // What was chosen is kept, even of hosts on which nothing is done.
    const chosen = options.release !== undefined;
    return success({
      practice,
      watched: new Set<string>(),
      waiting: undefined,
      changed: chosen,
      saving: Promise.resolve(undefined),
    });
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
    async reset(lab, host) {
      const names = managed(lab).map(({ name }) => name);
      if (host !== undefined && !names.includes(host)) return failure(unknownHost(lab, host));
      const found = await this.of(lab);
      if (!found.ok) return found;
      const begun = await labs.get(lab.name);
      if (!begun?.ok) return failure(unknownHost(lab, host ?? ''));
      const reset = host === undefined ? names : [host];
      for (const name of reset) {
        const before = found.value.get(name);
        begun.value.watched.delete(name);
        begun.value.practice.renew(name);
        if (before) endOf(before);
      }
      watch(lab.name, begun.value);
      begun.value.changed = true;
      saveSoon(lab.name, begun.value);
      return success(reset);
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
        for (const machine of found.value.practice.machines()) endOf(machine);
        const problem = await saving;
        if (problem) problems.push(problem);
        kept?.leave(name);
      }
      labs.clear();
      return problems;
    },
  };
}

/** What runs on it runs on nothing that ends by itself. */
export function endOf(machine: Machine): void {
  machine.engine?.discard();
  killAll(machine);
}

const unknownHost = (lab: Lab, host: string): Problem =>
  problem({
    code: 'unknown-host',
    subject: host,
    message: `${lab.name} has no host ${host}.`,
    hint: `Its hosts are: ${lab.hosts.map(({ name }) => name).join(', ')}.`,
  });
