/** MAC addresses that two containers of one layer-2 domain have: neither hears the other, and a switch sends to one of them at a time. */
import type { HostState } from '../host/state.ts';
import { parentOf } from '../machine/docker/parents.ts';
import { addressPart } from '../net/ip.ts';
import type { HostDevices } from './l2-domains.ts';
import type { SharedMac } from './world.ts';

export class SharedMacs {
  /** The IP address of the first holder; '': none that it can be told by. */
  private readonly known = new Map<string, string>();
  private readonly twice = new Map<string, SharedMac>();

  /** The macvlan containers of a host; those of other drivers have no MAC address of their own on the wire, or stay on their host. */
  add({ docker }: HostState, { devices }: HostDevices): void {
    if (docker.kind !== 'ready') return;
    const domains = new Map<string, number>();
    for (const network of docker.networks) {
      const device = network.driver === 'macvlan' ? devices.get(parentOf(network)) : undefined;
      if (device !== undefined) domains.set(network.name, device.domain);
    }
    for (const { status, endpoints, ownNetwork } of docker.containers) {
      if (status !== 'running') continue;
      for (const { network, mac, address, fixedAddress } of endpoints) {
        const domain = domains.get(network);
        if (domain === undefined || mac === undefined) continue;
        const key = keyOf(domain, mac);
        const own = ownNetwork === undefined ? addressPart(address ?? fixedAddress ?? '') : '';
        const first = this.known.get(key);
        if (first === undefined) this.known.set(key, own);
        else {
          const follows = first === own && own !== '' && (this.twice.get(key)?.follows ?? true);
          this.twice.set(key, { mac: mac.toLowerCase(), follows });
        }
      }
    }
  }

  /** When all have been added. Undefined: nobody else of the layer-2 domain has it. */
  shared(domain: number, mac: string): SharedMac | undefined {
    return this.twice.size === 0 ? undefined : this.twice.get(keyOf(domain, mac));
  }
}

const keyOf = (domain: number, mac: string): string => `${domain} ${mac.toLowerCase()}`;
