/** Phases: they exist only where hosts wait for each other. */
import type { HostProgram, Step } from './program.ts';

/** The programs of a lab's hosts with each step in the first phase in which all that it waits for is done. */
export function phased(programs: readonly HostProgram[]): readonly HostProgram[] {
  const phases = new Map(programs.map(({ plan, steps }) => [plan.host, steps.map(({ phase }) => phase)]));
  const made = new Map(
    programs.map(({ plan }) => [
      plan.host,
      new Map(
        plan.changes.flatMap(({ resource, action }, at) => (action === 'delete' ? [] : [[resource, at] as const])),
      ),
    ]),
  );
  const phaseOf = (host: string, index: number | undefined): number =>
    index === undefined ? -1 : (phases.get(host)?.[index] ?? -1);
  const least = (host: string, { after, awaits }: Step): number =>
    Math.max(
      0,
      ...after.map((index) => phaseOf(host, index)),
      ...awaits.map((item) => phaseOf(item.host, made.get(item.host)?.get(item.key)) + 1),
    );
  // Each round settles one phase more. Hosts that wait for each other in a circle, which no lab can say, wait no further.
  let settled = false;
  for (let round = 0; round <= programs.length && !settled; round += 1) {
    settled = true;
    for (const { plan, steps } of programs) {
      const own = phases.get(plan.host) ?? [];
      for (const [at, step] of steps.entries()) {
        const phase = Math.max(own[at] ?? 0, least(plan.host, step));
        if (phase !== own[at]) settled = false;
        own[at] = phase;
      }
    }
  }
  return programs.map(({ plan, steps }) => ({
    plan,
    steps: steps.map((step, at) => ({ ...step, phase: phases.get(plan.host)?.[at] ?? 0 })),
  }));
}
