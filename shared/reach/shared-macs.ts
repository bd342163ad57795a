/** MAC addresses that two containers of one layer-2 domain have: neither hears the other, and a switch sends to one of them at a time. */
import type { HostState } from '../host/state.ts';
import { parentOf } from '../machine/docker/parents.ts';
import type { HostDevices } from './l2-domains.ts';

export class SharedMacs {
  private readonly known = new Set<string>();
  private readonly twice = new Set<string>();

  /** The macvlan containers of a host; those of other drivers have no MAC address of their own on the wire, or stay on their host. */
  add({ docker }: HostState, { devices }: HostDevices): void {
    if (docker.kind !== 'ready') return;
    const domains = new Map<string, number>();
    for (const network of docker.networks) {
      const device = network.driver === 'macvlan' ? devices.get(parentOf(network)) : undefined;
      if (device !== undefined) domains.set(network.name, device.domain);
    }
    for (const { status, endpoints } of docker.containers) {
      if (status !== 'running') continue;
      for (const { network, mac } of endpoints) {
        const domain = domains.get(network);
        if (domain === undefined || mac === undefined) continue;
        const key = keyOf(domain, mac);
        if (this.known.has(key)) this.twice.add(key);
        else this.known.add(key);
      }
    }
  }

  isShared(domain: number, mac: string): boolean {
    return this.twice.size > 0 && this.twice.has(keyOf(domain, mac));
  }
}

const keyOf = (domain: number, mac: string): string => `${domain} ${mac.toLowerCase()}`;
