/**
 * A plan is done to a copy of the host's state before it is offered: what a kernel and a Docker of these versions refuse in the
 * middle of it is said while nothing has been touched. Rules say what the drawing tells in words of their own; this says the rest
 * in the host's.
 */
import type { HostState } from '../host/state.ts';
import { apply, isRefusal, refusalWords } from '../machine/apply.ts';
import { isKnownDocker } from '../machine/docker/facts.ts';
import type { Operation } from '../machine/operation.ts';
import { type Problem, problem } from '../problem.ts';
import { type Move, madeBy } from './diff.ts';

/** What the simulated machine decides as real ones do; rules of filters and images depend on what no probe tells. */
const DECIDED: ReadonlySet<Operation['do']> = new Set<Operation['do']>([
  'add-link',
  'set-link',
  'set-port-vlan',
  'add-address',
  'add-route',
  'create-network',
  'connect-network',
  'create-container',
  'run-container',
  'start-container',
]);

/** One problem for each change that is refused, and none for what only misses what was refused before. */
export function rehearse(host: string, moves: readonly Move[], state: HostState): readonly Problem[] {
  const docker = state.docker.kind !== 'ready' || isKnownDocker(state.docker.version);
  const refused = new Set<string>();
  const found: Problem[] = [];
  moves.reduce((before, move) => {
    const { resource, removes } = move;
    const gone = removes
      .flatMap((old) => old.remove(state))
      .reduce((now, operation) => attempt(now, operation).after, before);
    if (resource.requires.some((key) => refused.has(key))) {
      refused.add(resource.key);
      return gone;
    }
    let now = gone;
    for (const operation of madeBy(move, state)) {
      const { after, why } = attempt(now, operation);
      now = after;
      if (why === undefined || !DECIDED.has(operation.do)) continue;
      if (resource.needs.includes('docker') && !docker) continue;
      refused.add(resource.key);
      found.push(refusal(host, move, why));
      break;
    }
    return now;
  }, state);
  return found;
}

function attempt(state: HostState, operation: Operation): { readonly after: HostState; readonly why?: string } {
  try {
    return { after: apply(state, operation) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { after: state, why: refusalWords(error) };
  }
}

const refusal = (host: string, { resource }: Move, why: string): Problem =>
  problem({
    code: 'would-be-refused',
    subject: resource.subject,
    message: `${host} would refuse the ${resource.noun}: ${why.replace(/[.\s]+$/, '')}.`,
    hint: 'Change what it refuses in the drawing, or what is in the way on the host. Nothing was changed there.',
  });
