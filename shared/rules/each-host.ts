/** What follows from one host and the networks, for every host of a lab: found anew only for hosts that are not what they were. */
import type { Host, Lab, Network } from '../lab/lab.ts';
import { networksOf, type OfNetworks, ofNetworks } from '../lab/lookup.ts';
import type { Problem } from '../problem.ts';
import type { Rule } from './rule.ts';

/** All that is looked at beside the host is what the networks say. */
export function eachHost<T>(find: (host: Host, networks: OfNetworks) => T): (lab: Lab) => readonly T[] {
  const found = new WeakMap<Host, { readonly networks: readonly Network[]; readonly value: T }>();
  return (lab) => {
    const networks = networksOf(lab);
    return lab.hosts.map((host) => {
      const known = found.get(host);
      if (known?.networks === networks) return known.value;
      const value = find(host, ofNetworks(networks));
      found.set(host, { networks, value });
      return value;
    });
  };
}

/** A rule that looks into one host after the other. */
export function perHost(find: (host: Host, networks: OfNetworks) => readonly Problem[]): Rule['check'] {
  const found = eachHost(find);
  return (lab) => found(lab).flat();
}
