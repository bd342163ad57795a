/** Edits of a lab, for property tests. */
import type { Edit } from '../edit.ts';
import type { Interface, Lab } from '../lab.ts';
import type { Thing } from '../lookup.ts';
import type { Choose } from './arbitrary-lab.ts';

/** Any edit that can be made to this lab; undefined where the lab has nothing for the kind that was drawn. */
export function anyEdit(lab: Lab, choose: Choose): Edit | undefined {
  const host = choose.of(lab.hosts);
  const iface = choose.of(host.interfaces);
  const container = host.containers.length === 0 ? undefined : choose.of(host.containers);
  const network = lab.networks.length === 0 ? undefined : choose.of(lab.networks);
  const place =
    container === undefined || container.attachments.length === 0 ? undefined : choose.of(container.attachments);
  const things: readonly Thing[] = [
    { kind: 'host', name: host.name },
    { kind: 'interface', host: host.name, name: iface.name },
    { kind: 'segment', name: choose.of(lab.segments).name },
    ...(container ? [{ kind: 'container', host: host.name, name: container.name } as const] : []),
    ...(network ? [{ kind: 'network', name: network.name } as const] : []),
  ];
  const vlan: Interface = {
    kind: 'vlan',
    name: 'ens33.99',
    parent: 'ens33',
    vlan: 99,
    address: choose.of([undefined, '10.9.9.1/24']),
  };
  const routing = lab.hosts.map((item) => item.routing).find((item) => item !== undefined);
  const edits: readonly (Edit | undefined)[] = [
    { kind: 'rename-lab', name: choose.of(['other', 'true', '12', lab.name]) },
    { kind: 'add-segment', segment: { name: 'new', vlans: choose.of(['all', [1, 2]] as const) } },
    {
      kind: 'change-segment',
      name: choose.of(lab.segments).name,
      vlans: choose.of(['all', 'none', [7], [10, 20]] as const),
    },
    { kind: 'add-host', host: { ...host, name: 'fresh' } },
    {
      kind: 'change-ssh',
      host: host.name,
      change: {
        address: '10.1.1.1',
        port: choose.of([22, 23]),
        user: choose.of(['root', 'x']),
        key: choose.of([null, 'k e y']),
      },
    },
    { kind: 'add-interface', host: host.name, interface: vlan },
    {
      kind: 'change-interface',
      host: host.name,
      name: iface.name,
      change: { address: choose.of([null, '10.2.3.4/16']) },
    },
    iface.kind === 'nic'
      ? { kind: 'change-interface', host: host.name, name: iface.name, change: { promiscuous: choose.yes() } }
      : undefined,
    iface.kind === 'vlan'
      ? { kind: 'change-interface', host: host.name, name: iface.name, change: { vlan: 77 } }
      : undefined,
    iface.kind === 'shim'
      ? {
          kind: 'change-interface',
          host: host.name,
          name: iface.name,
          change: { reaches: choose.some(['10.0.0.0/8', '10.0.0.1']) },
        }
      : undefined,
    {
      kind: 'add-container',
      host: host.name,
      container: { name: 'added', image: 'alpine', command: ['sh', '-c', 'echo "hi" # {'], attachments: [] },
    },
    container && { kind: 'change-container', host: host.name, name: container.name, change: { image: 'alpine:3' } },
    container && {
      kind: 'change-container',
      host: host.name,
      name: container.name,
      change: { command: choose.of([[], ['sleep', '9'], ['a b', '{x}']]) },
    },
    container && network && !container.attachments.some((item) => item.network === network.name)
      ? {
          kind: 'attach',
          host: host.name,
          container: container.name,
          attachment: { network: network.name, address: choose.of([undefined, '172.16.10.99']), mac: undefined },
        }
      : undefined,
    container &&
      place && {
        kind: 'change-attachment',
        host: host.name,
        container: container.name,
        network: place.network,
        change: { address: choose.of([null, '172.16.10.98']) },
      },
    container &&
      place && {
        kind: 'change-attachment',
        host: host.name,
        container: container.name,
        network: place.network,
        change: { mac: choose.of([null, '02:00:00:00:00:01']) },
      },
    container &&
      place && {
        kind: 'change-attachment',
        host: host.name,
        container: container.name,
        network: place.network,
        change: { network: 'elsewhere', address: '1.2.3.4' },
      },
    container && place && { kind: 'detach', host: host.name, container: container.name, network: place.network },
    network && { kind: 'add-network', network: { ...network, name: 'another' } },
    network && {
      kind: 'change-network',
      name: network.name,
      change: { subnet: '10.0.0.0/8', gateway: choose.of([null, '10.0.0.1']), range: choose.of([null, '10.0.1.0/24']) },
    },
    network && { kind: 'change-network', name: network.name, change: { driver: 'ipvlan', mode: 'l3s' } },
    network && {
      kind: 'set-network-parent',
      network: network.name,
      host: host.name,
      interface: choose.of([null, 'ens33']),
    },
    network && {
      kind: 'set-reserved',
      network: network.name,
      name: choose.of(['printer', 'fresh']),
      address: choose.of([null, '172.16.10.3']),
    },
    {
      kind: 'set-routing',
      host: host.name,
      routing: choose.of([null, routing ?? null, { forward: true, allow: 'all', routes: [], masquerade: [] }]),
    },
    {
      kind: 'set-registry',
      registry: choose.of([null, { host: host.name, port: 5000, images: [{ image: 'a', as: 'b' }] }]),
    },
    {
      kind: 'set-expectation',
      from: host.name,
      to: choose.of(lab.hosts).name,
      reachable: choose.of([null, true, false]),
    },
    ...lab.expect.map(
      (item): Edit => ({
        kind: 'set-expectation',
        from: item.from,
        to: item.to,
        reachable: choose.of([null, true, false]),
      }),
    ),
    { kind: 'set-position', id: host.name, position: choose.of([null, { x: 1.5, y: -2 }]) },
    { kind: 'rename', thing: choose.of(things), to: choose.of(['renamed', '0x10', 'null-2']) },
    { kind: 'remove', thing: choose.of(things) },
    { kind: 'remove', thing: choose.of(things) },
  ];
  return choose.of(edits);
}
