/** One script on one host, as events: what runs, what it prints, how each step ended, and why the first one failed. */
import type { Change } from '../../shared/plan/plan.ts';
import { feedOfStep, type Step } from '../../shared/plan/program.ts';
import { renderScript, stopCommand, unstopCommand } from '../../shared/plan/script.ts';
import { type ScriptEvent, scriptOutput } from '../../shared/plan/script-output.ts';
import { changedProblem, copyProblem, lockedProblem, stepProblem, unableProblem } from '../../shared/plan/translate.ts';
import { printable } from '../../shared/printable.ts';
import { type Problem, problem, unreachable } from '../../shared/problem.ts';
import { BRIEF } from '../remote/limits.ts';
import type { ExecResult } from '../remote/remote.ts';
import { fileWords } from '../store/regular-file.ts';
import type { ActivityContext } from './activities.ts';
import { type CopyTools, copyOf } from './host-copy.ts';
import type { Rooted } from './root-exec.ts';

export type HostRunEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | { readonly kind: 'stopped' }
  /** The connection broke, or was let go of: what was done since the last news is unknown. */
  | { readonly kind: 'lost' };

export interface HostRun {
  readonly host: string;
  readonly rooted: Pick<Rooted, 'remote' | 'run'>;
  /** The changes of the host's whole plan; steps point into it. */
  readonly changes: readonly Change[];
  readonly steps: readonly Step[];
  /** Told to whoever finds the host taken. */
  readonly holder: string;
}

export interface RunTools extends CopyTools {
  /** Unguessable, letters and digits, 16 or more. */
  readonly newNonce: () => string;
  /** How long a host is waited for that was asked to stop, in milliseconds. */
  readonly answersWithin?: number;
}

/** How long a host is waited for that was asked to stop, in milliseconds. */
const ANSWERS_WITHIN = 1_500;

/** What is passed on of the output of one step, and kept to say why it failed, in characters. */
const MOST_OUTPUT = 100_000;
const KEPT_OUTPUT = 8_000;

export async function runOnHost(run: HostRun, context: ActivityContext, tools: RunTools): Promise<HostRunEnd> {
  const { remote } = run.rooted;
  const nonce = tools.newNonce();
  const stopToken = tools.newNonce();
  const script = renderScript(run.steps, { nonce, stopToken, holder: run.holder });
  const output = scriptOutput(nonce);
  const copying = copyOf(run, context, tools);
  const teller = new Teller(run, context.id, tools, () => copying?.trouble());
  const said: string[] = [];

  const letGo = new AbortController();
  const abandon = (): void => letGo.abort();
  let stopping: Promise<ExecResult> | undefined;
  let waiting: NodeJS.Timeout | undefined;
  const stop = (): void => {
    stopping ??= remote.exec(stopCommand(stopToken), { limits: BRIEF });
    // A host that does not even take the wish says no more: what it does meanwhile is not known.
    waiting = setTimeout(abandon, tools.answersWithin ?? ANSWERS_WITHIN);
    void stopping.then(({ kind }) => kind === 'exited' && clearTimeout(waiting));
  };
  context.stopping.addEventListener('abort', stop, { once: true });
  context.abandoned.addEventListener('abort', abandon, { once: true });
  if (context.abandoned.aborted) abandon();
  const result = await run.rooted.run(script, {
    signal: letGo.signal,
    ...(copying && { feed: copying.feed }),
    onOutput(text, stream) {
      if (stream === 'stderr') return void said.push(text);
      for (const event of output.push(text)) {
        if (event.type === 'step-started') copying?.begun(event.step);
        if (event.type === 'step-ended') copying?.ended(event.step);
        teller.hear(event);
      }
    },
  });
  copying?.ended(undefined);
  clearTimeout(waiting);
  context.stopping.removeEventListener('abort', stop);
  context.abandoned.removeEventListener('abort', abandon);
  for (const event of output.end()) teller.hear(event);
  if (stopping) {
    // If the script had ended before it saw the request, the request would lie there for ever.
    void stopping.then(() => remote.exec(unstopCommand(stopToken), { limits: BRIEF }));
  }
  return teller.end(result, said.join(''));
}

interface OpenStep {
  readonly at: number;
  output: string;
  passed: number;
  undoing: boolean;
}

/** Turns what the script says into events, and remembers what the end is made of. */
class Teller {
  private readonly run: HostRun;
  private readonly activity: string;
  private readonly tools: RunTools;
  /** Why what is copied broke off where it comes from. */
  private readonly copyTrouble: () => unknown;
  /** Those that have begun and not ended, by their index. */
  private readonly open = new Map<number, OpenStep>();
  private ended: HostRunEnd | undefined;
  private noise = '';
  private told = new Set<number>();

