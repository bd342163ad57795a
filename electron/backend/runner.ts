/** Runs an approved plan: one script per host and phase, all hosts of a phase at once, and proves that a destroy left nothing. */
import type { EventBody, Outcome } from '../../shared/api.ts';
import { inventory, inventoryBefore, residue } from '../../shared/host/inventory.ts';
import { type PhasePart, phasesOf } from '../../shared/plan/program.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import type { ActivityContext, Ending } from './activities.ts';
import { afterLoss } from './after-loss.ts';
import type { EventStream } from './event-stream.ts';
import { type HostRunEnd, runOnHost } from './host-run.ts';
import type { LabHosts } from './lab-hosts.ts';
import { type KeptPlan, programFor } from './planner.ts';

export interface RunnerOptions {
  readonly events: EventStream;
  readonly hosts: LabHosts;
  readonly now: () => number;
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
  readonly #kept: KeptPlan;
  readonly #context: ActivityContext;
  readonly #options: RunnerOptions;
  readonly #holder: string;
  readonly #ends = new Map<string, HostRunEnd['kind']>();
  readonly #problems: Problem[] = [];
  /** Steps that are known to be done. */
  readonly #done = new Set<string>();

  constructor(kept: KeptPlan, context: ActivityContext, options: RunnerOptions) {
    this.#kept = kept;
    this.#context = context;
    this.#options = options;
    const { intent, lab } = kept.plan;
    const time = new Date(options.now()).toISOString().slice(11, 16);
    this.#holder = `${options.who} ${intent === 'deploy' ? 'deploys' : 'destroys'} ${lab} since ${time} UTC`;
  }

  async toEnd(): Promise<Ending> {
    const { plan, programs } = this.#kept;
    for (const { host, changes } of plan.hosts) this.#context.phase(host, changes.length > 0 ? 'waiting' : 'done');
    for (const phase of phasesOf(programs)) {
      if (this.#context.stopping.aborted || this.#problems.length > 0) this.#skip(phase);
      else await Promise.all(phase.map((part) => this.#runPart(part)));
    }
    this.#tellEnds();
    if (this.#problems.length > 0) return this.#ending('failed', this.#problems);
    if ([...this.#ends.values()].includes('stopped')) return this.#ending('cancelled', []);
    if (plan.intent === 'deploy') return this.#ending('done', []);
    const left = await this.#proveNothingLeft();
    return this.#ending(left.length === 0 ? 'done' : 'failed', left);
  }

  #ending(outcome: Outcome, problems: readonly Problem[]): Ending {
    return { outcome, count: this.#done.size, problems };
  }

  async #runPart({ host, steps }: PhasePart): Promise<void> {
    const { programs, hosts, wish } = this.#kept;
    const program = programs.find(({ plan }) => plan.host === host);
    const target = wish.targets.find(({ name }) => name === host);
    const rooted = hosts.get(host);
    if (!rooted || !program || !target) throw new Error(`${host} has steps and was never looked at`);
    this.#context.phase(host, 'running');
    const { changes } = program.plan;
    const emit = (body: EventBody): void => this.#emit(body);
    const run = { host, rooted, changes, steps, holder: this.#holder };
    const end = await runOnHost(run, this.#context, { ...this.#options, emit });
    if (end.kind === 'failed') this.#fail(host, end.problem);
    if (end.kind !== 'lost') {
      this.#ends.set(host, end.kind);
      return;
    }
    if (this.#context.abandoned.aborted) {
      this.#ends.set(host, 'lost');
      this.#fail(host, abandoned(host), 'unknown');
      return;
    }
    const { reconnectMs } = this.#options;
    const options = { hosts: this.#options.hosts, emit, ...(reconnectMs ? { reconnectMs } : {}) };
    const replan = (state: Parameters<typeof programFor>[2]) => programFor(wish, host, state);
    const unsolved = await afterLoss({ target, program, steps, replan }, this.#context, options);
    if (unsolved) this.#fail(host, unsolved, 'unknown');
    this.#ends.set(host, unsolved ? 'lost' : 'done');
  }

  #fail(host: string, cause: Problem, phase: 'failed' | 'unknown' = 'failed'): void {
    this.#problems.push(cause);
    this.#context.phase(host, phase, cause);
  }

  /** What was told to be done once is done, whatever is asked about it later. */
  #emit(body: EventBody): void {
    if (body.type === 'step-ended') {
      const step = `${body.step} ${body.host}`;
      if (this.#done.has(step)) return;
      if (body.status === 'done') this.#done.add(step);
    }
    this.#options.events.emit(body);
  }

  #skip(phase: readonly PhasePart[]): void {
    for (const { host, steps } of phase) {
      for (const { index } of steps) {
        this.#emit({ type: 'step-ended', activity: this.#context.id, host, step: index, status: 'skipped', ms: 0 });
      }
      const before = this.#ends.get(host);
      if (before === undefined || before === 'done') this.#ends.set(host, 'stopped');
    }
  }

  #tellEnds(): void {
    for (const [host, end] of this.#ends) {
      if (end === 'done') this.#context.phase(host, 'done');
      if (end === 'stopped') this.#context.phase(host, this.#context.stopping.aborted ? 'cancelled' : 'skipped');
    }
  }

  /**
   * Looks at each host again and compares it with what was written down before the first deploy; where that is lost, with
   * what stood beside the lab's own things.
   */
  async #proveNothingLeft(): Promise<readonly Problem[]> {
    const { hosts, plan, wish } = this.#kept;
    const before = new Map(
      [...hosts].flatMap(([host, { state }]) => {
        const text = state.records.find(({ lab }) => lab === plan.lab)?.inventory;
        const touched = plan.hosts.some((program) => program.host === host && program.changes.length > 0);
        return text !== undefined || touched ? [[host, text ?? inventoryBefore(state, plan.lab)] as const] : [];
      }),
    );
    const reached = await this.#options.hosts.reach(
      wish.targets.filter(({ name }) => before.has(name)),
      this.#context,
    );
    return reached.flatMap(({ host, result }): readonly Problem[] => {
      if (!result.ok) {
        this.#context.phase(host, 'unknown', result.problems[0]);
        return result.problems;
      }
      const lines = residue(before.get(host) ?? '', inventory(result.value.state, plan.lab));
      this.#options.events.emit({ type: 'residue', activity: this.#context.id, host, lines });
      if (lines.length === 0) {
        this.#context.phase(host, 'done');
        return [];
      }
      const left = leftProblem(host, lines);
      this.#context.phase(host, 'failed', left);
      return [left];
    });
  }
}

const abandoned = (host: string): Problem =>
  problem({
    code: 'abandoned',
    subject: host,
    message: `Trunkline stopped listening to ${host} in the middle of a step.`,
    hint: 'What had begun there goes on to the end of its step. Plan again to see what stands.',
  });

const leftProblem = (host: string, lines: readonly string[]): Problem =>
  problem({
    code: 'residue',
    subject: host,
    message: `${host} is not as it was before the first deploy: ${lines.length} ${lines.length === 1 ? 'thing differs' : 'things differ'}.`,
    hint: 'The lab itself is gone; what differs was done beside it, or is left over: look at each line.',
    detail: { output: lines.join('\n') },
  });
