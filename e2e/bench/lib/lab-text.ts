import { stringify } from 'yaml';
import type { Container, Host, Interface, Lab, Network } from '../../../shared/lab/lab.ts';

/** A lab file that says what a large lab of the benchmark is. */
export const labText = ({ name, segments, hosts, networks }: Lab): string =>
  stringify({
    trunkline: 1,
    name,
    segments: byName(segments, ({ vlans }) => ({ vlans })),
    hosts: byName(hosts, hostOf),
    networks: byName(networks, networkOf),
  });

const byName = <T extends { readonly name: string }>(items: readonly T[], of: (item: T) => object) =>
  Object.fromEntries(items.map((item) => [item.name, of(item)]));

const hostOf = ({ ssh, interfaces, containers, routing }: Host) => ({
  ssh: { address: ssh.address },
  interfaces: byName(interfaces, interfaceOf),
  containers: byName(containers, containerOf),
  ...(routing ? { routing: { forward: routing.forward, allow: 'all' } } : {}),
});

function interfaceOf(item: Interface) {
  const address = item.address === undefined ? {} : { address: item.address };
  switch (item.kind) {
    case 'nic':
      return { segment: item.segment, promiscuous: item.promiscuous, ...address };
    case 'vlan':
      return { parent: item.parent, vlan: item.vlan, ...address };
    case 'shim':
      return { parent: item.parent, shim: item.mode, ...address };
    case 'bond':
    case 'bridge':
      return { [item.kind]: item.members, ...address };
    case 'dummy':
      return { dummy: true, ...address };
  }
}

const containerOf = ({ image, attachments }: Container) => ({
  image,
  networks: Object.fromEntries(attachments.map(({ network, address }) => [network, address])),
});

const networkOf = ({ driver, mode, subnet, gateway, parents }: Network) => ({
  driver,
  mode,
  subnet,
  gateway,
  parents: Object.fromEntries(parents.map((parent) => [parent.host, parent.interface])),
});