  constructor(run: HostRun, activity: string, tools: RunTools, copyTrouble: () => unknown) {
    this.run = run;
    this.activity = activity;
    this.tools = tools;
    this.copyTrouble = copyTrouble;
  }

  hear(event: ScriptEvent): void {
    const { host } = this.run;
    const about = { activity: this.activity, host };
    switch (event.type) {
      case 'started':
        return;
      case 'locked':
        this.ended = { kind: 'failed', problem: lockedProblem(host, event.by) };
        return;
      case 'changed':
        this.ended = { kind: 'failed', problem: changedProblem(host, event.kind, event.name) };
        return;
      case 'step-started':
        this.open.set(event.step, { at: this.tools.clock.steady(), output: '', passed: 0, undoing: false });
        this.tools.emit({ type: 'step-started', ...about, step: event.step });
        return;
      case 'step-output':
        this.output(event.step, event.text);
        return;
      case 'step-undoing': {
        const step = this.open.get(event.step);
        if (step) step.undoing = true;
        return;
      }
      case 'step-ended':
        this.stepEnded(event);
        return;
      case 'noise':
        this.noise = (this.noise + event.text).slice(-KEPT_OUTPUT);
        return;
      case 'finished':
        this.finished(event.outcome);
        return;
      default:
        unreachable(event);
    }
  }

  private since(moment: number): number {
    return Math.round(this.tools.clock.steady() - moment);
  }

  private output(index: number, text: string): void {
    const step = this.open.get(index);
    if (!step) return;
    if (!step.undoing) step.output = (step.output + text).slice(-KEPT_OUTPUT);
    if (step.passed > MOST_OUTPUT) return;
    step.passed += text.length;
    const more = step.passed > MOST_OUTPUT ? '\n… it prints more, which is left out here\n' : '';
    this.tools.emit({
      type: 'step-output',
      activity: this.activity,
      host: this.run.host,
      step: index,
      text: printable(text) + more,
    });
  }

  private stepEnded({ step: index, exitCode, command }: Extract<ScriptEvent, { type: 'step-ended' }>): void {
    const { host, changes } = this.run;
    const step = this.open.get(index);
    this.open.delete(index);
    const change = changes[index];
    if (!step || !change) return;
    this.told.add(index);
    const ended = { type: 'step-ended', activity: this.activity, host, step: index } as const;
    const ms = this.since(step.at);
    if (exitCode === 0) {
      this.tools.emit({ ...ended, status: 'done', ms });
      return;
    }
    const line = change.commands[command] ?? change.summary;
    const trouble = this.copyTrouble();
    const failed =
      trouble !== undefined && this.run.steps.some((one) => one.index === index && feedOfStep(one) !== undefined)
        ? copyProblem(change, host, fileWords(trouble))
        : stepProblem(change, line, { host, exitCode, output: step.output });
    // Of several, the first is what people see.
    this.ended ??= { kind: 'failed', problem: failed };
    this.tools.emit({ ...ended, status: 'failed', ms, problem: failed });
  }

  private finished(outcome: Extract<ScriptEvent, { type: 'finished' }>['outcome']): void {
    switch (outcome) {
      case 'done':
        this.ended = { kind: 'done' };
        return;
      case 'stopped':
        this.ended = { kind: 'stopped' };
        return;
      case 'unable':
        this.ended = { kind: 'failed', problem: unableProblem(this.run.host, this.noise) };
        return;
      case 'failed':
        // The step said why.
        return;
      default:
        unreachable(outcome);
    }
  }

  end(result: ExecResult, stderr: string): HostRunEnd {
    const { host, steps } = this.run;
    const end = this.ended ?? this.unfinished(result, stderr);
    const about = { type: 'step-ended', activity: this.activity, host } as const;
    for (const [index, { at }] of this.open) {
      this.told.add(index);
      this.tools.emit({ ...about, step: index, status: 'unknown', ms: this.since(at) });
    }
    if (end.kind !== 'lost') {
      for (const { index } of steps) {
        if (!this.told.has(index)) this.tools.emit({ ...about, step: index, status: 'skipped', ms: 0 });
      }
    }
    return end;
  }

  /** It ended without a word of its own. */
  private unfinished(result: ExecResult, stderr: string): HostRunEnd {
    const { host } = this.run;
    if (result.kind === 'refused') return { kind: 'failed', problem: unableProblem(host, result.message) };
    if (result.kind !== 'exited' || this.told.size > 0 || this.open.size > 0) return { kind: 'lost' };
    const output = `${this.noise}${stderr}`.trim().slice(-KEPT_OUTPUT);
    return {
      kind: 'failed',
      problem: problem({
        code: 'script-not-started',
        subject: host,
        message: `${host} did not run the plan's script (exit status ${result.code}).`,
        hint: 'Nothing was changed there. What it printed says why; sudo may want a password that it did not want before.',
        detail: { output },
      }),
    };
  }
}
