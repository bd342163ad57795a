/** Words for drawing labs on the real lab's three hosts: two with Docker and a router without. */
import type { LabFile } from '../../shared/lab/things/lab.ts';
import { LAB_HOSTS, type LabHost } from '../lab/lab.ts';

type Hosts = NonNullable<LabFile['hosts']>;
export type DrawnHost = Omit<NonNullable<Hosts[string]>, 'ssh'>;
export type Networks = NonNullable<LabFile['networks']>;
export type Network = Networks[string];

/** Which tags a segment carries. */
export type Carried = 'all' | number[];

/** `segment`: which tags it carries. A host that is not given is there, with its NIC. */
export function drawn(
  name: string,
  hosts: Partial<Record<LabHost, DrawnHost>>,
  networks: Networks,
  segment: Carried = 'all',
): LabFile {
  const all = Object.entries(LAB_HOSTS).map(([host, address]) => {
    const { interfaces, ...rest } = hosts[host as LabHost] ?? {};
    const nic = { segment: 'lan', address: `${address}/24`, promiscuous: host !== 'router' };
    return [host, { ssh: { address, user: 'root' }, interfaces: { ens33: nic, ...interfaces }, ...rest }] as const;
  });
  return { trunkline: 1, name, segments: { lan: { vlans: segment } }, hosts: Object.fromEntries(all), networks };
}

export const tagged = (vlan: number, address?: string) => ({
  [`ens33.${vlan}`]: { parent: 'ens33', vlan, ...(address === undefined ? {} : { address }) },
});

/** `''`: an address that Docker picks. */
export const box = (places: Readonly<Record<string, string>>) => ({
  image: 'busybox',
  command: 'sh',
  networks: Object.fromEntries(Object.entries(places).map(([name, address]) => [name, address || null])),
});
