/** Whether a lab is within the sizes that the program is made for. */
import { type Problem, problem } from '../problem.ts';
import { containerId, type Lab } from './lab.ts';
import { MADE_FOR } from './limits.ts';

interface Count {
  readonly count: number;
  readonly most: number;
  /** What is counted, in the plural. */
  readonly what: string;
  /** Whose; '' for the whole lab. */
  readonly of: string;
}

export const LARGER_THAN_MADE_FOR = 'larger-than-made-for';

/** A warning for the largest excess: known from counting, before anything is computed from the lab. */
export function sizeProblems(lab: Lab): readonly Problem[] {
  const [worst] = countsOf(lab)
    .filter(({ count, most }) => count > most)
    .sort((a, b) => b.count / b.most - a.count / a.most);
  if (worst === undefined) return [];
  const { count, most, what, of } = worst;
  return [
    problem({
      severity: 'warning',
      code: LARGER_THAN_MADE_FOR,
      message: `${of === '' ? 'The lab' : of} has ${count} ${what}, and Trunkline is made for up to ${most}: all that is computed from it may take long.`,
      hint: 'Split the lab. The window does not predict one of this size, so as to stay quick; `trunkline predict` does.',
      subject: of,
    }),
  ];
}

function countsOf({ segments, hosts, networks }: Lab): readonly Count[] {
  const list = (what: string, of: string, items: readonly unknown[] | string): Count => ({
    count: typeof items === 'string' ? 0 : items.length,
    most: MADE_FOR.entriesOfList,
    what,
    of,
  });
  return [
    { count: segments.length, most: MADE_FOR.segments, what: 'segments', of: '' },
    { count: hosts.length, most: MADE_FOR.hosts, what: 'hosts', of: '' },
    { count: networks.length, most: MADE_FOR.networks, what: 'networks', of: '' },
    {
      count: hosts.reduce((sum, { containers }) => sum + containers.length, 0),
      most: MADE_FOR.containers,
      what: 'containers',
      of: '',
    },
    ...hosts.flatMap(({ name: of, interfaces, containers, routing }) => [
      { count: interfaces.length, most: MADE_FOR.interfacesOfHost, what: 'interfaces', of },
      { count: containers.length, most: MADE_FOR.containersOfHost, what: 'containers', of },
      list('routes', of, routing?.routes ?? []),
      list('forward rules', of, routing?.allow ?? []),
      list('masquerade rules', of, routing?.masquerade ?? []),
      list(
        'subnets that its shims reach',
        of,
        interfaces.flatMap((item) => (item.kind === 'shim' ? item.reaches : [])),
      ),
      ...containers.map((box) => list('networks', containerId(of, box.name), box.attachments)),
    ]),
    ...networks.map(({ name, reserved }) => list('reserved addresses', name, reserved)),
  ];
}
