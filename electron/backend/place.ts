/** Where labs run: real hosts, or practice hosts. Each has its own connections and the same services on them. */
import type { Target } from '../../shared/api.ts';
import type { HostState } from '../../shared/host/state.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import type { Problem, Result } from '../../shared/problem.ts';
import { DOUBT_MS } from '../../shared/verify/second-try.ts';
import type { Clock } from '../clock.ts';
import { type Connections, connections } from '../remote/connections.ts';
import type { Connector, RemoteTarget } from '../remote/remote.ts';
import type { ShownMacs } from '../store/shown-macs.ts';
import type { EventStream } from './event-stream.ts';
import { type LabHosts, labHosts } from './lab-hosts.ts';
import { type Planner, planner } from './planner.ts';
import { explain, foretell } from './predict.ts';
import { type Runner, runner } from './runner.ts';
import { withShown } from './shown-hosts.ts';
import { type Verifier, verifier } from './verifier.ts';

/** How the hosts of one kind are reached. */
export interface Ground {
  readonly connector: Connector;
  /** Where a lab's hosts are found; practice hosts are made when they are asked for. */
  targetsOf(lab: Lab): Promise<Result<readonly RemoteTarget[]>>;
  /** Hosts that tell by themselves when something has changed on them. */
  onHostNow?(told: (lab: string, host: string, state: HostState) => void): void;
  /** Lets the hosts of a lab tell how they are now. */
  tellNow?(lab: Lab): Promise<Result<null>>;
  /** Makes a host, or all of a lab's, as new: hosts that are ours to make. */
  reset?(lab: Lab, host: string | undefined): Promise<Result<readonly string[]>>;
  /** Told of what a person should know about the hosts, whatever is done with them. */
  onTrouble?(told: (problem: Problem) => void): void;
  /** Hosts that end with the program. What could not be kept of them is told. */
  close?(): Promise<readonly Problem[]>;
}

/** Real hosts take three seconds to say that there is no neighbour; on practice hosts no answer is late. */
const PATIENCE: Readonly<Record<Target, number>> = { real: 3, practice: 1 };
/** No neighbour of a practice host is ever taken for another. The first try took its patience already. */
const AGAIN_MS: Readonly<Record<Target, number | undefined>> = {
  real: DOUBT_MS - PATIENCE.real * 1_000,
  practice: undefined,
};
/** Practice hosts all run in this program. */
const AT_ONCE: Readonly<Record<Target, number | undefined>> = { real: undefined, practice: 320 };

export interface PlaceOptions {
  readonly target: Target;
  readonly ground: Ground;
  /** Looks at hosts otherwise than by SSH and the probe: a test's simulated ones. */
  readonly hosts?: LabHosts | undefined;
  readonly events: EventStream;
  readonly clock: Clock;
  readonly newNonce: () => string;
  /** Told to whoever finds a host taken: `ada@laptop`. */
  readonly who: string;
  /** Between attempts to reach a host whose connection was lost, in milliseconds. */
  readonly reconnectMs?: readonly number[] | undefined;
  /** Before a ping is sent once more, in milliseconds. */
  readonly pingAgainMs?: number | undefined;
  /** What verifies have shown of what is below hosts: of real ones. */
  readonly shown?: ShownMacs | undefined;
}

export interface Place {
  readonly target: Target;
  readonly connections: Connections;
  readonly targetsOf: Ground['targetsOf'];
  readonly reset: Ground['reset'];
  readonly tellNow: Ground['tellNow'];
  readonly plans: Planner;
  readonly runPlan: Runner;
  readonly verify: Verifier;
  /** @param hurried as `Remote.close` has it */
  close(hurried?: AbortSignal): Promise<readonly Problem[]>;
}

export function place({
  target,
  ground,
  events,
  clock,
  newNonce,
  who,
  reconnectMs,
  pingAgainMs = AGAIN_MS[target],
  shown,
  ...options
}: PlaceOptions): Place {
  ground.onHostNow?.((lab, host, state) => events.emit({ type: 'host-now', lab, host, state }));
  ground.onTrouble?.((problem) => events.emit({ type: 'notice', problem }));
  const kept = connections(ground.connector, { random: Math.random });
  const found = options.hosts ?? labHosts(kept, newNonce);
  const hosts = shown === undefined ? found : withShown(found, shown);
  return {
    target,
    reset: ground.reset?.bind(ground),
    tellNow: ground.tellNow?.bind(ground),
    connections: kept,
    targetsOf: (lab) => ground.targetsOf(lab),
    plans: planner(hosts, clock),
    runPlan: runner({ events, hosts, clock, newNonce, who, ...(reconnectMs ? { reconnectMs } : {}) }),
    verify: verifier({
      events,
      hosts,
      newNonce,
      shown,
      patience: PATIENCE[target],
      againMs: pingAgainMs,
      atOnce: AT_ONCE[target],
      predict: foretell,
      explain,
    }),
    async close(hurried) {
      kept.closeAll(hurried);
      return (await ground.close?.()) ?? [];
    },
  };
}
