/** Edits of a lab, for property tests. */

import { attachmentPath, containerPath, type Edit, interfacePath, notePath, pathOf } from '../edit.ts';
import type { Lab } from '../lab.ts';
import type { Thing } from '../lookup.ts';
import type { Path } from '../source.ts';
import { hostData, networkData } from '../things/model.ts';
import type { Choose } from './arbitrary-lab.ts';

/** Any edit that can be made to this lab; undefined where the lab has nothing for the kind that was drawn. */
export function anyEdit(lab: Lab, choose: Choose): Edit | undefined {
  const host = choose.of(lab.hosts);
  const iface = choose.of(host.interfaces);
  const container = host.containers.length === 0 ? undefined : choose.of(host.containers);
  const network = lab.networks.length === 0 ? undefined : choose.of(lab.networks);
  const note = lab.notes.length === 0 ? undefined : choose.of(lab.notes);
  const place =
    container === undefined || container.attachments.length === 0 ? undefined : choose.of(container.attachments);
  const things: readonly Thing[] = [
    { kind: 'host', name: host.name },
    { kind: 'interface', host: host.name, name: iface.name },
    { kind: 'segment', name: choose.of(lab.segments).name },
    ...(container ? [{ kind: 'container', host: host.name, name: container.name } as const] : []),
    ...(network ? [{ kind: 'network', name: network.name } as const] : []),
    ...(note ? [{ kind: 'note', name: note.name } as const] : []),
  ];
  const at = (path: Path, value: Extract<Edit, { kind: 'set' }>['value']): Edit =>
    value === undefined ? { kind: 'unset', path } : { kind: 'set', path, value };
  const hostAt = (...rest: Path): Path => ['hosts', host.name, ...rest];
  const networkAt = (...rest: Path): Path => ['networks', network?.name ?? '', ...rest];
  const ifaceAt = (key: string): Path => [...interfacePath(host.name, iface.name), key];
  const boxAt = (key: string): Path => [...containerPath(host.name, container?.name ?? ''), key];
  const placeAt = (...rest: Path): Path => [
    ...attachmentPath(host.name, container?.name ?? '', place?.network ?? ''),
    ...rest,
  ];
  const otherHost = choose.of(lab.hosts);
  const routing = host.routing !== undefined;
  const here = container && place ? true : undefined;
  const free = (name: string): boolean => !container?.attachments.some((item) => item.network === name);
  const edits: readonly (Edit | undefined)[] = [
    at(['name'], choose.of(['other', 'true', '12', lab.name])),
    { kind: 'add', path: ['segments', 'new'], value: choose.of([{ vlans: 'all' }, { vlans: [1, 2] }, {}]) },
    at(['segments', choose.of(lab.segments).name, 'vlans'], choose.of([undefined, 'all', 'none', [7], [10, 20], []])),
    { kind: 'add', path: ['hosts', 'fresh'], value: hostData(host) },
    at(hostAt('ssh', choose.of(['user', 'key'])), choose.of([undefined, 'root', 'x'])),
    at(hostAt('ssh', 'port'), choose.of([undefined, 22, 23])),
    at(hostAt('ssh'), choose.of([{ address: '10.1.1.1' }, { user: 'x', address: host.ssh.address, port: 22 }])),
    {
      kind: 'add',
      path: hostAt('interfaces', 'ens33.99'),
      value: { vlan: 99, parent: 'ens33', address: choose.of([undefined, '10.9.9.1/24']) },
    },
    at(ifaceAt('address'), choose.of([undefined, '10.2.3.4/16'])),
    iface.kind === 'nic' ? at(ifaceAt('promiscuous'), choose.of([undefined, true, false])) : undefined,
    iface.kind === 'vlan' ? at(ifaceAt('vlan'), 77) : undefined,
    iface.kind === 'shim' ? at(ifaceAt('reaches'), choose.some(['10.0.0.0/8', '10.0.0.1'])) : undefined,
    {
      kind: 'add',
      path: hostAt('containers', 'added'),
      value: { image: 'alpine', command: choose.of([['sh', '-c', 'echo "hi" # {'], 'sleep 9']) },
    },
    container && at(boxAt('image'), 'alpine:3'),
    container && at(boxAt('command'), choose.of([undefined, [], ['sleep', '9'], 'sleep 9', ['a b', '{x}'], ['']])),
    container && network && free(network.name)
      ? {
          kind: 'add',
          path: attachmentPath(host.name, container.name, network.name),
          value: choose.of([null, {}, '172.16.10.99', { address: '172.16.10.99' }, { mac: '02:00:00:00:00:01' }]),
        }
      : undefined,
    here && at(placeAt('address'), choose.of([undefined, '172.16.10.98'])),
    here && at(placeAt('mac'), choose.of([undefined, '02:00:00:00:00:01'])),
    here && at(placeAt(), choose.of(['172.16.10.98', {}, { mac: '02:00:00:00:00:01', address: '172.16.10.97' }])),
    here && { kind: 'unset', path: placeAt() },
    here && network && free(network.name) ? { kind: 'move', path: placeAt(), to: networkAt() } : undefined,
    here && { kind: 'remove', path: placeAt() },
    container && (otherHost.name === host.name || !otherHost.containers.some(({ name }) => name === container.name))
      ? { kind: 'move', path: containerPath(host.name, container.name), to: ['hosts', otherHost.name] }
      : undefined,
    iface.kind === 'nic'
      ? { kind: 'move', path: interfacePath(host.name, iface.name), to: ['segments', choose.of(lab.segments).name] }
      : undefined,
    network && {
      kind: 'add',
      path: ['networks', 'another'],
      value: networkData(network),
    },
    network && at(networkAt('subnet'), '10.0.0.0/8'),
    network && at(networkAt('gateway'), choose.of([undefined, '10.0.0.1'])),
    network && at(networkAt('range'), choose.of([undefined, '10.0.1.0/24'])),
    network && at(networkAt(), { subnet: network.subnet, driver: 'ipvlan', mode: 'l3s', parents: {} }),
    network && at(networkAt('parents', host.name), choose.of([undefined, 'ens33'])),
    network && at(networkAt('reserved', choose.of(['printer', 'fresh'])), choose.of([undefined, '172.16.10.3'])),
    network && at(networkAt('reserved'), choose.of([undefined, {}, { b: '172.16.10.3', printer: '172.16.10.4' }])),
    network?.parents.some((parent) => parent.host === host.name)
      ? {
          kind: 'move',
          path: networkAt('parents', host.name),
          to: interfacePath(host.name, choose.of(host.interfaces).name),
        }
      : undefined,
    at(hostAt('routing'), choose.of([undefined, {}, { forward: true, allow: 'all' }, { routes: [ROUTES[0]] }])),
    at(hostAt('routing', 'forward'), routing ? choose.yes() : true),
    at(hostAt('routing', 'allow'), choose.of(routing ? ['all', 'none', [], [RULE], undefined] : ['all', [RULE]])),
    at(hostAt('routing', 'routes'), choose.some(ROUTES, routing ? 0 : 1)),
    routing ? { kind: 'add', path: hostAt('routing', 'routes'), value: choose.of(ROUTES) } : undefined,
    at(
      ['registry'],
      choose.of([undefined, { host: host.name }, { host: host.name, images: [{ image: 'a', as: 'b' }] }]),
    ),
    { kind: 'add', path: ['expect'], value: { from: host.name, to: otherHost.name, reachable: choose.yes() } },
    ...lab.expect.map((_, entry) => at(['expect', entry, 'reachable'], choose.yes())),
    ...lab.expect.map((_, entry): Edit => ({ kind: 'unset', path: ['expect', entry] })),
    lab.expect.length > 0
      ? at(
          ['expect'],
          choose.some(lab.expect).map((item) => ({ ...item })),
        )
      : undefined,
    { kind: 'add', path: ['notes', 'n9'], value: { text: 'a\nb', frame: [host.name] } },
    note && at([...notePath(note.name), 'text'], choose.of(['other', '# Title\n\n- "one"', ''])),
    note && at([...notePath(note.name), 'at'], choose.of([undefined, { x: 8, y: -16 }])),
    note && at([...notePath(note.name), 'frame'], choose.of([undefined, [], [host.name]])),
    at(['layout', host.name], choose.of([undefined, { x: 1.5, y: -2 }])),
    { kind: 'rename', path: pathOf(choose.of(things)), to: choose.of(['renamed', '0x10', 'null-2']) },
    { kind: 'remove', path: pathOf(choose.of(things)) },
    { kind: 'remove', path: pathOf(choose.of(things)) },
  ];
  return choose.of(edits);
}

const RULE = { from: '172.16.10.0/24', to: '172.16.20.0/24' };
const ROUTES = [
  { to: '10.9.0.0/16', via: '172.16.10.254' },
  { to: 'default', via: '192.168.1.1' },
  { to: '10.8.0.0/16', via: '192.168.1.1' },
];
