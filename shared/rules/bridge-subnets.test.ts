import { expect, it } from 'vitest';
import { validate } from './validate.ts';

const found = (network: string, more = '') =>
  validate(`trunkline: 1
name: bridges
segments: { lan: { vlans: all } }
hosts:
  one:
    ssh: { address: 10.9.0.11 }
    interfaces: { eth0: { segment: lan, address: 10.9.0.11/24 }, eth0.7: { parent: eth0, vlan: 7, address: 10.7.0.2/24 }${more} }
    containers: { web: { image: busybox, networks: { back: } } }
networks: { back: { driver: bridge, ${network} } }
`).flatMap(({ severity, code, message }) => (code === 'bridge-on-wire' ? [`${severity}: ${message}`] : []));

it('a bridge with the addresses of the wire that we come by would cut its host off', () => {
  const words = 'and one:eth0 is in 10.9.0.0/24: one would look for us at the bridge, and be cut off.';
  expect(found('subnet: 10.9.0.0/24')).toEqual([`error: back is a bridge of Docker’s own with 10.9.0.0/24, ${words}`]);
  expect(found('subnet: 10.9.0.128/25')).toHaveLength(1);
  expect(found('subnet: 10.8.0.0/15')[0]).toMatch(/^error: .*10\.8\.0\.0\/15/);
});

it('one with the addresses of another wire takes its neighbours away', () => {
  expect(found('subnet: 10.7.0.0/24')[0]).toMatch(
    /^warning: .*one would look for its neighbours there at the bridge\.$/,
  );
});

it('one with addresses of its own, and one that is there already, are fine', () => {
  expect([...found('subnet: 172.30.0.0/24'), ...found('external: true, subnet: 10.9.0.0/24')]).toEqual([]);
  expect(found('subnet: 172.30.0.0/24', ', d0: { dummy: true, address: 172.30.0.1/32 }')).toEqual([]);
});
