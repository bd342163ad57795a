import { expect, it } from 'vitest';
import { linkNamed } from '../host/state.ts';
import type { Lab } from '../lab/lab.ts';
import { vlans, withHost } from '../lab/testing/examples.ts';
import { planDestroy } from './plan-host.ts';
import { machine } from './testing/hosts.ts';
import { runProgram } from './testing/machine.ts';
import { changes, commands, deploy, deployed } from './testing/story.ts';

const fresh = machine('docker01', '192.168.1.11');
const mtuOf = (state: typeof fresh, name: string) => linkNamed(state, name)?.mtu;
const jumbo: Lab = withHost(vlans, 'docker01', (host) => ({
  ...host,
  interfaces: host.interfaces.map((item) => (item.kind === 'nic' ? { ...item, mtu: 9000 } : item)),
}));
const [network] = vlans.networks;
const parent = network?.parents.find(({ host }) => host === 'docker01')?.interface ?? '';
const narrow: Lab = {
  ...jumbo,
  networks: jumbo.networks.map((item) => (item === network ? { ...item, mtu: 1400 } : item)),
};

it('sets a card’s MTU before what stands on it is made, and keeps what it was', () => {
  const program = deploy(jumbo, 'docker01', fresh);
  expect(changes(program)).toContain('create mtu:ens33');
  expect(commands(program)).toContain('ip link set dev ens33 mtu 9000');
  const standing = deployed(jumbo, 'docker01', fresh);
  expect([mtuOf(standing, 'ens33'), standing.records[0]?.saved['mtu:ens33']]).toEqual([9000, '1500']);
  expect(changes(deploy(jumbo, 'docker01', standing))).toEqual([]);
});

it('gives a network’s MTU to its parent, whose containers have it, since Docker takes no notice of it', () => {
  const standing = deployed(narrow, 'docker01', fresh);
  expect([mtuOf(standing, 'ens33'), mtuOf(standing, parent)]).toEqual([9000, 1400]);
  expect(changes(deploy(narrow, 'docker01', standing))).toEqual([]);
  const drifted = runProgram(standing, deploy(jumbo, 'docker01', standing));
  expect(mtuOf(drifted, 'ens33')).toBe(9000);
});

it('sees that somebody has changed it, and sets it again', () => {
  const standing = deployed(jumbo, 'docker01', fresh);
  const links = standing.links.map((link) => (link.name === 'ens33' ? { ...link, mtu: 1500 } : link));
  expect(changes(deploy(jumbo, 'docker01', { ...standing, links }))).toEqual(['create mtu:ens33']);
});

it('sets a card back to what it was when the lab goes, and when only the wish for it goes', () => {
  const standing = deployed(narrow, 'docker01', fresh);
  const gone = runProgram(standing, planDestroy(standing, narrow.name, 'docker01'));
  expect(mtuOf(gone, 'ens33')).toBe(1500);
  const plain = runProgram(standing, deploy(vlans, 'docker01', standing));
  expect(mtuOf(plain, 'ens33')).toBe(1500);
});
