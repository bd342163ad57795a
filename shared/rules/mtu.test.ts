import { expect, it } from 'vitest';
import { templateNamed } from '../lab/templates.ts';
import { validate } from './validate.ts';

const vlans = templateNamed('vlans-two-hosts')?.text ?? '';
const found = (text: string) => validate(text).map(({ severity, code, subject }) => `${severity} ${code} ${subject}`);
const card = 'ens33: { segment: lan, address: 192.168.1.11/24,';
const tagged = 'ens33.10: { parent: ens33, vlan: 10';

it('names every place where pings with 1,472 bytes of data do not fit', () => {
  expect(found(vlans.replace('lan: {', 'lan: { mtu: 1400,'))).toEqual(['warning full-packets-do-not-fit lan']);
  expect(found(vlans.replace(tagged, `${tagged}, mtu: 1400`))).toEqual([
    'warning full-packets-do-not-fit docker01:ens33.10',
  ]);
  const [one] = validate(vlans.replace('driver: macvlan', 'driver: macvlan\n    mtu: 1400'));
  expect(one).toMatchObject({ severity: 'warning', subject: 'mac_net10' });
  expect(one?.message).toBe(
    'mac_net10 has an MTU of 1400: pings with 1,472 bytes of data (ping -s 1472 -M do) do not fit there, though small ones pass.',
  );
});

it('finds jumbo frames that the segment does not carry, or that the parent cannot', () => {
  const jumbo = vlans.replace(card, `${card} mtu: 9000,`);
  expect(found(jumbo)).toEqual(['warning mtu-above-segment docker01:ens33']);
  expect(found(jumbo.replace('lan: {', 'lan: { mtu: 9000,'))).toEqual([]);
  expect(found(vlans.replace(tagged, `${tagged}, mtu: 9000`))).toEqual(['error mtu-above-parent docker01:ens33.10']);
});

it('finds a network that says another MTU than its parent, whose holds', () => {
  const both = vlans
    .replace('driver: macvlan', 'driver: macvlan\n    mtu: 1500')
    .replace(tagged, `${tagged}, mtu: 1450`);
  expect(found(both)).toEqual([
    'warning full-packets-do-not-fit docker01:ens33.10',
    'warning mtu-of-parent-holds mac_net10',
  ]);
  const both1500 = vlans
    .replace('driver: macvlan', 'driver: macvlan\n    mtu: 1450')
    .replaceAll(tagged, `${tagged}, mtu: 1500`);
  const holds = found(both1500).filter((item) => item.endsWith('mac_net10'));
  expect([...new Set(holds)]).toEqual(['warning mtu-of-parent-holds mac_net10']);
});
