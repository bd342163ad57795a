/** Measures: every source host sends its pings in one command, and results are told as they come. */
import type { PingResult } from '../../shared/api.ts';
import type { HostState } from '../../shared/host/state.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import { endpoints, type Pair, pairs, type States } from '../../shared/reach/endpoints.ts';
import { type Measured, pingOutput } from '../../shared/verify/ping-output.ts';
import { type PingTask, pingScript } from '../../shared/verify/ping-script.ts';
import type { RemoteTarget } from '../remote/remote.ts';
import type { ActivityContext, Ending } from './activities.ts';
import type { EventStream } from './event-stream.ts';
import type { LabHosts, Reached } from './lab-hosts.ts';
import type { Predict } from './predict.ts';
import type { Rooted } from './root-exec.ts';

export interface VerifierOptions {
  readonly events: EventStream;
  readonly hosts: LabHosts;
  readonly newNonce: () => string;
  readonly predict: Predict;
}

export type Verifier = (lab: Lab, targets: readonly RemoteTarget[], context: ActivityContext) => Promise<Ending>;

type Foretold = Omit<PingResult, 'measured' | 'sent' | 'received' | 'rttMs' | 'agrees' | 'said'>;

export function verifier({ events, hosts, newNonce, predict }: VerifierOptions): Verifier {
  return async (lab, targets, context) => {
    const reached = await hosts.reach(targets, context);
    const states: States = new Map(
      reached.flatMap(({ host, result }) => (result.ok ? [[host, result.value.state] as const] : [])),
    );
    const all = pairs(endpoints(lab, states)).filter(({ target }) => target.address !== undefined);
    const foretold = predict(lab, states, all);
    events.emit({ type: 'pings-expected', activity: context.id, pairs: foretold });

    let agreeing = 0;
    const tell = (index: number, measured: Measured): void => {
      const before = foretold[index];
      if (before === undefined) return;
      const result = { ...before, ...measured, agrees: agrees(before.expected, measured.measured) };
      if (result.agrees) agreeing += 1;
      events.emit({ type: 'pings', activity: context.id, results: [result] });
    };
    const problems = await Promise.all(reached.map((one) => measureFrom(one, all, tell, context)));
    const found = problems.flat();
    if (context.stopping.aborted) return { outcome: 'cancelled', count: agreeing, problems: found };
    const outcome = found.length === 0 && agreeing === all.length ? 'done' : 'failed';
    return { outcome, count: agreeing, problems: found };
  };

  async function measureFrom(
    { host, result }: Reached,
    all: readonly Pair[],
    tell: (index: number, measured: Measured) => void,
    context: ActivityContext,
  ): Promise<readonly Problem[]> {
    const mine = all.flatMap((pair, index) => (pair.source.host === host ? [{ pair, index }] : []));
    if (!result.ok) {
      context.phase(host, 'failed', result.problems[0]);
      for (const { index } of mine) tell(index, notMeasured(result.problems[0]?.message ?? 'not measured'));
      return result.problems;
    }
    const rooted = result.value;
    const tasks = mine.flatMap(({ pair, index }): PingTask[] => {
      const from = origin(rooted.state, pair);
      const address = pair.target.address ?? '';
      if (typeof from !== 'string') return [{ index, from, address }];
      tell(index, notMeasured(from));
      return [];
    });
    context.phase(host, 'running');
    const missing = await send(rooted, tasks, tell, context);
    if (missing.length === 0 || context.stopping.aborted) {
      context.phase(host, context.stopping.aborted ? 'cancelled' : 'done');
      return [];
    }
    const why = problem({
      code: 'verify-incomplete',
      subject: host,
      message: `${host} did not answer for ${missing.length} of its pings.`,
      hint: 'Verify again; if it stays so, log in there and try ping by hand.',
    });
    for (const index of missing) tell(index, notMeasured(why.message));
    context.phase(host, 'failed', why);
    return [why];
  }

  /** @returns the indexes of the pings that nothing was heard of */
  async function send(
    rooted: Rooted,
    tasks: readonly PingTask[],
    tell: (index: number, measured: Measured) => void,
    context: ActivityContext,
  ): Promise<readonly number[]> {
    if (tasks.length === 0) return [];
    const nonce = newNonce();
    const reader = pingOutput(nonce);
    const missing = new Set(tasks.map(({ index }) => index));
    await rooted.run(pingScript(tasks, nonce), {
      signal: context.stopping,
      onOutput: (text, stream) => {
        if (stream === 'stderr') return;
        for (const { index, ...measured } of reader.push(text)) {
          if (missing.delete(index)) tell(index, measured);
        }
      },
    });
    return [...missing];
  }
}

/** Where on its host a pair's ping begins, or why it cannot. */
function origin(state: HostState, { source }: Pair): PingTask['from'] | string {
  if (source.kind === 'host') return { kind: 'host' };
  const containers = state.docker.kind === 'ready' ? state.docker.containers : [];
  const container = containers.find(({ name }) => name === source.container);
  if (container === undefined) return `there is no container ${source.container} on ${source.host}`;
  if (container.status !== 'running') return `the container ${source.container} does not run`;
  const { commands } = state.facts;
  return commands.includes('nsenter') && commands.includes('ping') && container.pid > 0
    ? { kind: 'process', pid: container.pid }
    : { kind: 'exec', container: source.container };
}

const notMeasured = (said: string): Measured => ({ measured: 'error', sent: 0, received: 0, rttMs: null, said });

const agrees = (expected: Foretold['expected'], measured: Measured['measured']): boolean =>
  measured !== 'error' && (expected === 'uncertain' || expected === measured);
