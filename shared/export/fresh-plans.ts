/** What a deploy would do on hosts that nobody has put anything on: what a runbook tells, a script does, and Compose is held against. */

import type { HostState } from '../host/state.ts';
import type { Host, Lab } from '../lab/lab.ts';
import { managed } from '../lab/lab.ts';
import { eras } from '../machine/docker/eras.ts';
import { addressPart } from '../net/ip.ts';
import { planHost } from '../plan/plan-host.ts';
import type { HostProgram } from '../plan/program.ts';
import { failure, type Result, success } from '../problem.ts';
import { assumedHost } from '../reach/predicted-states.ts';
import { refusals } from '../rules/validate.ts';

export interface FreshPlan {
  readonly host: Host;
  /** What was assumed of the host. */
  readonly state: HostState;
  readonly program: HostProgram;
  /** The first version of Docker that takes all of it; undefined: nothing of it needs Docker. */
  readonly docker: string | undefined;
}

export interface Assumed {
  /** Which network cards are up already, with the addresses of the drawing: all, or the one that we come in on. */
  readonly addressed: 'all' | 'reached';
}

/** Fails with what no Docker or kernel would take, as a deploy does. */
export function freshPlans(lab: Lab, assumed: Assumed): Result<readonly FreshPlan[]> {
  const refused = refusals(lab);
  if (refused.length > 0) return failure(...refused);
  const plans: FreshPlan[] = [];
  for (const host of managed(lab)) {
    const tried = eras.map((version) => freshPlan(lab, host, version, assumed));
    const found = tried.find(({ program }) => errorsOf(program).length === 0) ?? tried.at(-1);
    if (found === undefined) continue;
    const errors = errorsOf(found.program);
    if (errors.length > 0) return failure(...errors);
    plans.push(found);
  }
  return success(plans);
}

const errorsOf = ({ plan }: HostProgram) => plan.problems.filter(({ severity }) => severity === 'error');

const FORWARDING = 'net.ipv4.ip_forward';

/** Images that the lab says are on the host. */
const thereAlready = (lab: Lab, host: Host): readonly string[] =>
  lab.images.flatMap(({ image, from }) => (from === 'host' || from === host.name ? [image] : []));

const isReached = ({ address }: { readonly address?: string | undefined }, { ssh }: Host): boolean =>
  addressPart(address ?? '') === ssh.address;

/** A machine sets up the card that it is reached by; of others nobody knows, and they are down until somebody needs them. */
function withFurtherCardsDown(state: HostState, host: Host): HostState {
  const cards = host.interfaces.filter(({ kind }) => kind === 'nic');
  const reached = cards.find((card) => isReached(card, host)) ?? cards[0];
  const further = new Set(cards.flatMap((card) => (card === reached ? [] : card.name)));
  return { ...state, links: state.links.map((link) => (further.has(link.name) ? { ...link, up: false } : link)) };
}

function freshPlan(lab: Lab, host: Host, dockerVersion: string, { addressed }: Assumed): FreshPlan {
  const nics = host.interfaces.flatMap((card) =>
    card.kind === 'nic'
      ? [{ name: card.name, address: addressed === 'all' || isReached(card, host) ? card.address : undefined }]
      : [],
  );
  const fresh = assumedHost(lab, host, { nics, dockerVersion, images: thereAlready(lab, host) });
  // Docker may have switched forwarding on, and a router may have no Docker.
  const unforwarding = { ...fresh, sysctls: { ...fresh.sysctls, [FORWARDING]: '0' } };
  const state = addressed === 'all' ? unforwarding : withFurtherCardsDown(unforwarding, host);
  const program = planHost(lab, host, state, 'deploy');
  const uses = program.plan.changes.some(({ commands }) => commands.some((line) => line.startsWith('docker ')));
  return { host, state, program, docker: uses ? dockerVersion : undefined };
}
