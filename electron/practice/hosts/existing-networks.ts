/** Docker networks that a drawing takes to be there already: a new practice host has them, as far as the drawing says what they are. */
import type { Host, Lab } from '../../../shared/lab/lab.ts';
import { NO_PARENT, rangeOn } from '../../../shared/lab/things/network.ts';
import { Refusal } from '../../../shared/machine/docker/refusal.ts';
import { dockerOf } from '../docker/engine/installed.ts';
import { createNetwork } from '../docker/engine/networks.ts';
import type { Machine } from '../os/machine.ts';

export function makeExisting(machine: Machine, { networks }: Lab, host: Host): void {
  const engine = dockerOf(machine);
  if (engine === undefined) return;
  for (const network of networks) {
    const { external, name, driver, mode, subnet, gateway, internal = false, reserved, parents } = network;
    const parent = parents.find((item) => item.host === host.name)?.interface;
    if (!external || subnet === '' || parent === undefined || (driver !== 'bridge' && parent === NO_PARENT)) continue;
    const has = engine.state();
    if (has.kind === 'ready' && has.networks.some((item) => item.name === name)) continue;
    const kept = Object.fromEntries(reserved.map((item) => [item.name, item.address]));
    try {
      engine.make((world) =>
        createNetwork(world, {
          name,
          driver,
          internal,
          attachable: false,
          labels: {},
          options: driver === 'bridge' ? {} : { parent, ...(mode !== undefined && { [`${driver}_mode`]: mode }) },
          ipamOptions: {},
          pools: [{ subnet, gateway, range: rangeOn(network, host.name), reserved: kept }],
        }),
      );
    } catch (error) {
      // What this host's Docker would not have made is not there, and the plan says so.
      if (!(error instanceof Refusal)) throw error;
    }
  }
}
