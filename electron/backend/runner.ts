/** Runs an approved plan: one script per host and phase, all hosts of a phase at once, and proves that a destroy left nothing. */
import type { EventBody } from '../../shared/api.ts';
import { inventory, inventoryBefore, residue } from '../../shared/host/inventory.ts';
import { recordOf } from '../../shared/host/state.ts';
import { applied, compared, conclude, type Ending, type Fate, looked, refused, UNSEEN } from '../../shared/outcome.ts';
import { REGISTRY_REFUSES } from '../../shared/plan/error-texts.ts';
import { feedOfStep, type PhasePart, phasesOf, visitsOf } from '../../shared/plan/program.ts';
import { printableLine } from '../../shared/printable.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import { copiedImages } from '../../shared/resources/supply.ts';
import { type Clock, timeOfDay } from '../clock.ts';
import type { ActivityContext } from './activities.ts';
import { afterLoss } from './after-loss.ts';
import { attempts } from './attempts.ts';
import { type Copies, copies } from './copies.ts';
import type { EventStream } from './event-stream.ts';
import { type HostRunEnd, runOnHost } from './host-run.ts';
import { openFeed } from './image-sources.ts';
import { fateOf, type LabHosts, type Reached } from './lab-hosts.ts';
import { changesOf, type KeptPlan, programFor } from './planner.ts';
import { noRegistryPassword } from './registry-files.ts';

export interface RunnerOptions {
  readonly events: EventStream;
  readonly hosts: LabHosts;
  readonly clock: Clock;
  readonly newNonce: () => string;
  /** Told to whoever finds a host taken: `ada@laptop`. */
  readonly who: string;
  /** Between attempts to reach a host whose connection was lost, in milliseconds. */
  readonly reconnectMs?: readonly number[];
}

export type Runner = (kept: KeptPlan, context: ActivityContext) => Promise<Ending>;

export const runner =
  (options: RunnerOptions): Runner =>
  (kept, context) =>
    new Run(kept, context, options).toEnd();

class Run {
  private readonly kept: KeptPlan;
  private readonly context: ActivityContext;
  private readonly options: RunnerOptions;
  private readonly holder: string;
  private readonly ends = new Map<string, HostRunEnd['kind']>();
  /** Of the registry's user, while it is needed. */
  private password: string | undefined;
  /** Of hosts where it did not go well. */
  private readonly faults = new Map<string, Fate>();
  /** Steps that are known to be done. */
  private readonly done = new Set<string>();

  constructor(kept: KeptPlan, context: ActivityContext, options: RunnerOptions) {
    this.kept = kept;
    this.context = context;
    this.options = options;
    const { intent, lab } = kept.plan;
    const time = timeOfDay(options.clock);
    this.holder = `${options.who} ${intent === 'deploy' ? 'deploys' : 'destroys'} ${lab} since ${time} UTC`;
  }

  async toEnd(): Promise<Ending> {
    const { plan, programs } = this.kept;
    const user = this.registryUser();
    if (user !== undefined) {
      this.password = await this.context.asker.registryPassword(plan.lab, this.registryHost(), user);
      if (this.password === undefined) return refused([noRegistryPassword(user)]);
    }
    for (const { host, changes } of plan.hosts) this.context.phase(host, changes.length > 0 ? 'waiting' : 'done');
    for (const phase of phasesOf(programs)) {
      if (this.context.stopping.aborted || this.faults.size > 0) this.skip(phase);
      else {
        const feeds = this.copiesIn(phase);
        await Promise.all(phase.map((part) => this.runPart(part, feeds)));
      }
    }
    this.tellEnds();
    const changed = this.ending(this.changed());
    if (plan.intent === 'deploy' || changed.outcome !== 'done') return changed;
    return this.ending(await this.compared());
  }

  /** Who logs in to the lab's registry in some step; undefined: nobody. */
  private registryUser(): string | undefined {
    const user = this.kept.wish.drawing?.registry?.user;
    const feeds = this.kept.programs.flatMap(({ steps }) => steps.flatMap((step) => feedOfStep(step) ?? []));
    return feeds.some(({ kind }) => kind !== 'image') ? user : undefined;
  }

  private registryHost(): string {
    return this.kept.wish.drawing?.registry?.host ?? '';
  }

