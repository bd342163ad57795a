/** The host states that a prediction is made from: what is there, or assumed, with the drawing's things in place. */
import { type FreshHostOptions, freshHost } from '../host/fresh-host.ts';
import type { HostState } from '../host/state.ts';
import type { Host, Lab } from '../lab/lab.ts';
import { predictedState } from '../plan/predicted.ts';
import type { States } from './endpoints.ts';

/**
 * @param probed what is really on the hosts: then what is there already counts (a FORWARD that drops, a route of somebody
 * else's). A host without a state is assumed to be as the drawing says and nothing besides.
 */
export const statesWithLab = (lab: Lab, probed?: States): States =>
  new Map(
    lab.hosts.map((host) => {
      const found = probed?.get(host.name);
      const state = found ? predictedState(lab, host, found) : assumedState(drawingFor(lab, host), host);
      return [host.name, state];
    }),
  );

/**
 * As `statesWithLab` without probed states. A host for which the drawing is what it was has the very state that it had before:
 * an edit seldom touches more than one of many.
 */
export const statesAfterEdit = (lab: Lab, before: States): States =>
  new Map(
    lab.hosts.map((host) => {
      const drawn = drawingFor(lab, host);
      const known = before.get(host.name);
      const same = known !== undefined && JSON.stringify(drawings.get(known)) === JSON.stringify(drawn);
      return [host.name, same ? known : assumedState(drawn, host)];
    }),
  );

/** What each assumed state was made from. */
const drawings = new WeakMap<HostState, Lab>();

function assumedState(drawn: Lab, host: Host): HostState {
  const state = predictedState(drawn, host, assumedHost(drawn, host));
  drawings.set(state, drawn);
  return state;
}

/** All of the drawing that can matter on one host. */
const drawingFor = (lab: Lab, host: Host): Lab => ({
  ...lab,
  hosts: lab.hosts.filter((item) => item === host || item.name === lab.registry?.host),
  networks: lab.networks.filter(({ parents }) => parents.some((parent) => parent.host === host.name)),
  expect: [],
  layout: { positions: [] },
  notes: [],
});

/**
 * A machine with the drawing's NICs, and with Docker if something of the drawing needs it there. A router is assumed to have
 * Docker too: then its FORWARD chain drops what no rule lets through, which is how the drawing's `allow` reads; on one
 * without Docker a missing rule may change nothing, as a prediction from its probed state will show.
 */
export function assumedHost(lab: Lab, host: Host, known: FreshHostOptions = {}): HostState {
  const needsDocker =
    host.containers.length > 0 ||
    host.routing?.forward === true ||
    lab.registry?.host === host.name ||
    lab.networks.some(({ parents }) => parents.some((parent) => parent.host === host.name));
  return freshHost(host.name, {
    nics: host.interfaces.flatMap(({ kind, name }) => (kind === 'nic' ? [{ name }] : [])),
    docker: needsDocker,
    images: [...new Set(host.containers.map(({ image }) => image))],
    ...known,
  });
}
