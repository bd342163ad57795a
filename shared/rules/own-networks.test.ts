import { expect, test } from 'vitest';
import { labOf } from '../lab/testing/examples.ts';
import { checkRules } from './validate.ts';

test('Docker’s own network of one name on two hosts gives the same addresses there, and nobody minds', () => {
  const lab = labOf(`trunkline: 1
name: own
segments: { lan: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces: { ens33: { segment: lan, address: 192.168.1.11/24 } }
    containers:
      web: { image: busybox, networks: { back: {} } }
  docker02:
    ssh: { address: 192.168.1.12 }
    interfaces: { ens33: { segment: lan, address: 192.168.1.12/24 } }
    containers:
      box: { image: busybox, networks: { back: {} } }
networks:
  back: { driver: bridge, subnet: 172.30.0.0/24 }
`);
  expect(checkRules(lab).filter(({ code }) => code === 'handed-out-twice')).toEqual([]);
});
