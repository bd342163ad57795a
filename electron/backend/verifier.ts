/** Measures: every source host sends its pings in one command, and results are told as they come. */
import type { DiagnosedPair, PingResult } from '../../shared/api.ts';
import type { HostState } from '../../shared/host/state.ts';
import { type Lab, managed } from '../../shared/lab/lab.ts';
import { conclude, type Ending, type Fate, looked, measured, UNSEEN } from '../../shared/outcome.ts';
import { planDestroy, untriedPlan } from '../../shared/plan/plan-host.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import type { Pair } from '../../shared/reach/endpoints.ts';
import { listed } from '../../shared/shown.ts';
import { differs, isDropped } from '../../shared/verify/diagnosis.ts';
import { pingOutput } from '../../shared/verify/ping-output.ts';
import { MOST_ON_HOST, type PingJob, type PingManner, pingScript } from '../../shared/verify/ping-script.ts';
import { type PingMeasure, readPing } from '../../shared/verify/ping-words.ts';
import { sample } from '../../shared/verify/sample.ts';
import { isDoubtful, MOST_DOUBTED, together } from '../../shared/verify/second-try.ts';
import type { RemoteTarget } from '../remote/remote.ts';
import type { ShownMacs } from '../store/shown-macs.ts';
import type { ActivityContext } from './activities.ts';
import { attempts } from './attempts.ts';
import { breath } from './breath.ts';
import type { EventStream } from './event-stream.ts';
import { fateOf, type LabHosts, type Reached } from './lab-hosts.ts';
import type { Compared, Explain, Foretold, Predict } from './predict.ts';
import type { Rooted } from './root-exec.ts';
import { macsOf } from './shown-hosts.ts';

export interface VerifierOptions {
  readonly events: EventStream;
  readonly hosts: LabHosts;
  readonly newNonce: () => string;
  /** In seconds, how long a ping waits for its last answer. */
  readonly patience: number;
  /** How many pings go at the same time, on all hosts together; undefined: as many as the hosts bear. */
  readonly atOnce?: number | undefined;
  /** After how many milliseconds a ping is sent once more of which nothing came back though it should; undefined: never. */
  readonly againMs?: number | undefined;
  readonly predict: Predict;
  readonly explain: Explain;
  /** Where it is remembered what was shown of what is below hosts; undefined: nowhere. */
  readonly shown?: ShownMacs | undefined;
}

export interface VerifyWish {
  readonly lab: Lab;
  readonly targets: readonly RemoteTarget[];
  /** How many pairs to measure of a lab that has too many to measure all; undefined: as few as cover it. */
  readonly pairs?: number | undefined;
}

export type Verifier = (wish: VerifyWish, context: ActivityContext) => Promise<Ending>;

export const verifier =
  (options: VerifierOptions): Verifier =>
  (wish, context) =>
    new Verification(wish, context, options).toEnd();

/** A pair with what is expected of it. */
interface Measurable extends Pair {
  readonly foretold: Foretold;
}

class Verification {
  private readonly lab: Lab;
  private readonly targets: readonly RemoteTarget[];
  private readonly wanted: number | undefined;
  private readonly context: ActivityContext;
  private readonly options: VerifierOptions;
  private agreeing = 0;
  /** What was told, by the host that pinged. */
  private readonly results = new Map<string, PingResult[]>();
  private readonly differing: Compared[] = [];
  /** Cards behind which frames of other MAC addresses were seen to pass. */
  private readonly passing = new Set<string>();

  constructor({ lab, targets, pairs }: VerifyWish, context: ActivityContext, options: VerifierOptions) {
    this.lab = lab;
    this.targets = targets;
    this.wanted = pairs;
    this.context = context;
    this.options = options;
  }

  async toEnd(): Promise<Ending> {
    const reached = await this.options.hosts.reach(this.targets, this.context);
    const states = statesOf(reached);
    const absent = notDeployed(this.lab, states);
    if (absent) {
      for (const { host } of reached) this.context.phase(host, 'done');
      const fates = new Map([...states].map(([host, state]) => [host, looked(state, [])]));
      return this.ending(fates, 0, [absent]);
    }
    const { pairs, total } = await this.chosen(states);
    if (!this.context.stopping.aborted) {
      const announced = pairs.map(({ foretold }) => foretold);
      this.options.events.emit({ type: 'pings-expected', activity: this.context.id, total, pairs: announced });
    }
    const byHost = new Map<string, Measurable[]>(reached.map(({ host }) => [host, []]));
    for (const pair of pairs) byHost.get(pair.source.host)?.push(pair);
    const fates = new Map<string, Fate>();
    await Promise.all(
      reached.map(async (one) => void fates.set(one.host, await this.measureFrom(one, byHost.get(one.host) ?? []))),
    );
    const ending = this.ending(fates, pairs.length);
    if (this.passing.size > 0) await this.options.shown?.keep(macsOf(this.passing, states));
    if (!this.context.stopping.aborted) await this.explainDifferences();
    return ending;
  }

