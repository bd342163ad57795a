/** Bonds, bridges and dummies made by hand: what stood on the cards goes with them, and the file says what was shown. */
import { describe, expect, it } from 'vitest';
import { labOf } from '../lab/testing/examples.ts';
import { letGo } from './hold.ts';
import { drawJoin, type Join } from './joining.ts';
import { done, verdicts } from './testing/drawn.ts';
import { type Outcome, placeOf } from './tools.ts';

const text = `trunkline: 1
name: plain
segments: { lan: { vlans: all }, back: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24, promiscuous: true }
      ens33.10: { parent: ens33, vlan: 10 }
      ens34: { segment: lan }
      ens35: { segment: back, address: 192.168.2.11/24 }
    containers:
      box: { image: busybox, networks: { mac: 192.168.1.101 } }
      web: { image: busybox, networks: { mac10: 172.16.10.10 } }
  docker02:
    ssh: { address: 192.168.1.12 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.12/24, promiscuous: true }
      ens33.10: { parent: ens33, vlan: 10 }
    containers:
      web2: { image: busybox, networks: { mac10: 172.16.10.11 } }
    routing: { masquerade: [{ source: 172.16.10.0/24, out: ens33 }] }
networks:
  mac: { driver: macvlan, subnet: 192.168.1.0/24, gateway: 192.168.1.1, parents: { docker01: ens33 } }
  mac10: { driver: macvlan, subnet: 172.16.10.0/24, parents: { docker01: ens33.10, docker02: ens33.10 } }
`;
const lab = labOf(text);

const make = (kind: Join, ...at: readonly string[]): Outcome =>
  drawJoin(
    lab,
    kind,
    at.map((id) => placeOf(lab, id)),
  );
const line = (from: string, to: string): Outcome =>
  letGo(lab, { how: 'connect', what: placeOf(lab, from) }, placeOf(lab, to));
const why = (outcome: Outcome): string => (outcome.ok ? outcome.says : outcome.why);
const interfaces = (outcome: Outcome, host: string) =>
  Object.fromEntries(
    done(text, outcome)
      .hosts.find(({ name }) => name === host)
      ?.interfaces.map((item) => [item.name, item]) ?? [],
  );

describe('a bond', () => {
  it('of two cards takes the address, the sub-interfaces and the networks of the first, and every ping does as before', () => {
    const outcome = make('bond', 'docker01:ens33', 'docker01:ens34');
    const items = interfaces(outcome, 'docker01');
    expect(items.bond0).toMatchObject({ kind: 'bond', members: ['ens33', 'ens34'], address: '192.168.1.11/24' });
    expect(items['ens33.10']).toMatchObject({ parent: 'bond0' });
    expect(items.ens33?.address).toBeUndefined();
    const after = done(text, outcome);
    expect(after.networks.find(({ name }) => name === 'mac')?.parents).toEqual([
      { host: 'docker01', interface: 'bond0' },
    ]);
    expect(verdicts(after).get('docker01/web docker02/web2')).toBe('reachable');
    expect(verdicts(lab).get('docker01/web docker02/web2')).toBe('reachable');
  });

  it('is made by a line from one card to the other, and takes one card more by a line to it', () => {
    const outcome = line('docker01:ens34', 'docker01:ens33');
    expect(why(outcome)).toBe('connect docker01:ens34 to docker01:ens33');
    expect(interfaces(outcome, 'docker01').bond0).toMatchObject({ members: ['ens34', 'ens33'] });
  });

  it('on a host is of its first two cards in one segment, and of a new one where there is only one', () => {
    expect(interfaces(make('bond', 'docker01'), 'docker01').bond0).toMatchObject({ members: ['ens33', 'ens34'] });
    const items = interfaces(make('bond', 'docker02'), 'docker02');
    expect(items.bond0).toMatchObject({ members: ['ens33', 'ens34'], address: '192.168.1.12/24' });
    expect(items.ens34).toMatchObject({ kind: 'nic', segment: 'lan', address: undefined });
  });

  it('is refused across segments, of what is no card, and twice', () => {
    expect(why(make('bond', 'docker01:ens33', 'docker01:ens35'))).toBe(
      'ens33 is in lan and ens35 in back: cards of a bond are in one segment',
    );
    expect(why(make('bond', 'docker01:ens33.10'))).toBe('ens33.10 is no card, and a bond joins cards');
    expect(why(make('bond', 'docker01:ens33', 'docker02:ens33'))).toBe(
      'docker01 and docker02 are two hosts: choose cards of one',
    );
    const bonded = done(text, make('bond', 'docker01'));
    expect(why(drawJoin(bonded, 'bridge', [placeOf(bonded, 'docker01:ens34')]))).toBe('ens34 is in bond0 already');
  });
});

