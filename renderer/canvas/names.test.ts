import { expect, it } from 'vitest';
import { drawLab } from '../../shared/drawing/drawing.ts';
import { labOf } from '../../shared/lab/testing/examples.ts';
import { nameOfItem } from './names.ts';

it('says of each thing what it is, and nothing that it has not', () => {
  const lab = labOf(`trunkline: 1
name: names
segments: { lan: { vlans: all } }
hosts:
  one:
    ssh: { address: 10.9.0.11 }
    interfaces:
      eth0: { segment: lan, address: 10.9.0.11/24 }
      eth1: { segment: lan }
      bond0: { bond: [eth1] }
      br0: { bridge: [], address: 10.8.0.1/24 }
      d0: { dummy: true, address: 10.7.0.1/24 }
    containers: { web: { image: busybox, networks: { back: 172.30.0.10 } } }
networks:
  back: { driver: bridge, subnet: 172.30.0.0/24 }
`);
  const [host] = lab.hosts;
  const [drawn] = drawLab(lab).hosts;
  if (host === undefined || drawn === undefined) throw new Error('nothing is drawn');
  const names = drawn.layout.items.map((item) => nameOfItem(host, item, 'unknown'));
  for (const name of [
    'Interface bond0 on one, untagged, bond',
    'Interface br0 on one, 10.8.0.1/24, untagged, bridge',
    'Interface d0 on one, 10.7.0.1/24, dummy',
    'Network back on one, 172.30.0.0/24, bridge',
    'Container web on one, 172.30.0.10',
  ])
    expect(
      names.some((text) => text.startsWith(name)),
      `${name} in ${names.join(' | ')}`,
    ).toBe(true);
  expect(names.join()).not.toContain('undefined');
});