  private forgetPassword(): void {
    const user = this.registryUser();
    if (user !== undefined) this.context.asker.registryRefused(this.kept.plan.lab, this.registryHost(), user);
  }

  private ending(fates: ReadonlyMap<string, Fate>): Ending {
    const { plan } = this.kept;
    return conclude({
      hosts: plan.hosts.map(({ host }) => host),
      fates,
      count: this.done.size,
      of: changesOf(plan),
      stopped: this.context.stopping.aborted,
    });
  }

  /** Of every host: whether all of its steps were seen to be done. */
  private changed(): ReadonlyMap<string, Fate> {
    return new Map(
      this.kept.programs.map(({ plan: { host }, steps }) => {
        const done = new Set(steps.flatMap(({ index }) => (this.done.has(stepName(host, index)) ? [index] : [])));
        const steppedThrough = applied(
          steps.map(({ index }) => index),
          done,
        );
        return [host, this.faults.get(host) ?? steppedThrough];
      }),
    );
  }

  /** What is copied to hosts in a phase, each source read once for all of them. */
  private copiesIn(phase: readonly PhasePart[]): Copies {
    const wanted = phase.flatMap(({ host, steps }) =>
      steps.flatMap((step) => {
        const feed = feedOfStep(step);
        return feed === undefined ? [] : [{ feed, host }];
      }),
    );
    const { wish, archives, registry, hosts, supplies } = this.kept;
    const { clock } = this.options;
    const user = wish.drawing?.registry?.user;
    const places = { archives, registry, hosts, supplies, user, password: this.password, clock };
    return copies(wanted, (feed) => openFeed(feed, places), clock);
  }

  private async runPart(part: PhasePart, feeds: Copies): Promise<void> {
    const { host } = part;
    for (const steps of visitsOf(part)) {
      if (this.context.stopping.aborted || this.faults.has(host)) this.skip([{ host, steps }]);
      else await this.visit({ host, steps }, feeds);
      for (const step of steps) {
        const feed = feedOfStep(step);
        if (feed !== undefined) feeds.leave(feed, host);
      }
    }
  }

  private async visit({ host, steps }: PhasePart, feeds: Copies): Promise<void> {
    const { programs, hosts, wish } = this.kept;
    const program = programs.find(({ plan }) => plan.host === host);
    const target = wish.targets.find(({ name }) => name === host);
    const rooted = hosts.get(host);
    if (!rooted || !program || !target) throw new Error(`${host} has steps and was never looked at`);
    this.context.phase(host, 'running');
    const { changes } = program.plan;
    const emit = (body: EventBody): void => this.emit(body);
    const run = { host, rooted, changes, steps, holder: this.holder };
    const end = await runOnHost(run, this.context, { ...this.options, emit, feeds });
    if (end.kind === 'failed') {
      if (end.problem.code === REGISTRY_REFUSES) this.forgetPassword();
      this.fail(host, { kind: 'failed', problems: [end.problem] });
    }
    if (end.kind !== 'lost') {
      this.ends.set(host, end.kind);
      return;
    }
    if (this.context.abandoned.aborted) {
      this.ends.set(host, 'lost');
      this.fail(host, { kind: 'lost', problems: [abandoned(host)] });
      return;
    }
    const { reconnectMs } = this.options;
    const options = { hosts: this.options.hosts, emit, ...(reconnectMs ? { reconnectMs } : {}) };
    const replan = (state: Parameters<typeof programFor>[2]) => programFor(wish, host, state, this.kept.supplies);
    const images = wish.drawing === undefined ? [] : copiedImages(wish.drawing);
    const after = await afterLoss({ target, program, steps, images, replan }, this.context, options);
    this.ends.set(host, after.kind === 'stands' ? 'done' : 'lost');
    if (after.kind === 'stands') return;
    const fate = { kind: after.kind === 'lost' ? 'lost' : 'failed', problems: [after.problem] } as const;
    this.fail(host, fate, 'unknown');
  }

  private fail(
    host: string,
    fate: Extract<Fate, { readonly kind: 'failed' | 'lost' }>,
    phase: 'failed' | 'unknown' = fate.kind === 'lost' ? 'unknown' : 'failed',
  ): void {
    this.faults.set(host, fate);
    this.context.phase(host, phase, fate.problems[0]);
  }

