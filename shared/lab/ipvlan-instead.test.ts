import { expect, it } from 'vitest';
import { validate } from '../rules/validate.ts';
import { editText } from './edit.ts';
import { ipvlanInstead } from './ipvlan-instead.ts';
import { labOf } from './testing/examples.ts';

const text = `trunkline: 1
name: virtual
segments: { lan: { vlans: all } }
hosts:
  one:
    ssh: { address: 10.9.0.11 }
    interfaces: { eth0: { segment: lan, address: 10.9.0.11/24 }, eth0.7: { parent: eth0, vlan: 7 }, eth1: { segment: lan } }
    containers:
      aa: { image: busybox, networks: { v7: { address: 10.7.0.5, mac: "02:00:00:00:00:07" } } }
      bb: { image: busybox, networks: { other: 10.8.0.5 } }
networks:
  v7: { driver: macvlan, mode: private, subnet: 10.7.0.0/24, gateway: 10.7.0.1, parents: { one: eth0.7 } } # of the class
  other: { driver: macvlan, subnet: 10.8.0.0/24, gateway: 10.8.0.1, parents: { one: eth1 } }
`;

it('makes the macvlan networks on a card ipvlan, in the file too, and takes MAC addresses off', () => {
  const edited = editText(text, ipvlanInstead(labOf(text), ['one:eth0']));
  if (!edited.ok) throw new Error(edited.problems.map(({ message }) => message).join());
  const lab = labOf(edited.value);
  expect(lab.networks.map(({ name, driver, mode }) => [name, driver, mode])).toEqual([
    ['v7', 'ipvlan', 'l2'],
    ['other', 'macvlan', 'bridge'],
  ]);
  expect(edited.value).toContain('# of the class');
  expect(validate(edited.value).filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(ipvlanInstead(lab, ['one:eth0'])).toEqual([]);
});
