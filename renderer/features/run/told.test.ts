import { describe, expect, it } from 'vitest';
import type { Change } from '../../../shared/plan/plan.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import type { ActivityState, Lane, RunStep } from '../../store/run/state.ts';
import { problemOfLane, problemsOfRun } from './told.ts';

const said = (message: string): Problem => problem({ code: 'step-failed', subject: 'docker01', message, hint: '' });
const change: Change = {
  action: 'create',
  resource: 'vlan:ens33.10',
  kind: 'vlan',
  subject: 'docker01:ens33.10',
  summary: 'Create ens33.10',
  commands: [],
  after: [],
};
const step = (of: Problem | undefined): RunStep => ({ change, status: 'failed', ms: 5, output: '', problem: of });
const lane = (host: string, of: Problem | undefined, ...steps: readonly RunStep[]): Lane => ({
  host,
  phase: 'failed',
  problem: of,
  steps,
  residue: undefined,
});
const run = (problems: readonly Problem[], lanes: readonly Lane[]): ActivityState => ({
  activity: { id: 'a1', kind: 'deploy', lab: 'lab', startedAt: 0, target: 'practice' } as ActivityState['activity'],
  begunBy: 1,
  lanes,
  stopping: false,
  ended: {
    outcome: 'failed',
    count: 0,
    of: 1,
    unknown: [],
    problems,
    at: 1,
    ms: 1,
  } as unknown as ActivityState['ended'],
});

describe('what went wrong in a run is told once', () => {
  const [broken, lost, full] = [
    said('ip link add failed.'),
    said('The connection was lost.'),
    said('The disk is full.'),
  ];

  it('at the step where it happened, not at its host and over all again', () => {
    const of = lane('docker01', { ...broken }, step(broken));
    expect(problemOfLane(of)).toBeUndefined();
    expect(problemsOfRun(run([{ ...broken }], [of]))).toEqual([]);
  });

  it('at its host, where no step is to blame', () => {
    const of = lane('docker01', lost, step(undefined));
    expect(problemOfLane(of)).toBe(lost);
    expect(problemsOfRun(run([lost], [of]))).toEqual([]);
  });

  it('over all, where no host tells it; and other words of a host beside those of its step', () => {
    const of = lane('docker01', lost, step(broken));
    expect(problemOfLane(of)).toBe(lost);
    expect(problemsOfRun(run([full, broken], [of]))).toEqual([full]);
  });
});
