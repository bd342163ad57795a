import { expect, it } from 'vitest';
import { type FieldsOf, fieldNamed, fieldsOf } from './fields.ts';
import { type FilePlace, labPlace } from './place.ts';

it('every key of the lab file has a field: a label, and an example where something is typed', () => {
  const without: string[] = [];
  const walk = (place: FilePlace, path: string): void => {
    for (const [key, inner] of place.keys ?? []) {
      const { field } = inner.note;
      const typed = inner.keys === undefined && inner.entry === undefined && inner.item === undefined;
      if (field === undefined || field.label === '') without.push(`${path}.${key}`);
      else if (typed && inner.forms !== undefined && field.example === undefined)
        without.push(`${path}.${key}: example`);
      walk(inner, `${path}.${key}`);
    }
    for (const inner of [...(place.forms ?? []), place.entry, place.item]) if (inner) walk(inner, path);
  };
  walk(labPlace(), '');
  expect(without).toEqual([]);
});

it('says how each is asked for', () => {
  expect(fieldsOf('nic').map(({ key, input, optional }) => [key, input, optional])).toMatchObject([
    ['segment', 'text', false],
    ['address', 'text', true],
    ...fieldsOf('nic')
      .slice(2, -1)
      .map(() => [expect.anything(), expect.anything(), true]),
    ['promiscuous', 'switch', true],
  ]);
  expect(fieldNamed('network', 'driver')).toMatchObject({ input: 'choice', choices: ['macvlan', 'ipvlan', 'bridge'] });
  expect(fieldNamed('ssh', 'port')).toMatchObject({ input: 'number', absent: 22, label: 'SSH port' });
  expect(fieldNamed('vlan', 'vlan').expected).toBe(
    'A VLAN id from 1 to 4094. Use a number from 1 to 4094; 0 and 4095 are reserved.',
  );
  expect(fieldNamed('container', 'image')).toMatchObject({ example: 'busybox', optional: false });
});

it.each<readonly [key: string, label: string, input: string, example: string | undefined]>([
  ['segment.vlans', 'VLANs', 'text', '[10, 20]'],
  ['segment.mtu', 'MTU (bytes)', 'number', '1500'],
  ['host.ssh', 'SSH', 'map', undefined],
  ['host.interfaces', 'Interfaces', 'map', undefined],
  ['host.containers', 'Containers', 'map', undefined],
  ['host.routing', 'Routing', 'map', undefined],
  ['ssh.address', 'SSH address', 'text', '192.168.1.11'],
  ['ssh.port', 'SSH port', 'number', '22'],
  ['ssh.user', 'SSH user', 'text', 'root'],
  ['ssh.key', 'SSH key', 'text', '~/.ssh/id_ed25519'],
  ['nic.segment', 'Plugged into', 'text', 'lan'],
  ['nic.address', 'Address', 'text', '192.168.1.11/24'],
  ['nic.mtu', 'MTU (bytes)', 'number', '9000'],
  ['nic.promiscuous', 'Promiscuous', 'switch', undefined],
  ['vlan.parent', 'Parent interface', 'text', 'ens33'],
  ['vlan.vlan', 'Tag', 'number', '10'],
  ['vlan.address', 'Address', 'text', '192.168.10.11/24'],
  ['vlan.mtu', 'MTU (bytes)', 'number', '9000'],
  ['shim.parent', 'Parent interface', 'text', 'ens33'],
  ['shim.shim', 'Mode', 'choice', undefined],
  ['shim.address', 'Address', 'text', '172.16.10.250/32'],
  ['shim.mtu', 'MTU (bytes)', 'number', '9000'],
  ['shim.reaches', 'Reaches', 'list', '[172.16.10.0/24]'],
  ['container.image', 'Image', 'text', 'busybox'],
  ['container.command', 'Command', 'text', 'sleep 3600'],
  ['container.networks', 'Networks', 'map', undefined],
  ['attachment.address', 'Address', 'text', '172.16.10.10'],
  ['attachment.mac', 'MAC address', 'text', '02:42:ac:10:0a:0a'],
  ['routing.forward', 'Forwards packets', 'switch', undefined],
  ['routing.allow', 'Lets through', 'text', '[{ from: 172.16.10.0/24, to: 172.16.20.0/24 }]'],
  ['routing.routes', 'Routes', 'list', '[{ to: 10.9.0.0/16, via: 172.16.10.254 }]'],
  ['routing.masquerade', 'Masquerade', 'list', '[{ source: 172.16.10.0/24, out: ens33 }]'],
  ['network.driver', 'Driver', 'choice', undefined],
  ['network.mode', 'Mode', 'choice', undefined],
  ['network.subnet', 'Subnet', 'text', '172.16.10.0/24'],
  ['network.gateway', 'Gateway', 'text', '172.16.10.1'],
  ['network.range', 'Range', 'text', '172.16.10.128/25'],
  ['network.mtu', 'MTU (bytes)', 'number', '1400'],
  ['network.reserved', 'Reserved addresses', 'map', '{ printer: 172.16.10.200 }'],
  ['network.parents', 'Parent interfaces', 'map', '{ docker01: ens33.10 }'],
  ['registry.host', 'Host', 'text', 'docker01'],
  ['registry.port', 'Port', 'number', '5000'],
  ['registry.images', 'Images', 'list', '[{ image: busybox, as: busybox:v1 }]'],
  ['registry.tls', 'HTTPS', 'map', undefined],
  ['registry.user', 'User', 'text', 'lab'],
  ['expectation.from', 'From', 'text', 'docker01/bbox10'],
  ['expectation.to', 'To', 'text', 'docker02/bbox11'],
  ['expectation.reachable', 'Reachable', 'switch', undefined],
  ['note.text', 'Text', 'text', '"**VLAN 10** is for guests"'],
  ['note.at', 'Place', 'map', undefined],
  ['note.frame', 'Frame around', 'list', '[docker01, docker02]'],
  ['lab.trunkline', 'Version of the format', 'text', undefined],
  ['lab.name', 'Name', 'text', 'vlans-two-hosts'],
  ['lab.segments', 'Segments', 'map', undefined],
  ['lab.hosts', 'Hosts', 'map', undefined],
  ['lab.networks', 'Networks', 'map', undefined],
  ['lab.registry', 'Registry', 'map', undefined],
  ['lab.images', 'Images', 'map', undefined],
  ['lab.persist', 'Survives a restart', 'switch', undefined],
  ['lab.expect', 'Expectations', 'list', undefined],
  ['lab.layout', 'Positions', 'map', undefined],
  ['lab.notes', 'Notes', 'map', undefined],
])('asks for %s as %s', (name, label, input, example) => {
  const [of = '', key = ''] = name.split('.');
  const field = fieldNamed(of as FieldsOf, key);
  const shown = field.unit === undefined ? field.label : `${field.label} (${field.unit})`;
  expect([shown, field.input, field.example]).toEqual([label, input, example]);
});