  private ending(fates: ReadonlyMap<string, Fate>, of: number, problems: readonly Problem[] = []): Ending {
    return conclude({
      hosts: this.targets.map(({ name }) => name),
      fates,
      count: this.agreeing,
      of,
      stopped: this.context.stopping.aborted,
      problems,
    });
  }

  /** Looks at the hosts once more, only when there is something to explain: a fact may have changed since they were probed. */
  private async explainDifferences(): Promise<void> {
    if (this.differing.length === 0) return;
    const reached = await this.options.hosts.reach(this.targets, { ...this.context, phase: () => {} });
    if (this.context.stopping.aborted) return;
    const explained = this.options.explain(this.lab, statesOf(reached));
    const found: DiagnosedPair[] = [];
    const others = breath();
    for (const one of this.differing) {
      found.push(...explained(one));
      await others();
      if (this.context.stopping.aborted) return;
    }
    if (found.length > 0) this.options.events.emit({ type: 'diagnosed', activity: this.context.id, found });
  }

  /** What is measured, each with what is foretold of it. */
  private async chosen(
    states: ReadonlyMap<string, HostState>,
  ): Promise<{ pairs: readonly Measurable[]; total: number }> {
    const pairs: Measurable[] = [];
    if (this.context.stopping.aborted) return { pairs, total: 0 };
    const { prediction, of } = this.options.predict(this.lab, states);
    const chosen = sample(prediction, { expect: this.lab.expect, wanted: this.wanted });
    const isPart = chosen.pairs.length < chosen.total;
    const others = breath();
    for (const { standsFor, ...pair } of chosen.pairs) {
      const foretold = of(pair);
      pairs.push({ ...pair, foretold: isPart ? { ...foretold, standsFor } : foretold });
      await others();
      if (this.context.stopping.aborted) return { pairs: [], total: chosen.total };
    }
    return { pairs, total: chosen.total };
  }

  private async measureFrom({ host, result }: Reached, mine: readonly Measurable[]): Promise<Fate> {
    if (!result.ok) {
      const fate = fateOf(result.problems);
      this.context.phase(host, fate.kind === 'unseen' ? 'cancelled' : 'failed', result.problems[0]);
      this.tell(host, mine, result.problems[0]?.message ?? `${host} was not looked at`);
      return fate;
    }
    if (this.context.stopping.aborted) {
      this.context.phase(host, 'cancelled');
      return UNSEEN;
    }
    this.context.phase(host, 'running');
    const missing = await this.send(result.value, mine);
    const told = measured(mine.length, this.results.get(host) ?? []);
    if (missing.length === 0 || this.context.stopping.aborted) {
      this.context.phase(host, missing.length === 0 ? 'done' : 'cancelled');
      return told;
    }
    const lost = !result.value.remote.isOpen();
    const why = lost ? connectionLost(host) : incomplete(host, missing.length);
    this.tell(host, missing, why.message);
    this.context.phase(host, lost ? 'unknown' : 'failed', why);
    return { kind: lost ? 'lost' : 'failed', problems: [why] };
  }

  /** @returns those of which nothing was heard */
  private async send(rooted: Rooted, mine: readonly Measurable[]): Promise<readonly Measurable[]> {
    const { againMs } = this.options;
    const doubted = new Map<Measurable, PingMeasure>();
    const missing = await this.sendOnce(rooted, mine, (one, measure) => {
      const waits = againMs !== undefined && isDoubtful(one.foretold.predicted, measure) && doubted.size < MOST_DOUBTED;
      if (!waits) return this.result(one, measure);
      doubted.set(one, measure);
      return undefined;
    });
    if (againMs === undefined || doubted.size === 0) return missing;
    for await (const _ of attempts([againMs], this.context.stopping)) {
      await this.sendOnce(rooted, [...doubted.keys()], (one, measure) => {
        const first = doubted.get(one);
        doubted.delete(one);
        return this.result(one, first === undefined ? measure : together(first, measure));
      });
    }
    this.emit(
      rooted.remote.target.name,
      [...doubted].map(([one, measure]) => this.result(one, measure)),
    );
    return missing;
  }

  /** @param hear what is told of a ping; undefined: nothing yet. @returns those of which nothing was heard */
  private async sendOnce(
    rooted: Rooted,
    mine: readonly Measurable[],
    hear: (one: Measurable, measure: PingMeasure) => PingResult | undefined,
  ): Promise<readonly Measurable[]> {
    const waiting = new Map<number, Measurable>();
    const jobs: PingJob[] = [];
    // Those that will be without an answer take longest: they go last, so that the others need not wait for them.
    for (const [index, one] of [...mine].sort((a, b) => slowness(a) - slowness(b)).entries()) {
      const from = origin(rooted.state, one);
      if (typeof from === 'string') this.tell(one.source.host, [one], from);
      else {
        waiting.set(index, one);
        jobs.push({ index, address: one.foretold.address, from });
      }
    }
    if (jobs.length === 0) return [];
    const nonce = this.options.newNonce();
    const reader = pingOutput(nonce);
    await rooted.run(pingScript(jobs, nonce, this.manner()), {
      signal: this.context.stopping,
      onOutput: (text, stream) => {
        if (stream === 'stderr') return;
        this.emit(
          rooted.remote.target.name,
          reader.push(text).flatMap(({ index, text: said }) => {
            const one = waiting.get(index);
            return (one && waiting.delete(index) && hear(one, readPing(said))) || [];
          }),
        );
      },
    });
    return [...waiting.values()];
  }

