import { expect, test } from 'vitest';
import { vlansTwoHosts } from '../lab/templates/vlans-two-hosts.ts';
import { labOf } from '../lab/testing/examples.ts';
import { outlineOf, rowsOf } from './outline.ts';

const read = (text: string): readonly string[] =>
  rowsOf(outlineOf(labOf(text)), () => true).map(
    ({ item: { name, facts }, level }) => `${'  '.repeat(level - 1)}${[name, ...facts].join(', ')}`,
  );

test('what stands on what is a step inwards', () => {
  expect(read(vlansTwoHosts.text)).toEqual([
    'lan, all VLANs, 3 hosts',
    '  untagged',
    '  VLAN 10',
    '  VLAN 20',
    'docker01, 192.168.1.11',
    '  ens33, 192.168.1.11/24, on lan',
    '    ens33.10, tag 10',
    '      mac_net10, 172.16.10.0/24, macvlan',
    '        bbox10, 172.16.10.10',
    '    ens33.20, tag 20',
    '      mac_net20, 172.16.20.0/24, macvlan',
    '        bbox20, 172.16.20.20',
    'docker02, 192.168.1.13',
    '  ens33, 192.168.1.13/24, on lan',
    '    ens33.10, tag 10',
    '      mac_net10, 172.16.10.0/24, macvlan',
    '        bbox11, 172.16.10.11',
    '    ens33.20, tag 20',
    '      mac_net20, 172.16.20.0/24, macvlan',
    '        bbox21, 172.16.20.21',
    'router, 192.168.1.254',
    '  ens33, 192.168.1.254/24, on lan',
    '    ens33.10, 172.16.10.1/24, tag 10',
    '    ens33.20, 172.16.20.1/24, tag 20',
  ]);
});

test('nothing of a lab is left out, whatever stands on nothing or on several', () => {
  const rows = read(`
trunkline: 1
name: odd
segments: { lan: { vlans: [10] } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces:
      eno1: { segment: lan }
      eno2: { segment: lan }
      bond0: { bond: [eno1, eno2], address: 192.168.1.11/24 }
      lab0: { dummy: true, address: 10.0.0.1/24 }
    containers:
      alone: { image: busybox }
      web: { image: busybox, networks: { back: {} } }
networks:
  back: { driver: bridge, subnet: 172.30.0.0/24 }
notes:
  n1: { text: "**Guests**\\nsecond line" }
`);
  expect(rows).toEqual([
    'lan, VLANs 10, 1 host',
    '  untagged',
    'docker01, 192.168.1.11',
    '  eno1, on lan',
    '    bond0, 192.168.1.11/24, bond',
    '  eno2, on lan',
    '  lab0, 10.0.0.1/24, dummy',
    '  back, 172.30.0.0/24, bridge',
    '    web, automatic address',
    '  alone',
    '**Guests**',
  ]);
});
