/**
 * Practice hosts as somewhere to deploy to: for each host of a lab a simulated machine, and a real SSH server in front of it
 * that only this program can log in to. They are made when a lab is first run on them and live as long as the program.
 */

import type { HostState } from '../../../shared/host/state.ts';
import type { Host, Lab } from '../../../shared/lab/lab.ts';
import { managed } from '../../../shared/lab/lab.ts';
import { failure, type Problem, problem, type Result, success } from '../../../shared/problem.ts';
import type { KnownHosts } from '../../remote/known-hosts.ts';
import type { Connector, RemoteTarget } from '../../remote/remote.ts';
import { type KeyPair, newKey } from '../../remote/ssh/new-key.ts';
import { sshConnector } from '../../remote/ssh.ts';
import type { Machine } from '../os/machine.ts';
import { serviceOf } from './service.ts';
import { type PracticeServer, startServer } from './ssh/server.ts';

/** The machines behind the hosts of labs. */
export interface Machines {
  /** By host. Machines that are there already stay as they are, however the drawing has changed since. */
  of(lab: Lab): Promise<Result<ReadonlyMap<string, Machine>>>;
  /** Makes a host, or all of them, as new. Their names. */
  reset(lab: Lab, host: string | undefined): Promise<Result<readonly string[]>>;
  /** Told of what a person should know about keeping them. */
  onTrouble?(told: (problem: Problem) => void): void;
  /** Puts them away. What could not be put away is told. */
  close(): Promise<readonly Problem[]>;
}

export interface PracticeHosts {
  readonly connector: Connector;
  targetsOf(lab: Lab): Promise<Result<readonly RemoteTarget[]>>;
  /** Makes a host, or all of them, as new; who is logged in there is logged out. Their names. */
  reset(lab: Lab, host: string | undefined): Promise<Result<readonly string[]>>;
  /** Every host of a lab tells how it is now, though nothing has changed there. */
  tellNow(lab: Lab): Promise<Result<null>>;
  onHostNow(told: (lab: string, host: string, state: HostState) => void): void;
  onTrouble(told: (problem: Problem) => void): void;
  close(): Promise<readonly Problem[]>;
}

interface Running {
  readonly machine: Machine;
  readonly server: Promise<PracticeServer>;
  stopWatching(): void;
}

const idOf = (lab: string, host: string): string => JSON.stringify([lab, host]);

/** What changes within so many milliseconds is told at once. */
const TELL_MS = 120;

export function practiceHosts(machines: Machines): PracticeHosts {
  /** Of this program, for as long as it runs: nobody else has it, and it is nowhere on the disk. Made by who practises. */
  let made: KeyPair | undefined;
  const own = (): KeyPair => {
    made ??= newKey();
    return made;
  };
  const running = new Map<string, Running>();
  const listeners = new Set<(lab: string, host: string, state: HostState) => void>();

  function watch(lab: string, machine: Machine): () => void {
    let waiting: NodeJS.Timeout | undefined;
    let last: HostState | undefined;
    const tell = (): void => {
      waiting = undefined;
      const state = machine.state();
      // Most files are none that a host's state tells of.
      if (last !== undefined && isSame(last, state)) return;
      last = state;
      for (const told of listeners) told(lab, machine.name, state);
    };
    const soon = (): void => {
      waiting ??= setTimeout(tell, TELL_MS);
    };
    const stops = [machine.onChange(soon), machine.onFilesChange(soon)];
    return () => {
      for (const stop of stops) stop();
      clearTimeout(waiting);
    };
  }

  const start = (lab: string, host: Host, machine: Machine): Running => ({
    machine,
    server: startServer(newKey().private, own().public, serviceOf(machine, host.ssh)),
    stopWatching: watch(lab, machine),
  });

  async function end({ server, stopWatching }: Running): Promise<void> {
    stopWatching();
    // One that did not start was told to whoever wanted it.
    await server.then(
      (started) => started.close(),
      () => undefined,
    );
  }

  /** The host's server, before the machine that it has by now. */
  async function serverOf(lab: string, host: Host, machine: Machine): Promise<PracticeServer> {
    const id = idOf(lab, host.name);
    const known = running.get(id);
    if (known?.machine === machine) return known.server;
    const started = start(lab, host, machine);
    running.set(id, started);
    started.server.catch(() => running.delete(id));
    if (known) await end(known);
    return started.server;
  }

  return {
    connector: {
      connect: (target, session) =>
        sshConnector({ knownHosts: OWN_HOSTS, keys: { privateKey: own().private } }).connect(target, session),
    },
    async targetsOf(lab) {
      const found = await machines.of(lab);
      if (!found.ok) return found;
      const targets = managed(lab).map(async (host): Promise<RemoteTarget> => {
        const machine = found.value.get(host.name);
        if (machine === undefined) throw new Error(`no machine for ${host.name}`);
        const { port } = await serverOf(lab.name, host, machine);
        return { name: host.name, address: '127.0.0.1', port, user: host.ssh.user, key: undefined };
      });
      try {
        return success(await Promise.all(targets));
      } catch (error) {
        return failure(notStarted(error));
      }
    },
    async tellNow(lab) {
      // Whoever listens is to hear of later changes too.
      const reached = await this.targetsOf(lab);
      if (!reached.ok) return reached;
      const found = await machines.of(lab);
      if (!found.ok) return found;
      for (const [name, machine] of found.value) for (const told of listeners) told(lab.name, name, machine.state());
      return success(null);
    },
    async reset(lab, host) {
      const reset = await machines.reset(lab, host);
      if (!reset.ok) return reset;
      const now = await machines.of(lab);
      if (!now.ok) return now;
      for (const name of reset.value) {
        const known = running.get(idOf(lab.name, name));
        running.delete(idOf(lab.name, name));
        if (known) await end(known);
        const machine = now.value.get(name);
        if (machine) for (const told of listeners) told(lab.name, name, machine.state());
      }
      return reset;
    },
    onHostNow(told) {
      listeners.add(told);
    },
    onTrouble: (told) => machines.onTrouble?.(told),
    async close() {
      await Promise.all([...running.values()].map(end));
      running.clear();
      return machines.close();
    },
  };
}

/** Of one machine, whose parts are the same objects until something of them changes; what is read of its files is read anew each time. */
const isSame = ({ records: before, ...was }: HostState, { records, ...is }: HostState): boolean =>
  Object.keys({ ...was, ...is }).every((key) => was[key as keyof typeof was] === is[key as keyof typeof is]) &&
  JSON.stringify(before) === JSON.stringify(records);

/** They are this program's own, on loopback, at ports that it was just given: there is nobody else to be taken for them. */
const OWN_HOSTS: KnownHosts = { pinnedTypes: async () => ['ssh-ed25519'], check: async () => undefined };

const notStarted = (error: unknown) =>
  problem({
    code: 'practice-failed',
    message: `The practice hosts could not be started: ${error instanceof Error ? error.message : String(error)}.`,
    hint: 'They need a free port on this computer’s loopback address. Try again; if it stays so, a firewall may forbid it.',
  });
