/** The network namespaces of a host that have names, for the world in which packets are followed: each a machine in itself. */
import type { HostState, Link, Route } from '../../../shared/host/state.ts';
import type { KernelState } from '../../../shared/machine/kernel/kernel.ts';
import { farEnd, kernelIn, spacesOf } from '../../../shared/machine/kernel/namespaces.ts';
import { endKey, type HostSpaces } from '../../../shared/reach/l2-domains.ts';
import type { NetworkNamespace } from '../os/machine.ts';

/** A route that one namespace has for one packet. */
interface PassingRoute {
  readonly net: NetworkNamespace;
  readonly route: Route;
}

/** @param host what a probe would tell of it. Undefined: there are none, and no cables within the host. */
export function spacesIn(kernel: KernelState, host: HostState, passing?: PassingRoute): HostSpaces | undefined {
  const ends = new Map<string, { readonly space: string; readonly link: string }>();
  for (const space of spacesOf(kernel)) {
    for (const link of kernelIn(kernel, space).links) {
      if (link.peer === undefined) continue;
      const far = farEnd(kernel, space, link);
      if (far !== undefined) ends.set(endKey(space, link.name), { space: far.space, link: far.link.name });
    }
  }
  const named = (kernel.namespaces ?? []).map(({ name }) => {
    const state = stateIn(kernel, host, name, ends);
    const isPassing = passing?.net.kind === 'named' && passing.net.id === name;
    return { name, state: isPassing ? { ...state, routes: [passing.route, ...state.routes] } : state };
  });
  return named.length === 0 && ends.size === 0 ? undefined : { named, ends };
}

function stateIn(kernel: KernelState, host: HostState, name: string, ends: HostSpaces['ends']): HostState {
  const { links, routes, sysctls, firewall } = kernelIn(kernel, name);
  return {
    ...host,
    links: links.map((link): Link => {
      const end = link.kind === 'veth' ? undefined : ends.get(endKey(name, link.name));
      // What it stands on is known by the place where that is.
      return end === undefined ? link : { ...link, parent: endKey(end.space, end.link) };
    }),
    routes: routes.filter(({ table }) => table === 'main'),
    sysctls,
    firewall,
  };
}