  private manner(): PingManner {
    const { patience, atOnce } = this.options;
    if (atOnce === undefined) return { patience };
    return { patience, atOnce: Math.min(MOST_ON_HOST, Math.max(1, Math.floor(atOnce / this.targets.length))) };
  }

  private result(one: Measurable, measure: PingMeasure): PingResult {
    if (measure.measured !== 'error') {
      const { measured } = measure;
      const { foretold } = one;
      if (differs({ ...foretold, measured }) || isDropped(foretold.reason, measured))
        this.differing.push({ ...one, measured });
      if (measured === 'reachable') for (const card of foretold.reason.guarded ?? []) this.passing.add(card);
    }
    return resultOf(one, measure);
  }

  /** What could not be measured, and why. */
  private tell(host: string, pairs: readonly Measurable[], said: string): void {
    this.emit(
      host,
      pairs.map((pair) => resultOf(pair, { measured: 'error', sent: 0, received: 0, rttMs: null, said })),
    );
  }

  private emit(host: string, results: readonly PingResult[]): void {
    if (results.length === 0) return;
    const before = this.results.get(host);
    if (before) before.push(...results);
    else this.results.set(host, [...results]);
    this.agreeing += results.filter(({ agrees }) => agrees).length;
    this.options.events.emit({ type: 'pings', activity: this.context.id, results });
  }
}

const statesOf = (reached: readonly Reached[]): ReadonlyMap<string, HostState> =>
  new Map(reached.flatMap(({ host, result }) => (result.ok ? [[host, result.value.state] as const] : [])));

/**
 * Nothing of the lab stands anywhere, and something should: every ping would say no more than that. A host that was not
 * seen may have all of it.
 */
function notDeployed(lab: Lab, states: ReadonlyMap<string, HostState>): Problem | undefined {
  const hosts = managed(lab).flatMap((host) => {
    const state = states.get(host.name);
    return state === undefined ? [] : [{ host, state }];
  });
  if (hosts.length < managed(lab).length) return undefined;
  if (hosts.some(({ host, state }) => planDestroy(state, lab.name, host.name).plan.changes.length > 0))
    return undefined;
  if (hosts.every(({ host, state }) => untriedPlan(lab, host, state).changes.length === 0)) return undefined;
  return problem({
    code: 'not-deployed',
    message: `${lab.name} is not deployed: nothing of it is on ${listed(hosts.map(({ host }) => host.name))}.`,
    hint: 'Nothing was pinged. Deploy it, then verify.',
  });
}

const slowness = ({ foretold }: Measurable): number => (foretold.predicted === 'unreachable' ? 1 : 0);

/** Where on its host a pair's ping begins, or why it cannot. */
function origin(state: HostState, { source, target }: Measurable): PingJob['from'] | string {
  const { commands, privilege } = state.facts;
  if (target.address === undefined) return `${target.id} has no address: it does not run`;
  if (source.kind === 'host') {
    return commands.includes('ping') ? { kind: 'host' } : `${source.host} has no ping command (package iputils)`;
  }
  if (state.docker.kind !== 'ready') return `Docker on ${source.host} does not say which containers there are`;
  const container = state.docker.containers.find(({ name }) => name === source.container);
  if (container === undefined) return `there is no container ${source.container} on ${source.host}`;
  if (container.status !== 'running')
    return `the container ${source.container} does not run: it is ${container.status}`;
  const inside = privilege !== 'none' && commands.includes('nsenter') && commands.includes('ping');
  return inside && container.pid > 0
    ? { kind: 'namespace', pid: container.pid }
    : { kind: 'container', name: source.container };
}

function resultOf({ foretold }: Measurable, measure: PingMeasure): PingResult {
  const { expected } = foretold;
  const agrees = measure.measured !== 'error' && (expected === 'uncertain' || expected === measure.measured);
  return { ...foretold, ...measure, agrees };
}

const connectionLost = (host: string): Problem =>
  problem({
    code: 'connection-lost',
    subject: host,
    message: `The connection to ${host} was lost while it was pinging.`,
    hint: 'Verify again when it is back.',
  });

const incomplete = (host: string, missing: number): Problem =>
  problem({
    code: 'verify-incomplete',
    subject: host,
    message: `${host} did not answer for ${missing} of its pings.`,
    hint: 'Verify again; if it stays so, log in there and try ping by hand.',
  });
