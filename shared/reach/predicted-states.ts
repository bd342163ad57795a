/** The host states that a prediction is made from: what is there, or assumed, with the drawing's things in place. */
import { freshHost } from '../host/fresh-host.ts';
import type { HostState } from '../host/state.ts';
import type { Host, Lab } from '../lab/lab.ts';
import { applyAll, desired } from '../plan/desired.ts';
import type { States } from './endpoints.ts';

/**
 * @param probed what is really on the hosts: then what is there already counts (a FORWARD that drops, a route of somebody
 * else's). A host without a state is assumed to be as the drawing says and nothing besides.
 */
export const statesWithLab = (lab: Lab, probed?: States): States =>
  new Map(
    lab.hosts.map((host) => [
      host.name,
      applyAll(desired(lab, host), probed?.get(host.name) ?? assumedHost(lab, host)),
    ]),
  );

/**
 * A machine with the drawing's NICs, and with Docker if something of the drawing needs it there. A router is assumed to have
 * Docker too: then its FORWARD chain drops what no rule lets through, which is how the drawing's `allow` reads; on one
 * without Docker a missing rule may change nothing, as a prediction from its probed state will show.
 */
function assumedHost(lab: Lab, host: Host): HostState {
  const needsDocker =
    host.containers.length > 0 ||
    host.routing?.forward === true ||
    lab.registry?.host === host.name ||
    lab.networks.some(({ parents }) => parents.some((parent) => parent.host === host.name));
  return freshHost(host.name, {
    nics: host.interfaces.flatMap(({ kind, name }) => (kind === 'nic' ? [{ name }] : [])),
    docker: needsDocker,
    images: [...new Set(host.containers.map(({ image }) => image))],
  });
}
