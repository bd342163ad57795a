import type { HostState } from '../../host/state.ts';
import type { Lab } from '../../lab/lab.ts';
import { hostOf } from '../../lab/testing/examples.ts';
import type { ReadyDocker } from '../../resources/docker.ts';
import { planHost } from '../plan-host.ts';
import type { HostProgram } from '../program.ts';
import { runProgram } from './machine.ts';

/** The words that tests of plans are told in. */
export const deploy = (lab: Lab, name: string, state: HostState): HostProgram =>
  planHost(lab, hostOf(lab, name), state, 'deploy');
export const deployed = (lab: Lab, name: string, state: HostState): HostState =>
  runProgram(state, deploy(lab, name, state));
export const changes = ({ plan }: HostProgram): readonly string[] =>
  plan.changes.map(({ action, resource }) => `${action} ${resource}`);
export const commands = ({ plan }: HostProgram): readonly string[] => plan.changes.flatMap((change) => change.commands);
export const errors = ({ plan }: HostProgram): readonly string[] =>
  plan.problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);

export function dockerOf({ docker }: HostState): ReadyDocker {
  if (docker.kind !== 'ready') throw new Error('Docker is ready in these tests');
  return docker;
}
