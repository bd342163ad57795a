/** A host of a large lab shown as far as somebody looks at it: a few of its containers and interfaces, with all they stand on. */
import type { Container, Host, Interface, Lab } from '../lab/lab.ts';
import { containerId, interfaceId, interfaceNamed } from '../lab/lab.ts';
import { chainOf } from './tags.ts';

/** Hosts with no more than this are shown whole. */
const FEW_CONTAINERS = 6;
const FEW_INTERFACES = 6;

export interface Narrowed {
  readonly lab: Lab;
  readonly host: Host;
  /** How many containers are not shown. */
  readonly hidden: number;
}

/** @param shown ids of things of the host */
export function narrowed(lab: Lab, host: Host, shown: ReadonlySet<string>): Narrowed {
  if (host.containers.length <= FEW_CONTAINERS && host.interfaces.length <= FEW_INTERFACES)
    return { lab, host, hidden: 0 };
  const containers: readonly Container[] = host.containers.filter(({ name }) =>
    shown.has(containerId(host.name, name)),
  );
  const attached = new Set(containers.flatMap(({ attachments }) => attachments.map(({ network }) => network)));
  const networks = lab.networks.filter(({ name }) => attached.has(name));
  const kept = new Set<Interface>();
  const keep = (iface: Interface | undefined): void => {
    if (iface) for (const below of chainOf(host, iface)) kept.add(below);
  };
  for (const iface of host.interfaces) {
    if (iface.kind === 'nic' || shown.has(interfaceId(host.name, iface.name))) keep(iface);
  }
  for (const { parents } of networks) {
    for (const parent of parents) if (parent.host === host.name) keep(interfaceNamed(host, parent.interface));
  }
  const part: Host = { ...host, containers, interfaces: host.interfaces.filter((iface) => kept.has(iface)) };
  return {
    lab: { ...lab, hosts: [part], networks },
    host: part,
    hidden: host.containers.length - containers.length,
  };
}
