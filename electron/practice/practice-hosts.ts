/**
 * Practice hosts as somewhere to deploy to: for each host of a lab a simulated machine, and a real SSH server in front of it
 * that only this program can log in to. They are made when a lab is first run on them and live as long as the program.
 */
import type { HostState } from '../../shared/host/state.ts';
import type { Host, Lab } from '../../shared/lab/lab.ts';
import { failure, type Problem, problem, type Result, success } from '../../shared/problem.ts';
import type { KnownHosts } from '../remote/known-hosts.ts';
import type { Connector, RemoteTarget } from '../remote/remote.ts';
import { type KeyPair, newKey } from '../remote/ssh/new-key.ts';
import { sshConnector } from '../remote/ssh.ts';
import type { Machine } from './machine/machine.ts';
import { serviceOf } from './service.ts';
import { type PracticeServer, startServer } from './ssh/server.ts';

/** The machines behind the hosts of labs. */
export interface Machines {
  /** By host. Machines that are there already stay as they are, however the drawing has changed since. */
  of(lab: Lab): Promise<Result<ReadonlyMap<string, Machine>>>;
  /** Told of what a person should know about keeping them. */
  onTrouble?(told: (problem: Problem) => void): void;
  /** Puts them away. What could not be put away is told. */
  close(): Promise<readonly Problem[]>;
}

export interface PracticeHosts {
  readonly connector: Connector;
  targetsOf(lab: Lab): Promise<Result<readonly RemoteTarget[]>>;
  onHostNow(told: (lab: string, host: string, state: HostState) => void): void;
  onTrouble(told: (problem: Problem) => void): void;
  close(): Promise<readonly Problem[]>;
}

interface Running {
  readonly machine: Machine;
  readonly server: PracticeServer;
}

/** What changes within so many milliseconds is told at once. */
const TELL_MS = 120;

export function practiceHosts(machines: Machines): PracticeHosts {
  /** Of this program, for as long as it runs: nobody else has it, and it is nowhere on the disk. Made by who practises. */
  let made: KeyPair | undefined;
  const own = (): KeyPair => {
    made ??= newKey();
    return made;
  };
  const running = new Map<string, Promise<Running>>();
  const listeners = new Set<(lab: string, host: string, state: HostState) => void>();
  const stops: (() => void)[] = [];

  function watch(lab: string, machine: Machine): void {
    let waiting: NodeJS.Timeout | undefined;
    const tell = (): void => {
      waiting = undefined;
      for (const told of listeners) told(lab, machine.name, machine.state());
    };
    stops.push(
      machine.onChange(() => {
        waiting ??= setTimeout(tell, TELL_MS);
      }),
      () => clearTimeout(waiting),
    );
  }

  async function start(lab: string, host: Host, machine: Machine): Promise<Running> {
    const server = await startServer(newKey().private, own().public, serviceOf(machine, host.ssh));
    watch(lab, machine);
    return { machine, server };
  }

  return {
    connector: {
      connect: (target, session) =>
        sshConnector({ knownHosts: OWN_HOSTS, keys: { privateKey: own().private } }).connect(target, session),
    },
    async targetsOf(lab) {
      const found = await machines.of(lab);
      if (!found.ok) return found;
      const targets = lab.hosts.map(async (host): Promise<RemoteTarget> => {
        const machine = found.value.get(host.name);
        if (machine === undefined) throw new Error(`no machine for ${host.name}`);
        const id = JSON.stringify([lab.name, host.name]);
        const started = running.get(id) ?? start(lab.name, host, machine);
        running.set(id, started);
        const { port } = (await started).server;
        return { name: host.name, address: '127.0.0.1', port, user: host.ssh.user, key: undefined };
      });
      try {
        return success(await Promise.all(targets));
      } catch (error) {
        return failure(notStarted(error));
      }
    },
    onHostNow(told) {
      listeners.add(told);
    },
    onTrouble: (told) => machines.onTrouble?.(told),
    async close() {
      for (const stop of stops) stop();
      const servers = await Promise.allSettled(running.values());
      await Promise.all(servers.map((one) => (one.status === 'fulfilled' ? one.value.server.close() : undefined)));
      running.clear();
      return machines.close();
    },
  };
}

/** They are this program's own, on loopback, at ports that it was just given: there is nobody else to be taken for them. */
const OWN_HOSTS: KnownHosts = { pinnedTypes: async () => ['ssh-ed25519'], check: async () => undefined };

const notStarted = (error: unknown) =>
  problem({
    code: 'practice-failed',
    message: `The practice hosts could not be started: ${error instanceof Error ? error.message : String(error)}.`,
    hint: 'They need a free port on this computer’s loopback address. Try again; if it stays so, a firewall may forbid it.',
  });
