import { describe, expect, it } from 'vitest';
import { inventory } from '../host/inventory.ts';
import { linkNamed } from '../host/state.ts';
import type { Lab } from '../lab/lab.ts';
import { shim, vlan, vlans, withHost } from '../lab/testing/examples.ts';
import { planDestroy } from './plan-host.ts';
import { machine } from './testing/hosts.ts';
import { perform, runProgram } from './testing/machine.ts';
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

describe('sub-interfaces that others have put on a card, which the kernel lowers with it and leaves low', () => {
  const run = (...lines: readonly string[]): typeof fresh =>
    lines.reduce((state, line) => perform(state, line.split(' ')), fresh);
  const byHand = run(
    'ip link add link ens33 name ens33.99 type vlan id 99',
    'ip link add link ens33.99 name ens33.99.5 type vlan id 5',
    'ip link set dev ens33.99.5 mtu 1450',
  );
  const small = (name: string, mtu: number): Lab =>
    withHost({ ...vlans, name }, 'docker01', (host) => ({
      ...host,
      interfaces: host.interfaces.map((item) => (item.kind === 'nic' ? { ...item, mtu } : item)),
    }));
  const lab = small(vlans.name, 1400);
  const sizes = (state: typeof fresh) => ['ens33', 'ens33.99', 'ens33.99.5'].map((name) => mtuOf(state, name));
  const without = (state: typeof fresh, name: string) => runProgram(state, planDestroy(state, name, 'docker01'));
  const standing = deployed(lab, 'docker01', byHand);

  it('are set back with it', () => {
    expect(sizes(standing)).toEqual([1400, 1400, 1400]);
    const program = planDestroy(standing, lab.name, 'docker01');
    expect(commands(program)).toEqual(
      expect.arrayContaining([
        'ip link set dev ens33 mtu 1500',
        'ip link set dev ens33.99 mtu 1500',
        'ip link set dev ens33.99.5 mtu 1450',
      ]),
    );
    expect(sizes(runProgram(standing, program))).toEqual([1500, 1500, 1450]);
    expect(sizes(runProgram(standing, deploy(vlans, 'docker01', standing)))).toEqual([1500, 1500, 1450]);
  });

  it('are set back where somebody has set back the card alone', () => {
    const drifted = perform(standing, 'ip link set dev ens33 mtu 1500'.split(' '));
    expect(sizes(drifted)).toEqual([1500, 1400, 1400]);
    expect(sizes(without(drifted, lab.name))).toEqual([1500, 1500, 1450]);
  });

  it('may stand on each other, by what a host tells', () => {
    const links = byHand.links.map((link) => (link.name === 'ens33.99' ? { ...link, parent: 'ens33.99.5' } : link));
    expect(changes(deploy(small(vlans.name, 1600), 'docker01', { ...byHand, links }))).toContain('create mtu:ens33');
  });

  it('may be gone by then', () => {
    const gone = perform(standing, 'ip link del dev ens33.99.5'.split(' '));
    expect(sizes(without(gone, lab.name))).toEqual([1500, 1500, undefined]);
  });

  it('are set back by whichever lab goes last, and are no residue of the other', () => {
    const both = deployed(small('other', 1300), 'docker01', standing);
    expect(sizes(both)).toEqual([1300, 1300, 1300]);
    expect(sizes(without(without(both, lab.name), 'other'))).toEqual([1500, 1500, 1450]);
    expect(inventory(standing, 'other')).toBe(inventory(byHand, 'other'));
  });

  it('have one of their own in the drawing, and are set back from that too', () => {
    const drawn = run('ip link add link ens33 name ens33.10 type vlan id 10', 'ip link set dev ens33.10 up');
    const narrower = withHost(lab, 'docker01', (host) => ({
      ...host,
      interfaces: host.interfaces.map((item) => (item.name === 'ens33.10' ? { ...item, mtu: 1300 } : item)),
    }));
    const there = deployed(narrower, 'docker01', drawn);
    expect([mtuOf(there, 'ens33'), mtuOf(there, 'ens33.10')]).toEqual([1400, 1300]);
    const after = without(there, lab.name);
    expect([mtuOf(after, 'ens33'), mtuOf(after, 'ens33.10')]).toEqual([1500, 1500]);
  });
});

describe('sub-interfaces of the lab, which the kernel lowers with their card and never raises with it', () => {
  const onCard = (mtu: number | undefined): Lab =>
    withHost(vlans, 'docker01', (host) => ({
      ...host,
      interfaces: [
        // What stands on another may be written before it.
        vlan('ens33.10', 5),
        ...host.interfaces.map((item) => (item.kind === 'nic' && mtu !== undefined ? { ...item, mtu } : item)),
        shim('own', 'ens33.10', '172.16.10.250'),
      ],
    }));
  const plain = onCard(undefined);
  const sizes = (state: typeof fresh) =>
    ['ens33', 'ens33.10', 'ens33.20', 'ens33.10.5', 'own'].map((name) => mtuOf(state, name));
  const all = (mtu: number) => [mtu, mtu, mtu, mtu, mtu];
  const then = (state: typeof fresh, lab: Lab) => {
    const after = deployed(lab, 'docker01', state);
    expect(changes(deploy(lab, 'docker01', after))).toEqual([]);
    return sizes(after);
  };
  const low = deployed(onCard(1400), 'docker01', fresh);

  it('are raised when only the wish for it goes', () => {
    expect(sizes(low)).toEqual(all(1400));
    expect(then(low, plain)).toEqual(all(1500));
    expect(commands(deploy(plain, 'docker01', low))).not.toContain('ip link del dev ens33.10');
  });

  it('are raised when the card may send more from now on, and lowered when less', () => {
    expect(then(low, onCard(9000))).toEqual(all(9000));
    expect(then(deployed(onCard(9000), 'docker01', fresh), onCard(1400))).toEqual(all(1400));
  });

  it('are raised where somebody has lowered the card and set it back', () => {
    const standing = deployed(plain, 'docker01', fresh);
    const drifted = ['1300', '1500'].reduce(
      (state, mtu) => perform(state, `ip link set dev ens33 mtu ${mtu}`.split(' ')),
      standing,
    );
    expect(sizes(drifted)).toEqual([1500, 1300, 1300, 1300, 1300]);
    expect(then(drifted, plain)).toEqual(all(1500));
  });

  it('keep what is asked of themselves, and what stands on them has that', () => {
    const narrower = withHost(onCard(9000), 'docker01', (host) => ({
      ...host,
      interfaces: host.interfaces.map((item) => (item.name === 'ens33.10' ? { ...item, mtu: 1300 } : item)),
    }));
    expect(then(low, narrower)).toEqual([9000, 1300, 9000, 1300, 1300]);
    expect(then(deployed(narrower, 'docker01', low), plain)).toEqual(all(1500));
  });

  it('stay as they are while another lab needs its card low', () => {
    const other = withHost({ ...onCard(1300), name: 'other', networks: [] }, 'docker01', (host) => ({
      ...host,
      interfaces: host.interfaces.filter(({ kind }) => kind === 'nic'),
      containers: [],
    }));
    expect(then(deployed(other, 'docker01', low), plain)).toEqual(all(1300));
  });
});
