/**
 * A card of the drawing that is down is set up before what stands on it, and is down again afterwards. What real hosts did: a card
 * that a bridge had joined stayed up when the bridge was gone, though it had been down before.
 */
import { expect, test } from 'vitest';
import { freshHost } from '../host/fresh-host.ts';
import { inventory } from '../host/inventory.ts';
import type { HostState } from '../host/state.ts';
import { hostOf, labOf } from '../lab/testing/examples.ts';
import { bootScript } from '../persist/boot-unit.ts';
import { planHost } from './plan-host.ts';
import { runProgram } from './testing/machine.ts';
import { changes, deploy } from './testing/story.ts';

const drawn = (more: string) =>
  labOf(`trunkline: 1
name: cards-down
segments: { lan: {} }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24 }
      ${more.startsWith('ens34:') ? '' : 'ens34: { segment: lan }'}
      ens35: { segment: lan }
      ${more}
`);

test.each([
  'br0: { bridge: [ens34] }',
  'bond0: { bond: [ens34, ens35], mode: active-backup }',
  'ens34: { segment: lan, address: 172.16.30.11/24 }',
  'ens34.10: { parent: ens34, vlan: 10, address: 172.16.10.11/24 }',
  `ens34.10: { parent: ens34, vlan: 10 }
networks: { net10: { driver: macvlan, subnet: 172.16.10.0/24, parents: { docker01: ens34.10 } } }`,
  `ens34: { segment: lan }
    containers: { box: { image: busybox, networks: { net30: 172.16.30.21 } } }
networks: { net30: { driver: macvlan, subnet: 172.16.30.0/24, parents: { docker01: ens34 } } }`,
])('cards that were down are set up for %s, and down again without it', (more) => {
  const nics = [{ name: 'ens33', address: '192.168.1.11/24' }, { name: 'ens34' }, { name: 'ens35' }];
  const up = freshHost('docker01', { nics, docker: true });
  const before = {
    ...up,
    links: up.links.map((link) => (/^ens3[45]$/.test(link.name) ? { ...link, up: false } : link)),
  };
  const lab = drawn(more);
  const host = hostOf(lab, 'docker01');
  expect(changes(deploy(lab, 'docker01', up))).not.toContain('create up:ens34');
  const program = deploy(lab, 'docker01', before);
  expect(program.plan.problems).toEqual([]);
  expect(changes(program)).toContain('create up:ens34');
  const after = runProgram(before, program);
  expect(after.links.find(({ name }) => name === 'ens34')?.up).toBe(true);
  expect(deploy(lab, 'docker01', after).plan.changes).toEqual([]);
  const gone = runProgram(after, planHost(lab, host, after, 'destroy'));
  expect(inventory(gone, 'cards-down')).toBe(inventory(before, 'cards-down'));
});

test('a lab that survives a restart sets up at the start what was down, and nothing else', () => {
  const nics = [{ name: 'ens33', address: '192.168.1.11/24' }, { name: 'ens34' }, { name: 'ens35' }];
  const up = freshHost('docker01', { nics, docker: true });
  const before: HostState = {
    ...up,
    facts: { ...up.facts, commands: [...up.facts.commands, 'systemctl'] },
    links: up.links.map((link) => (link.name === 'ens34' ? { ...link, up: false } : link)),
  };
  const lab = { ...drawn('ens34.10: { parent: ens34, vlan: 10, address: 172.16.10.11/24 }'), persist: true };
  const after = runProgram(before, deploy(lab, 'docker01', before));
  const script = after.records[0]?.files?.[bootScript('cards-down')] ?? '';
  expect(script.split('\n').filter((line) => /^(await|try) .*ens3\d( up)?$/.test(line))).toEqual([
    'await ens34',
    'try ip link set dev ens34 up',
  ]);
  expect(script.indexOf('ens34 up')).toBeLessThan(script.indexOf('ens34.10'));
});