it('a bridge has the card as its port, and rules that named the card name the bridge', () => {
  const outcome = make('bridge', 'docker02:ens33');
  const items = interfaces(outcome, 'docker02');
  expect(items.br0).toMatchObject({ kind: 'bridge', members: ['ens33'], address: '192.168.1.12/24' });
  const routing = done(text, outcome).hosts[1]?.routing;
  expect(routing?.masquerade).toEqual([{ source: '172.16.10.0/24', out: 'br0' }]);
});

it('a card goes into a bridge by a line to it, with what it had', () => {
  const bridged = done(text, make('bridge', 'docker01:ens35'));
  const more = letGo(
    bridged,
    { how: 'connect', what: placeOf(bridged, 'docker01:ens34') },
    placeOf(bridged, 'docker01:br0'),
  );
  expect(more.ok && more.lab.hosts[0]?.interfaces.find(({ name }) => name === 'br0')).toMatchObject({
    members: ['ens35', 'ens34'],
    address: '192.168.2.11/24',
  });
});

it('a dummy has a subnet of its own', () => {
  expect(interfaces(make('dummy', 'docker01'), 'docker01').dummy0).toMatchObject({
    kind: 'dummy',
    address: '172.16.100.1/24',
  });
  expect(why(make('dummy', 'lan'))).toBe('choose a host, or its cards');
});

describe('a shim', () => {
  it('stands on the macvlan network of the host or of the chosen parent, and the host reaches its container there', () => {
    const outcome = make('shim', 'docker01:ens33.10');
    expect(why(outcome)).toBe('add docker01:shim0');
    expect(interfaces(outcome, 'docker01').shim0).toMatchObject({
      kind: 'shim',
      parent: 'ens33.10',
      address: '172.16.10.254/32',
      reaches: ['172.16.10.0/24'],
    });
    const [before, after] = [verdicts(lab), verdicts(done(text, outcome))];
    expect([before.get('docker01 docker01/web'), after.get('docker01 docker01/web')]).toEqual([
      'unreachable',
      'reachable',
    ]);
    expect(after.get('docker01/web docker01:shim0')).toBe('reachable');
  });

  it('reaches only the host’s own containers where the host is in their subnet itself', () => {
    const outcome = make('shim', 'docker01:ens33');
    expect(interfaces(outcome, 'docker01').shim0).toMatchObject({
      address: '192.168.1.254/32',
      reaches: ['192.168.1.101'],
    });
    const after = verdicts(done(text, outcome));
    expect(after.get('docker01 docker01/box')).toBe('reachable');
    expect(after.get('docker01/box docker01:ens33')).toBe('reachable');
    expect(after.get('docker02 docker01/box')).toBe('reachable');
  });

  it('is not made where it would hear nobody, nor twice', () => {
    expect(why(make('shim', 'docker01:ens34'))).toContain('no macvlan network in bridge mode stands on docker01:ens34');
    const once = done(text, make('shim', 'docker02'));
    expect(why(drawJoin(once, 'shim', [placeOf(once, 'docker02')]))).toBe(
      'one shim is enough for ens33.10: say in shim0 what else it reaches',
    );
    const apart = labOf(text.replaceAll('driver: macvlan', 'driver: macvlan, mode: private'));
    expect(why(drawJoin(apart, 'shim', [placeOf(apart, 'docker01')]))).toContain('in bridge mode');
  });

  it('takes no address that Docker hands out while another is left', () => {
    const ranged = labOf(text.replace('subnet: 172.16.10.0/24', 'subnet: 172.16.10.0/24, range: 172.16.10.128/25'));
    const outcome = drawJoin(ranged, 'shim', [placeOf(ranged, 'docker02')]);
    expect(outcome.ok && outcome.lab.hosts[1]?.interfaces.at(-1)?.address).toBe('172.16.10.127/32');
  });
});