  /** What was told to be done once is done, whatever is asked about it later. */
  private emit(body: EventBody): void {
    if (body.type === 'step-ended') {
      const step = stepName(body.host, body.step);
      if (this.done.has(step)) return;
      if (body.status === 'done') this.done.add(step);
    }
    this.options.events.emit(body);
  }

  private skip(phase: readonly PhasePart[]): void {
    for (const { host, steps } of phase) {
      for (const { index } of steps) {
        this.emit({ type: 'step-ended', activity: this.context.id, host, step: index, status: 'skipped', ms: 0 });
      }
      const before = this.ends.get(host);
      if (before === undefined || before === 'done') this.ends.set(host, 'stopped');
    }
  }

  private tellEnds(): void {
    for (const [host, end] of this.ends) {
      if (end === 'done') this.context.phase(host, 'done');
      if (end === 'stopped') this.context.phase(host, this.context.stopping.aborted ? 'cancelled' : 'skipped');
    }
  }

  /** Looking changes nothing: hosts that have gone silent are looked at again, a few times. */
  private async lookAtAll(targets: Parameters<LabHosts['reach']>[0]): Promise<readonly Reached[]> {
    let found = await this.options.hosts.reach(targets, this.context);
    const silent = (): readonly Reached[] => found.filter(mayComeBack);
    if (silent().length === 0) return found;
    for await (const _ of attempts(this.options.reconnectMs ?? LOOK_AGAIN_MS, this.context.stopping)) {
      const names = new Set(silent().map(({ host }) => host));
      const again = await this.options.hosts.reach(
        targets.filter(({ name }) => names.has(name)),
        this.context,
      );
      found = found.map((before) => again.find(({ host }) => host === before.host) ?? before);
      if (silent().length === 0) break;
    }
    return found;
  }

  /**
   * Looks at each host again and compares it with what was written down before the first deploy; where that is lost, with
   * what stood beside the lab's own things. A host that nothing had to be done on, and that has no record, was looked at when
   * the plan was made.
   */
  private async compared(): Promise<ReadonlyMap<string, Fate>> {
    const { hosts, plan, wish } = this.kept;
    const fates = new Map<string, Fate>();
    const before = new Map<string, string>();
    for (const [host, { state }] of hosts) {
      const text = recordOf(state, plan.lab)?.inventory;
      const touched = plan.hosts.some((program) => program.host === host && program.changes.length > 0);
      if (text !== undefined || touched) before.set(host, text ?? inventoryBefore(state, plan.lab));
      else fates.set(host, looked(state, []));
    }
    for (const { host, result } of await this.lookAtAll(wish.targets.filter(({ name }) => before.has(name)))) {
      if (!result.ok) {
        const { kind } = fateOf(result.problems);
        this.context.phase(host, kind === 'unseen' ? 'cancelled' : 'unknown', result.problems[0]);
        // Everything was told to be done there; only the proof is missing.
        fates.set(host, kind === 'unseen' ? UNSEEN : { kind: 'unseen', problems: result.problems });
        continue;
      }
      const lines = residue(before.get(host) ?? '', inventory(result.value.state, plan.lab)).map((line) =>
        printableLine(line),
      );
      this.options.events.emit({ type: 'residue', activity: this.context.id, host, lines });
      const fate = compared(host, lines);
      fates.set(host, fate);
      if (fate.kind === 'failed') this.context.phase(host, 'failed', fate.problems[0]);
      else this.context.phase(host, 'done');
    }
    return fates;
  }
}

/**
 * A host that has just been changed may be out of reach for up to a minute: where another card of it in our segment answered ARP for its
 * address (arp_ignore 0) and is gone now, whoever asked sends to that card until asking anew (base_reachable_time, delay_first_probe_time). Measured: 40 s.
 */
const LOOK_AGAIN_MS = [0, 5_000, 10_000];
const MAY_COME_BACK: ReadonlySet<string> = new Set(['connection-lost', 'host-silent', 'host-unreachable']);
const mayComeBack = ({ result }: Reached): boolean =>
  !result.ok && result.problems.some(({ code }) => MAY_COME_BACK.has(code));

const stepName = (host: string, step: number): string => `${step} ${host}`;

const abandoned = (host: string): Problem =>
  problem({
    code: 'abandoned',
    subject: host,
    message: `Trunkline stopped listening to ${host} in the middle of a step.`,
    hint: 'What had begun there goes on to the end of its step. Plan again to see what stands.',
  });
