/**
 * How much a host may tell of itself. Beyond these sizes nobody has a lab, and planning for it would take longer than anybody
 * waits: it is said before anything is computed.
 */
import { type Problem, problem } from '../problem.ts';
import type { HostState } from './state.ts';

type Size = readonly [what: string, most: number, count: (state: HostState) => number];

const longest = (lists: readonly number[]): number => lists.reduce((most, length) => Math.max(most, length), 0);
const keys = (record: object): number => Object.keys(record).length;

const SIZES: readonly Size[] = [
  ['interfaces', 4_000, ({ links }) => links.length],
  ['addresses', 8_000, ({ links }) => links.reduce((sum, { addresses }) => sum + addresses.length, 0)],
  ['routes', 8_000, ({ routes }) => routes.length],
  ['kernel settings', 20_000, ({ sysctls }) => keys(sysctls)],
  ['firewall chains', 2_000, ({ firewall: { filter, nat } }) => filter.length + nat.length],
  [
    'firewall rules',
    8_000,
    ({ firewall: { filter, nat } }) => [...filter, ...nat].reduce((sum, { rules }) => sum + rules.length, 0),
  ],
  ['labs that were deployed', 200, ({ records }) => records.length],
  ['old values', 1_000, ({ records }) => records.reduce((sum, { saved }) => sum + keys(saved), 0)],
  ['Docker networks', 1_000, ({ docker }) => (docker.kind === 'ready' ? docker.networks.length : 0)],
  [
    'subnets of one Docker network',
    200,
    ({ docker }) => (docker.kind === 'ready' ? longest(docker.networks.map(({ pools }) => pools.length)) : 0),
  ],
  ['containers', 1_000, ({ docker }) => (docker.kind === 'ready' ? docker.containers.length : 0)],
  [
    'networks of one container',
    200,
    ({ docker }) => (docker.kind === 'ready' ? longest(docker.containers.map(({ endpoints }) => endpoints.length)) : 0),
  ],
  ['images', 10_000, ({ docker }) => (docker.kind === 'ready' ? docker.images.length : 0)],
];

/** The first of these that is too much, in words; undefined: it is a host as others are. */
export function beyondBounds(host: string, state: HostState): Problem | undefined {
  for (const [what, most, count] of SIZES) {
    const counted = count(state);
    if (counted <= most) continue;
    return problem({
      code: 'host-too-large',
      subject: host,
      message: `${host} has ${counted} ${what}; Trunkline is made for hosts with up to ${most}.`,
      hint: 'Remove what is left over there, or use a host of its own for labs.',
    });
  }
  return undefined;
}
