/**
 * Docker networks that a drawing takes to be there already: a new practice host has them, and what the drawing does not state of
 * them is as such networks mostly are: on the card whose subnet its containers are in, with that subnet.
 */
import type { Host, Lab, Network } from '../../../shared/lab/lab.ts';
import { NO_PARENT, rangeOn } from '../../../shared/lab/things/network.ts';
import { Refusal } from '../../../shared/machine/docker/refusal.ts';
import { containsAddress, formatCidr, parseCidr, parseIpv4, subnetOf } from '../../../shared/net/ipv4.ts';
import { dockerOf } from '../docker/engine/installed.ts';
import { createNetwork } from '../docker/engine/networks.ts';
import type { Machine } from '../os/machine.ts';

export function makeExisting(machine: Machine, { networks }: Lab, host: Host): void {
  const engine = dockerOf(machine);
  if (engine === undefined) return;
  for (const network of networks) {
    const { external, name, driver, mode, gateway, internal = false, reserved } = network;
    const place = external ? placeOf(network, host) : undefined;
    if (place === undefined) continue;
    const { parent, subnet } = place;
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
          options: parent === NO_PARENT ? {} : { parent, ...(mode !== undefined && { [`${driver}_mode`]: mode }) },
          ipamOptions: {},
          pools: subnet === '' ? [] : [{ subnet, gateway, range: rangeOn(network, host.name), reserved: kept }],
        }),
      );
    } catch (error) {
      // What this host's Docker would not have made is not there, and the plan says so.
      if (!(error instanceof Refusal)) throw error;
    }
  }
}

/** Where an existing network stands on a host that has it; undefined: not there, or nothing says where it could. */
function placeOf(network: Network, host: Host): { readonly parent: string; readonly subnet: string } | undefined {
  const { driver, subnet } = network;
  const stated = network.parents.find((item) => item.host === host.name)?.interface;
  if (stated === undefined) return undefined;
  if (driver === 'bridge') return { parent: NO_PARENT, subnet };
  if (stated !== NO_PARENT && subnet !== '') return { parent: stated, subnet };
  const wanted = host.containers.flatMap(({ attachments }) =>
    attachments.flatMap((item) => (item.network === network.name ? (parseIpv4(item.address ?? '') ?? []) : [])),
  );
  const cards = host.interfaces.flatMap((item) => {
    const own = parseCidr(item.address ?? '');
    return own === undefined || (stated !== NO_PARENT && item.name !== stated)
      ? []
      : [{ parent: item.name, pool: subnetOf(own) }];
  });
  const card = cards.find(({ pool }) => wanted.every((address) => containsAddress(pool, address)));
  return card === undefined ? undefined : { parent: card.parent, subnet: subnet || formatCidr(card.pool) };
}
