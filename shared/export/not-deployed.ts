/** What the drawing has and no deploy makes, so that no export of one does either. */
import type { Lab } from '../lab/lab.ts';
import type { HostProgram } from '../plan/program.ts';

export function notDeployed(lab: Lab, programs: readonly HostProgram[]): readonly string[] {
  const { registry } = lab;
  const made = programs.some(({ plan }) => plan.changes.some(({ kind }) => kind.includes('registry')));
  if (registry === undefined || made) return [];
  return [
    `The registry on ${registry.host}, port ${registry.port}, is not set up: it must be there, with its images, and known to each host's Docker.`,
  ];
}
