import { expect, it } from 'vitest';
import { templateNamed } from '../lab/templates.ts';
import { labOf } from '../lab/testing/examples.ts';
import { offersAt } from './offers.ts';
import { boxes, done, drawn, emptyLab } from './testing/drawn.ts';
import { placeOf } from './tools.ts';

const text = templateNamed('vlans-two-hosts')?.text ?? '';
const lab = labOf(text);
const from = (id: string) => offersAt(lab, placeOf(lab, id));
const made = (id: string, tool: string) => {
  const found = from(id).find((item) => item.tool === tool);
  if (found === undefined) throw new Error(`${tool} is not offered`);
  return done(text, found.outcome);
};

it('offers what fits at the end of a line', () => {
  expect(from('lan').map(({ tool }) => tool)).toEqual(['host', 'router', 'vlan', 'network', 'container']);
  expect(from('docker01:ens33').map(({ tool }) => tool)).toEqual(['vlan', 'network', 'container']);
  expect(offersAt(lab, { kind: 'lab' })).toEqual([]);
});

it('says of each why it cannot be', () => {
  expect(from('docker01:ens33.10').find(({ tool }) => tool === 'vlan')?.outcome).toMatchObject({ ok: false });
});

it('makes it and connects it', () => {
  expect(boxes(made('mac_net10', 'container'))).toContain('docker01/bbox12 mac_net10 172.16.10.12');
  expect(made('mac_net10', 'host').networks[0]?.parents.map(({ host }) => host)).toEqual([
    'docker01',
    'docker02',
    'docker03',
  ]);
});

it('gives a container one more network', () => {
  const one = drawn(emptyLab(), 'host', 'vlan', 'container');
  const [offer] = offersAt(one, placeOf(one, 'docker01/bbox10'));
  expect(offer?.outcome).toMatchObject({ ok: true, says: 'add mac_net' });
  if (offer?.outcome.ok)
    expect(boxes(offer.outcome.lab)).toEqual(['docker01/bbox10 mac_net10 172.16.10.10, mac_net 192.168.1.101']);
});
