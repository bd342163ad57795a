/** Docker's own name server, at 127.0.0.11 in containers that are on a network of their own. */
import { isUserDefined } from './networks.ts';
import { type EngineState, isRunning } from './state.ts';

/**
 * Whose address a name stands for, as a container sees it: those on a network with it, by name, alias or short id.
 * @param id of the container that asks
 */
export function addressByName({ containers }: EngineState, id: string, name: string): string | undefined {
  const asking = containers.find((item) => item.id === id);
  for (const { network, networkId, links } of asking?.endpoints ?? []) {
    if (!isUserDefined(network)) continue;
    const told = links?.find((link) => link.split(':')[1] === name)?.split(':')[0];
    const bare = told ?? (name.endsWith(`.${network}`) ? name.slice(0, -network.length - 1) : name);
    for (const other of containers.filter(isRunning)) {
      const end = other.endpoints.find((item) => item.networkId === networkId && item.address !== undefined);
      if (end === undefined) continue;
      if (other.name === bare || end.aliases?.includes(bare)) return end.address;
    }
  }
  return undefined;
}

/** `c2.net2`, whose address that is. */
export function nameOfAddress({ containers }: EngineState, id: string, address: string): string | undefined {
  const asking = containers.find((item) => item.id === id);
  for (const { network, networkId } of asking?.endpoints ?? []) {
    if (!isUserDefined(network)) continue;
    const owner = containers.find(
      (item) => isRunning(item) && item.endpoints.some((end) => end.networkId === networkId && end.address === address),
    );
    if (owner !== undefined) return `${owner.name}.${network}`;
  }
  return undefined;
}
