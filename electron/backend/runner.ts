/** Runs an approved plan: one script per host and phase, all hosts of a phase at once, and tells each step as it goes. */
import { inventory, residue } from '../../shared/host/inventory.ts';
import { phasesOf, type Step } from '../../shared/plan/program.ts';
import { renderScript, stopCommand } from '../../shared/plan/script.ts';
import { type ScriptEvent, type ScriptOutcome, scriptOutput } from '../../shared/plan/script-output.ts';
import { changedProblem, lockedProblem, lostProblem, stepProblem, unableProblem } from '../../shared/plan/translate.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import type { ExecResult } from '../remote/remote.ts';
import type { ActivityContext, Ending } from './activities.ts';
import type { EventStream } from './event-stream.ts';
import type { LabHosts } from './lab-hosts.ts';
import type { KeptPlan } from './planner.ts';
import type { Rooted } from './root-exec.ts';

export interface RunnerOptions {
  readonly events: EventStream;
  readonly hosts: LabHosts;
  readonly now: () => number;
  readonly newNonce: () => string;
  /** Told to whoever finds a host taken: `ada@laptop`. */
  readonly who: string;
}

export type Runner = (kept: KeptPlan, context: ActivityContext) => Promise<Ending>;

/** How one host's part of a run ended. */
type HostEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed' | 'unknown'; readonly problem: Problem };

