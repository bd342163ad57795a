import { expect, it } from 'vitest';
import { articleVlans, labOf } from '../../shared/lab/testing/examples.ts';
import { commandsOf } from './commands-of.ts';

it('says what deploy runs for a thing, on each of its hosts', () => {
  const [only, ...others] = commandsOf(articleVlans, 'docker01/bbox10');
  expect(others).toEqual([]);
  expect(only?.host).toBe('docker01');
  expect(only?.commands.join('\n')).toMatch(/docker .*bbox10/s);
  expect(commandsOf(articleVlans, 'mac_net10').map(({ host }) => host)).toEqual(['docker01', 'docker02']);
  expect(commandsOf(articleVlans, 'docker01:ens33.10')[0]?.commands[0]).toContain('ip link add');
  expect(commandsOf(articleVlans, 'lan')).toEqual([]);
});

it('says nothing of machines that are not ours, and of networks that are there already', () => {
  const lab = labOf(`trunkline: 1
name: others
segments: { lan: { vlans: all }, wan: { internet: true } }
hosts:
  one:
    ssh: { address: 10.9.0.11 }
    interfaces: { eth0: { segment: lan } }
    containers: { web: { image: busybox, networks: { old: } } }
  home:
    unmanaged: true
    interfaces: { lan0: { segment: lan, address: 10.9.0.1/24 }, lan0.7: { parent: lan0, vlan: 7 }, wan0: { segment: wan } }
    routing: { forward: true, allow: all, masquerade: [{ source: 10.9.0.0/24, out: wan0 }] }
networks:
  old: { driver: bridge, external: true, hosts: [one] }
`);
  const others = ['home', 'home:lan0', 'home:lan0.7', 'home:wan0', 'old', 'lan', 'wan'];
  expect(others.flatMap((id) => commandsOf(lab, id))).toEqual([]);
  expect(commandsOf(lab, 'one/web')[0]?.commands.join('\n')).toContain('docker');
});
