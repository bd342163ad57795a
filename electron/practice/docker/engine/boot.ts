/** What Docker does to its networks when it starts. */

import { bridgeOf, placeBridge } from '../../../../shared/machine/docker/bridges.ts';
import { parentOf } from '../../../../shared/machine/docker/parents.ts';
import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { startDocker } from '../../../../shared/machine/docker/start.ts';
import { hasLink } from './host-links.ts';
import { makeParent } from './networks.ts';
import type { Network } from './state.ts';
import type { EngineWorld } from './world.ts';

/** The kernel forwards, and has Docker's chains. Bridges and parents that went are made again. A parent that cannot be leaves its network listed and of no use. */
export function revive(world: EngineWorld): EngineWorld {
  let now: EngineWorld = { ...world, kernel: startDocker(world.kernel, world.version) };
  const networks = world.state.networks.map((network) => {
    const after = revived(now, network);
    now = { ...now, kernel: after.kernel };
    return after.network;
  });
  return { ...now, state: { ...world.state, networks } };
}

function revived(
  world: EngineWorld,
  network: Network,
): { readonly kernel: EngineWorld['kernel']; readonly network: Network } {
  const { kernel } = world;
  const { driver } = network;
  if (driver === 'bridge') {
    return {
      network,
      kernel: hasLink(kernel, bridgeOf(network)) ? kernel : placeBridge(kernel, world.version, network),
    };
  }
  if (driver !== 'macvlan' && driver !== 'ipvlan') return { network, kernel };
  if (hasLink(kernel, parentOf(network))) return { network: { ...network, lost: false }, kernel };
  try {
    return {
      kernel: makeParent(world, network, parentOf(network)),
      network: { ...network, madeParent: true, lost: false },
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { network: { ...network, lost: true }, kernel };
  }
}