export function runner(options: RunnerOptions): Runner {
  const { events, hosts, now } = options;

  return async (kept, context) => {
    const { plan, programs } = kept;
    let applied = 0;
    const ends = new Map<string, HostEnd>();
    for (const { plan: hostPlan } of programs) {
      if (hostPlan.changes.length > 0) context.phase(hostPlan.host, 'waiting');
      else context.phase(hostPlan.host, 'done');
    }
    for (const parts of phasesOf(programs)) {
      const going = [...ends.values()].every(({ kind }) => kind === 'done') && !context.stopping.aborted;
      if (!going) break;
      await Promise.all(
        parts.map(async ({ host, steps }) => {
          const rooted = kept.hosts.get(host);
          if (rooted === undefined) throw new Error(`no connection for ${host}`);
          context.phase(host, 'running');
          const { end, done } = await runHost(host, steps, rooted);
          applied += done;
          ends.set(host, end);
          if (end.kind === 'stopped') context.phase(host, 'cancelled');
          else if (end.kind === 'done') context.phase(host, 'done');
          else context.phase(host, end.kind, end.problem);
        }),
      );
    }
    const problems = [...ends.values()].flatMap((end) => ('problem' in end ? [end.problem] : []));
    if (problems.length > 0) return { outcome: 'failed', count: applied, problems };
    if (context.stopping.aborted) return { outcome: 'cancelled', count: applied, problems: [] };
    if (plan.intent === 'deploy') return { outcome: 'done', count: applied, problems: [] };
    const left = await proveNothingLeft(kept, context);
    return { outcome: left.length === 0 ? 'done' : 'failed', count: applied, problems: left };

    async function runHost(
      host: string,
      steps: readonly Step[],
      rooted: Rooted,
    ): Promise<{ readonly end: HostEnd; readonly done: number }> {
      const [nonce, stopToken] = [options.newNonce(), options.newNonce()];
      const reader = scriptOutput(nonce);
      const changes = programs.find((program) => program.plan.host === host)?.plan.changes ?? [];
      const started = new Map<number, number>();
      const ended = new Set<number>();
      const printed = new Map<number, string>();
      let undoing: number | undefined;
      let noise = '';
      let done = 0;
      let outcome: ScriptOutcome | undefined;
      let cause: Problem | undefined;

      const endStep = (step: number, status: 'done' | 'failed' | 'skipped' | 'unknown', why?: Problem): void => {
        ended.add(step);
        const ms = now() - (started.get(step) ?? now());
        events.emit({
          type: 'step-ended',
          activity: context.id,
          host,
          step,
          status,
          ms,
          ...(why ? { problem: why } : {}),
        });
      };
      const take = (event: ScriptEvent): void => {
        switch (event.type) {
          case 'started':
            return;
          case 'locked':
            cause = lockedProblem(host, event.by);
            return;
          case 'changed':
            cause = changedProblem(host, event.kind, event.name);
            return;
          case 'noise':
            noise += event.text;
            return;
          case 'step-started':
            started.set(event.step, now());
            events.emit({ type: 'step-started', activity: context.id, host, step: event.step });
            return;
          case 'step-undoing':
            undoing = event.step;
            return;
          case 'step-output':
            if (undoing !== event.step) printed.set(event.step, (printed.get(event.step) ?? '') + event.text);
            events.emit({ type: 'step-output', activity: context.id, host, step: event.step, text: event.text });
            return;
          case 'step-ended': {
            const change = changes[event.step];
            if (event.exitCode === 0 || change === undefined) {
              done += 1;
              endStep(event.step, 'done');
              return;
            }
            const command = change.commands[event.command] ?? '';
            const output = printed.get(event.step) ?? '';
            cause = stepProblem(change, command, { host, exitCode: event.exitCode, output });
            endStep(event.step, 'failed', cause);
            return;
          }
          case 'finished':
            outcome = event.outcome;
            return;
        }
      };

      const stop = (): void => void rooted.remote.exec(stopCommand(stopToken));
      context.stopping.addEventListener('abort', stop, { once: true });
      const script = renderScript(steps, { nonce, stopToken, holder: holder() });
      let stderr = '';
      const result = await rooted.run(script, {
        signal: context.abandoned,
        onOutput: (text, stream) => {
          if (stream === 'stderr') stderr += text;
          else for (const event of reader.push(text)) take(event);
        },
      });
      context.stopping.removeEventListener('abort', stop);
      for (const event of reader.end()) take(event);

      const end = hostEnd(host, result, outcome, cause, `${noise}\n${stderr}`.trim());
      for (const { index } of steps) {
        if (ended.has(index)) continue;
        if (started.has(index)) endStep(index, 'unknown', end.kind === 'unknown' ? end.problem : undefined);
        else endStep(index, 'skipped');
      }
      return { end, done };
    }

    function holder(): string {
      const time = new Date(now()).toISOString().slice(11, 16);
      return `${options.who} ${plan.intent === 'deploy' ? 'deploys' : 'destroys'} ${plan.lab} since ${time} UTC`;
    }
  };

  /** Looks at each host again and compares it with what was written down before the first deploy. */
  async function proveNothingLeft(kept: KeptPlan, context: ActivityContext): Promise<readonly Problem[]> {
    const before = new Map(
      [...kept.hosts].flatMap(([host, { state }]) => {
        const text = state.records.find(({ lab }) => lab === kept.plan.lab)?.inventory;
        return text === undefined ? [] : [[host, text] as const];
      }),
    );
    const reached = await hosts.reach(
      kept.wish.targets.filter(({ name }) => before.has(name)),
      context,
    );
    return reached.flatMap(({ host, result }): readonly Problem[] => {
      if (!result.ok) {
        context.phase(host, 'unknown', result.problems[0]);
        return result.problems;
      }
      const lines = residue(before.get(host) ?? '', inventory(result.value.state, kept.plan.lab));
      context.phase(host, lines.length === 0 ? 'done' : 'failed');
      events.emit({ type: 'residue', activity: context.id, host, lines });
      if (lines.length === 0) return [];
      return [
        problem({
          code: 'residue',
          subject: host,
          message: `${host} is not as it was before the first deploy: ${lines.length} ${lines.length === 1 ? 'thing differs' : 'things differ'}.`,
          hint: 'The lab itself is gone; what differs was done beside it, or is left over: look at each line.',
          detail: { output: lines.join('\n') },
        }),
      ];
    });
  }
}

function hostEnd(
  host: string,
  result: ExecResult,
  outcome: ScriptOutcome | undefined,
  cause: Problem | undefined,
  said: string,
): HostEnd {
  if (outcome === 'done') return { kind: 'done' };
  if (cause !== undefined) return { kind: 'failed', problem: cause };
  if (outcome === 'stopped') return { kind: 'stopped' };
  if (outcome === 'unable') return { kind: 'failed', problem: unableProblem(host, said) };
  if (result.kind === 'refused') return { kind: 'failed', problem: unableProblem(host, result.message) };
  if (result.kind === 'exited' && result.code !== 0 && said !== '') {
    return { kind: 'failed', problem: unableProblem(host, said) };
  }
  return { kind: 'unknown', problem: lostProblem(host) };
}
