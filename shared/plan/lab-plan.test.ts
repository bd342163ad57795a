import { expect, test } from 'vitest';
import { vlans } from '../lab/testing/examples.ts';
import { problem } from '../problem.ts';
import { labPlan, mayRun } from './lab-plan.ts';
import { planHost, unplanned } from './plan-host.ts';
import { type HostProgram, phasesOf, type Step } from './program.ts';
import { machine } from './testing/hosts.ts';

const programs = vlans.hosts.map((host) => planHost(vlans, host, machine(host.name, host.ssh.address), 'deploy'));
const fields = { id: 'p1', lab: 'vlans', intent: 'deploy', problems: [] } as const;

test('a plan counts what changes on all its hosts', () => {
  const plan = labPlan({ ...fields, programs });
  expect(plan.hosts.map(({ host }) => host)).toEqual(['docker01', 'docker02', 'router']);
  expect(plan.summary).toEqual({ create: 10 + 10 + 12, update: 0, replace: 0, delete: 0 });
  expect(mayRun(plan)).toBe(true);
});

test('with an error on one host nothing runs on any, with a warning it does', () => {
  const down = problem({ code: 'host-unreachable', message: 'router does not answer.', hint: 'Switch it on.' });
  const [first, second] = programs;
  const others = [first, second].filter((program) => program !== undefined);
  expect(mayRun(labPlan({ ...fields, programs: [...others, unplanned('router', [down])] }))).toBe(false);
  const warned = unplanned('router', [{ ...down, severity: 'warning' }]);
  expect(mayRun(labPlan({ ...fields, programs: [...others, warned] }))).toBe(true);
  expect(mayRun(labPlan({ ...fields, programs, problems: [down] }))).toBe(false);
});

test('a phase has the hosts that have something to do in it', () => {
  const [one, other] = programs;
  if (one === undefined || other === undefined) throw new Error('two hosts');
  const inPhases = (program: HostProgram, phaseOf: (step: Step) => number): HostProgram => ({
    ...program,
    steps: program.steps.map((step) => ({ ...step, phase: phaseOf(step) })),
  });
  const phases = phasesOf([
    inPhases(one, ({ index }) => (index < 3 ? 0 : 2)),
    inPhases(other, () => 2),
    unplanned('router', []),
  ]);
  expect(phases.map((parts) => parts.map(({ host, steps }) => [host, steps.length]))).toEqual([
    [['docker01', 3]],
    [
      ['docker01', 7],
      ['docker02', 10],
    ],
  ]);
});
