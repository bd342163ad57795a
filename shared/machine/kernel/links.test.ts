/** Links as the kernel of real hosts makes them and refuses to: what `ip link` said on Debian 12 and 13 (the practice corpus), and its sources. */
import { describe, expect, it } from 'vitest';
import { freshHost } from '../../host/fresh-host.ts';
import { addAddress } from './addresses.ts';
import { editLink, findLink, type KernelState, linkOf, Refusal } from './kernel.ts';
import { flagsOf } from './link-status.ts';
import {
  addLink,
  deleteLink,
  type LinkAsked,
  rename,
  setDown,
  setMaster,
  setMtu,
  setPortVlan,
  setUp,
} from './links.ts';
import { addRoute } from './routes.ts';
import { settle, withCarriersFrom } from './settle.ts';
import { allSysctls } from './sysctls.ts';

const fresh: KernelState = (() => {
  const host = freshHost('docker01', {
    nics: [{ name: 'ens33', address: '192.168.1.11/24' }, { name: 'ens34' }],
    docker: false,
  });
  return { ...host, sysctls: allSysctls(['lo', 'ens33', 'ens34'], { 'net.ipv4.ip_forward': '0' }) };
})();

const made = (kernel: KernelState, ...asked: readonly LinkAsked[]): KernelState => asked.reduce(addLink, kernel);
const vlan = (parent: string, tag: number): LinkAsked => ({
  name: `${parent}.${tag}`,
  kind: 'vlan',
  parent,
  vlan: tag,
});
const child = (kind: 'macvlan' | 'ipvlan', name: string, parent: string, mode?: string): LinkAsked => ({
  name,
  kind,
  parent,
  mode,
});

/** In the kernel's number and words; its own sentence where it gives one. */
function refusal(does: () => unknown): string {
  try {
    does();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `${error.errno}: ${error.explained ?? error.message}`;
  }
  return 'done';
}

describe('a new link', () => {
  it('stands on its parent, down, with the parent’s size; a VLAN and an ipvlan have its MAC address too', () => {
    const small = setMtu(fresh, 'ens33', 1400);
    const { mac } = linkOf(small, 'ens33');
    const kernel = made(small, vlan('ens33', 10), child('macvlan', 'mv', 'ens33', 'bridge'), {
      ...child('ipvlan', 'iv', 'ens34'),
      mtu: 1300,
    });
    expect(linkOf(kernel, 'ens33.10')).toMatchObject({
      kind: 'vlan',
      parent: 'ens33',
      vlan: 10,
      mtu: 1400,
      mac,
      up: false,
      carrier: false,
      mode: undefined,
      promiscuous: false,
      addresses: [],
    });
    const macvlan = linkOf(kernel, 'mv');
    expect(macvlan).toMatchObject({ kind: 'macvlan', parent: 'ens33', mode: 'bridge', vlan: undefined, mtu: 1400 });
    expect(macvlan.mac).toMatch(/^.[26ae]:/);
    expect(macvlan.mac).not.toBe(mac);
    expect(linkOf(kernel, 'iv')).toMatchObject({ mac: linkOf(fresh, 'ens34').mac, mode: 'l3', mtu: 1300 });
  });

  it('is of the kernel’s default mode: vepa and l3, and of the size 1500', () => {
    const kernel = made(fresh, child('macvlan', 'mv', 'ens33'), child('ipvlan', 'iv', 'ens34'), {
      name: 'br0',
      kind: 'bridge',
    });
    expect([linkOf(kernel, 'mv').mode, linkOf(kernel, 'iv').mode, linkOf(kernel, 'br0').mode]).toEqual([
      'vepa',
      'l3',
      undefined,
    ]);
    expect(linkOf(kernel, 'br0')).toMatchObject({ mtu: 1500, parent: undefined });
  });

  it('has a name of the kernel’s choice where none is said, and a number that none has had', () => {
    const kernel = made(fresh, child('macvlan', 'macvlan1', 'ens33', 'bridge'), {
      ...child('macvlan', '', 'ens33', 'bridge'),
      name: undefined,
    });
    const next = made(kernel, { name: undefined, kind: 'dummy' }, { name: undefined, kind: 'dummy' });
    expect(next.links.map(({ name, index }) => `${index} ${name}`)).toEqual([
      '1 lo',
      '2 ens33',
      '3 ens34',
      '4 macvlan1',
      '5 macvlan0',
      '6 dummy0',
      '7 dummy1',
    ]);
    const later = settle(made(settle(deleteLink(settle(next), 'dummy1')), { name: 'x', kind: 'dummy' }));
    expect(linkOf(later, 'x').index).toBe(8);
  });

  it('has the sysctls that are the default now, and takes them along', () => {
    const strict = { ...fresh, sysctls: { ...fresh.sysctls, 'net.ipv4.conf.default.rp_filter': '2' } };
    const kernel = made(strict, vlan('ens33', 10));
    expect(kernel.sysctls['net.ipv4.conf.ens33.10.rp_filter']).toBe('2');
    expect(deleteLink(kernel, 'ens33.10').sysctls).toEqual(strict.sysctls);
  });

  it('stands beside a macvlan that it is made on, on that one’s parent', () => {
    const kernel = made(fresh, child('macvlan', 'one', 'ens33', 'bridge'), child('macvlan', 'two', 'one', 'bridge'));
    expect(linkOf(kernel, 'two').parent).toBe('ens33');
  });

  it('has a tag of 802.1Q or, asked so, of 802.1ad: these are two', () => {
    const service = { ...vlan('ens33', 10), name: 'svc', serviceTag: true };
    const kernel = made(fresh, vlan('ens33', 10), service);
    expect(linkOf(kernel, 'svc')).toMatchObject({ vlan: 10, serviceTag: true });
    expect(linkOf(kernel, 'ens33.10')).not.toHaveProperty('serviceTag');
    expect(refusal(() => made(kernel, { ...service, name: 'again' }))).toBe(
      'EEXIST: 8021q: VLAN device already exists.',
    );
  });

  it('that is a bridge tells VLANs apart and speaks the spanning tree protocol only where it is asked to', () => {
    const plain = made(fresh, { name: 'br0', kind: 'bridge' });
    for (const asked of ['filters', 'stp', 'ownMac']) expect(linkOf(plain, 'br0')).not.toHaveProperty(asked);
    const asked = made(fresh, { name: 'br0', kind: 'bridge', filters: true, stp: true, mac: '02:00:00:00:00:07' });
    expect(linkOf(asked, 'br0')).toMatchObject({ filters: true, stp: true, ownMac: true, mac: '02:00:00:00:00:07' });
    expect(linkOf(made(fresh, { name: 'd0', kind: 'dummy', mac: '02:00:00:00:00:07' }), 'd0')).not.toHaveProperty(
      'ownMac',
    );
    expect(linkOf(made(fresh, { name: 'bond0', kind: 'bond' }), 'bond0').mode).toBe('balance-rr');
  });

  it('of the kind veth is two, the peer first', () => {
    const kernel = made(fresh, { name: 'a', kind: 'veth', peer: 'b' });
    expect([linkOf(kernel, 'a'), linkOf(kernel, 'b')]).toMatchObject([
      { index: 5, peer: { index: 4 } },
      { index: 4, peer: { index: 5 } },
    ]);
    expect(linkOf(kernel, 'a').mac).not.toBe(linkOf(kernel, 'b').mac);
    expect(deleteLink(kernel, 'b').links).toEqual(fresh.links);
    expect(made(fresh, { name: 'a', kind: 'veth' }).links.at(-2)?.name).toBe('veth0');
    expect(refusal(() => made(fresh, { name: 'a', kind: 'veth', peer: 'a' }))).toBe('EEXIST: File exists');
  });
});

const busy = made(
  fresh,
  vlan('ens33', 10),
  child('macvlan', 'mv', 'ens33', 'bridge'),
  child('ipvlan', 'iv', 'ens34', 'l2'),
  { name: 'br0', kind: 'bridge' },
  { name: 'port', kind: 'dummy' },
);
const bridged = setMaster(busy, 'port', 'br0');
const alone = made(fresh, child('macvlan', 'pt', 'ens33', 'passthru'));

it.each<[string, KernelState, LinkAsked, string]>([
  ['a VLAN on nothing', fresh, { name: 'x', kind: 'vlan', vlan: 1 }, 'EINVAL: 8021q: link not specified.'],
  ['a macvlan on nothing', fresh, { name: 'x', kind: 'macvlan' }, 'EINVAL: Invalid argument'],
  ['on what is not there', fresh, vlan('ens99', 1), 'ENODEV: No such device'],
  ['a VLAN on lo', fresh, vlan('lo', 1), 'EOPNOTSUPP: 8021q: VLANs not supported on device.'],
  ['a macvlan on lo', fresh, child('macvlan', 'x', 'lo'), 'EINVAL: Invalid argument'],
  ['a tag twice', busy, { ...vlan('ens33', 10), name: 'x' }, 'EEXIST: 8021q: VLAN device already exists.'],
  ['another tag beside a macvlan', busy, vlan('ens33', 11), 'done'],
  ['an ipvlan beside a macvlan', busy, child('ipvlan', 'x', 'ens33'), 'EBUSY: Device or resource busy'],
  ['a macvlan beside an ipvlan', busy, child('macvlan', 'x', 'ens34'), 'EBUSY: Device or resource busy'],
  ['a macvlan beside a VLAN alone', made(fresh, vlan('ens33', 10)), child('macvlan', 'x', 'ens33'), 'done'],
  ['a macvlan on a port of a bridge', bridged, child('macvlan', 'x', 'port'), 'EBUSY: Device or resource busy'],
  ['passthru beside another', busy, child('macvlan', 'x', 'ens33', 'passthru'), 'EINVAL: Invalid argument'],
  ['another beside passthru', alone, child('macvlan', 'x', 'ens33', 'bridge'), 'EINVAL: Invalid argument'],
  ['passthru alone', fresh, child('macvlan', 'x', 'ens33', 'passthru'), 'done'],
  ['bridge beside bridge', busy, child('macvlan', 'x', 'ens33', 'bridge'), 'done'],
  ['an ipvlan beside an ipvlan', busy, child('ipvlan', 'x', 'ens34', 'l2'), 'done'],
  ['a name that is taken', fresh, { name: 'ens34', kind: 'dummy' }, 'EEXIST: File exists'],
  ['a name of 15 characters', fresh, { name: 'a'.repeat(15), kind: 'dummy' }, 'done'],
  ['of 16', fresh, { name: 'a'.repeat(16), kind: 'dummy' }, 'ERANGE: Attribute failed policy validation.'],
  ...['', '.', '..', 'a/b', 'a:b', 'a b']
    .map((name) => [`the name "${name}"`, fresh, { name, kind: 'dummy' }, 'EINVAL: Invalid argument'] as const)
    .map((row): [string, KernelState, LinkAsked, string] => [...row]),
])('%s', (_, kernel, asked, said) => {
  expect(refusal(() => addLink(kernel, asked))).toBe(said);
});

describe('taking a link away', () => {
  it('takes all that stands on it, their routes, and lets ports go', () => {
    const up = setUp(
      setUp(addAddress(made(busy, vlan('ens33.10', 20)), 'ens33.10', four('10.0.0.1', 24)), 'ens33.10'),
      'ens33.10.20',
    );
    expect(up.routes.map(({ to }) => to)).toContain('10.0.0.0/24');
    const kernel = deleteLink(up, 'ens33.10');
    expect(kernel.links.map(({ name }) => name)).toEqual(['lo', 'ens33', 'ens34', 'mv', 'iv', 'br0', 'port']);
    expect(kernel.routes).toEqual(fresh.routes);
    expect(linkOf(deleteLink(bridged, 'br0'), 'port').master).toBeUndefined();
    expect(linkOf(deleteLink(bridged, 'mv'), 'port')).toMatchObject({ master: 'br0', kind: 'dummy' });
  });

  it('is refused for cards and lo', () => {
    for (const name of ['ens33', 'lo'])
      expect(refusal(() => deleteLink(fresh, name))).toBe('EOPNOTSUPP: Operation not supported');
    expect(refusal(() => deleteLink(fresh, 'ens99'))).toBe('ENODEV: No such device');
  });
});

const four = (address: string, prefix: number) => ({ family: 4, address, prefix, scope: 'global' }) as const;
const routes = (kernel: KernelState): readonly string[] => kernel.routes.map(({ to, dev }) => `${to} ${dev}`);

describe('up and down', () => {
  const tagged = addAddress(made(fresh, vlan('ens33', 10)), 'ens33.10', four('10.0.0.1', 24));

  it('an address’s route is there while its link is up', () => {
    expect(routes(tagged)).toEqual(['192.168.1.0/24 ens33']);
    const up = setUp(tagged, 'ens33.10');
    expect(routes(up)).toEqual(['192.168.1.0/24 ens33', '10.0.0.0/24 ens33.10']);
    expect(setUp(up, 'ens33.10')).toBe(up);
    expect(routes(setDown(up, 'ens33.10'))).toEqual(['192.168.1.0/24 ens33']);
    expect(setDown(tagged, 'ens33.10')).toBe(tagged);
  });

  it('a VLAN goes down and comes up with its parent, and cannot come up before it', () => {
    const down = setDown(setUp(tagged, 'ens33.10'), 'ens33');
    expect([linkOf(down, 'ens33').up, linkOf(down, 'ens33.10').up]).toEqual([false, false]);
    expect(routes(down)).toEqual([]);
    expect(refusal(() => setUp(down, 'ens33.10'))).toBe('ENETDOWN: Network is down');
    const again = setUp(down, 'ens33');
    expect(routes(again)).toEqual(['192.168.1.0/24 ens33', '10.0.0.0/24 ens33.10']);
    expect(linkOf(again, 'ens33.10').up).toBe(true);
    // One of another card stays as it is.
    const other = made(down, vlan('ens34', 10));
    expect(linkOf(setUp(other, 'ens33'), 'ens34.10').up).toBe(false);
  });

  it('a macvlan stays as it is when its parent goes, and may come up before it', () => {
    const kernel = made(setDown(fresh, 'ens33'), child('macvlan', 'mv', 'ens33', 'bridge'));
    const up = setUp(kernel, 'mv');
    expect([linkOf(up, 'mv').up, linkOf(up, 'ens33').up]).toEqual([true, false]);
    expect(linkOf(setDown(setUp(up, 'ens33'), 'ens33'), 'mv').up).toBe(true);
  });

  it('routes that somebody has added do not come back', () => {
    const kernel = addRoute(fresh, { to: { address: 0x0a_09_00_00, prefix: 16 }, via: '192.168.1.254' });
    expect(routes(setUp(setDown(kernel, 'ens33'), 'ens33'))).toEqual(['192.168.1.0/24 ens33']);
  });

  it('of one parent, all ipvlan links have the mode of the newest, and no ARP from when they come up', () => {
    const asks = (kernel: KernelState, name: string) => !flagsOf(kernel, linkOf(kernel, name)).includes('NOARP');
    const one = made(fresh, child('ipvlan', 'iv', 'ens34', 'l3'));
    expect(asks(one, 'iv')).toBe(true);
    const first = setUp(one, 'iv');
    expect(asks(first, 'iv')).toBe(false);
    const both = setUp(made(first, child('ipvlan', 'two', 'ens34', 'l2')), 'two');
    expect(both.links.flatMap(({ mode }) => mode ?? [])).toEqual(['l2', 'l2']);
    expect([asks(both, 'iv'), asks(both, 'two')]).toEqual([true, true]);
  });

  it('the carrier goes up with what it stands on, all the way', () => {
    const stacked = made(fresh, vlan('ens33', 10), child('macvlan', 'mv', 'ens33.10', 'bridge'));
    const carriers = (kernel: KernelState) => ['ens33.10', 'mv'].map((name) => findLink(kernel, name)?.carrier);
    const first = withCarriersFrom(setUp(stacked, 'ens33.10'), 'ens33.10');
    expect(carriers(first)).toEqual([true, false]);
    expect(carriers(withCarriersFrom(setUp(first, 'mv'), 'mv'))).toEqual([true, true]);
    expect(carriers(withCarriersFrom(setUp(setDown(first, 'ens33.10'), 'mv'), 'mv'))).toEqual([true, true]);
    const pulled = editLink(first, 'ens33', { carrier: false });
    expect(carriers(withCarriersFrom(setUp(pulled, 'mv'), 'ens33.10'))).toEqual([false, false]);
  });
});

describe('another name', () => {
  it('goes to children, ports, routes and sysctls', () => {
    const kernel = made(
      setDown(setMaster(made(fresh, vlan('ens34', 7), { name: 'br0', kind: 'bridge' }), 'ens34', 'br0'), 'br0'),
    );
    const named = rename(rename(setDown(kernel, 'ens34'), 'ens34', 'lan0'), 'br0', 'bridge0');
    expect(linkOf(named, 'ens34.7').parent).toBe('lan0');
    expect(linkOf(named, 'lan0').master).toBe('bridge0');
    expect(named.sysctls['net.ipv4.conf.lan0.rp_filter']).toBe('0');
    expect(named.sysctls['net.ipv4.conf.ens34.rp_filter']).toBeUndefined();
    expect(named.sysctls['net.ipv4.conf.ens34.7.rp_filter']).toBe('0');
    expect(routes(named)).toEqual(['192.168.1.0/24 ens33']);
    expect(rename(kernel, 'br0', 'br0')).toBe(kernel);
  });

  it('is refused while it is up before 6.2, and taken since', () => {
    const of = (kernel: string): KernelState => ({ ...fresh, facts: { ...fresh.facts, kernel } });
    expect(refusal(() => rename(of('6.1.0-40-amd64'), 'ens33', 'lan0'))).toBe('EBUSY: Device or resource busy');
    const young = rename(of('6.12.48-amd64'), 'ens33', 'lan0');
    expect(routes(young)).toEqual(['192.168.1.0/24 lan0']);
    expect(refusal(() => rename(of('6.12.48'), 'ens33', 'ens34'))).toBe('EEXIST: File exists');
  });
});

describe('size', () => {
  it('of a child is at most its parent’s, and follows it down', () => {
    const kernel = made(fresh, vlan('ens33', 10), child('macvlan', 'mv', 'ens33', 'bridge'));
    expect(refusal(() => setMtu(kernel, 'ens33.10', 1501))).toBe('ERANGE: Numerical result out of range');
    expect(refusal(() => setMtu(kernel, 'mv', 1501))).toBe('EINVAL: Invalid argument');
    const sizes = (of: KernelState) => of.links.map(({ mtu }) => mtu).slice(1);
    expect(sizes(setMtu(kernel, 'mv', 1500))).toEqual([1500, 1500, 1500, 1500]);
    expect(sizes(setMtu(setMtu(kernel, 'mv', 1200), 'ens33', 1300))).toEqual([1300, 1500, 1300, 1200]);
    expect(sizes(setMtu(kernel, 'ens33', 9000))).toEqual([9000, 1500, 1500, 1500]);
  });

  it('of an ipvlan child follows its parent’s up too', () => {
    const kernel = made(fresh, child('ipvlan', 'iv', 'ens33', 'l2'));
    expect(linkOf(setMtu(setMtu(kernel, 'ens33', 1400), 'ens33', 1500), 'iv').mtu).toBe(1500);
  });

  it('has bounds', () => {
    expect([67, 68, 65535, 65536].map((mtu) => refusal(() => setMtu(fresh, 'ens33', mtu)))).toEqual([
      'EINVAL: mtu less than device minimum.',
      'done',
      'done',
      'EINVAL: mtu greater than device maximum.',
    ]);
  });
});

it.each([
  ['ens33', 'br0', 'EBUSY: Device or resource busy'],
  ['ens34', 'br0', 'EBUSY: Device or resource busy'],
  ['port', 'ens33', 'EOPNOTSUPP: Operation not supported'],
  ['port', 'none', 'ENODEV: No such device'],
  ['lo', 'br0', 'EINVAL: Invalid argument'],
  ['br0', 'br0', 'ELOOP: Can not enslave a bridge to a bridge.'],
  ['port', 'br0', 'done'],
  ['ens33.10', 'br0', 'done'],
])('%s as a port of %s: %s', (name, master, said) => {
  expect(refusal(() => setMaster(busy, name, master))).toBe(said);
});

it('a bond takes ports too, and a port is let go', () => {
  const kernel = made(busy, { name: 'bond0', kind: 'bond' });
  expect(linkOf(setMaster(kernel, 'port', 'bond0'), 'port').master).toBe('bond0');
  expect(linkOf(setMaster(bridged, 'port', undefined), 'port').master).toBeUndefined();
  const tagged = made(fresh, vlan('ens33', 10), { name: 'br0', kind: 'bridge' });
  expect(linkOf(setMaster(tagged, 'ens33', 'br0'), 'ens33').master).toBe('br0');
});

it('a bond takes no card that is up, and sets it up itself (bond_enslave)', () => {
  const kernel = made(fresh, { name: 'bond0', kind: 'bond' });
  expect(refusal(() => setMaster(kernel, 'ens34', 'bond0'))).toBe('EPERM: Device can not be enslaved while up.');
  expect(linkOf(setMaster(setDown(kernel, 'ens34'), 'ens34', 'bond0'), 'ens34')).toMatchObject({
    master: 'bond0',
    up: true,
  });
  expect(linkOf(setMaster(busy, 'port', 'br0'), 'port').up).toBe(false);
});

describe('VLANs that a bridge tells apart', () => {
  const told = (kernel: KernelState, name = 'port') => linkOf(kernel, name).portVlans;
  const tagged = setPortVlan(setPortVlan(bridged, 'port', 20, true, false), 'port', 10, true, false);

  it('pass at the ports that were told so, in the order of their tags', () => {
    expect(told(tagged)).toEqual([10, 20]);
    expect(told(setPortVlan(tagged, 'port', 10, true, false))).toEqual([10, 20]);
    expect(told(setPortVlan(tagged, 'port', 10, false, false))).toEqual([20]);
    expect(refusal(() => setPortVlan(tagged, 'port', 30, false, false))).toBe('done');
    expect(refusal(() => setPortVlan(bridged, 'port', 30, false, false))).toBe('done');
    expect(told(tagged, 'br0')).toBeUndefined();
  });

  it('pass at the bridge itself where that is said', () => {
    expect(told(setPortVlan(bridged, 'br0', 10, true, true), 'br0')).toEqual([10]);
    expect(refusal(() => setPortVlan(bridged, 'br0', 10, true, false))).toBe('EOPNOTSUPP: Operation not supported');
    expect(refusal(() => setPortVlan(bridged, 'port', 10, true, true))).toBe('EOPNOTSUPP: Operation not supported');
  });

  it('are nothing of what is no port of a bridge', () => {
    expect(refusal(() => setPortVlan(bridged, 'mv', 10, true, false))).toBe('EOPNOTSUPP: Operation not supported');
    const bonded = setMaster(made(busy, { name: 'bond0', kind: 'bond' }), 'port', 'bond0');
    expect(refusal(() => setPortVlan(bonded, 'port', 10, true, false))).toBe('EOPNOTSUPP: Operation not supported');
  });

  it('are forgotten when the port leaves its bridge', () => {
    for (const left of [setMaster(tagged, 'port', undefined), deleteLink(tagged, 'br0')])
      expect(linkOf(left, 'port')).not.toHaveProperty('portVlans');
  });
});

describe('a bridge without a MAC address of its own', () => {
  it('takes the lowest of its ports, and has none when the last has left', () => {
    const both = made(fresh, { name: 'br0', kind: 'bridge' }, { name: 'v0', kind: 'veth', peer: 'v1' });
    const joined = setMaster(setMaster(both, 'v0', 'br0'), 'v1', 'br0');
    const [lowest] = [linkOf(joined, 'v0').mac, linkOf(joined, 'v1').mac].sort();
    expect(linkOf(joined, 'br0').mac).toBe(lowest);
    expect(linkOf(deleteLink(joined, 'v0'), 'br0').mac).toBe('00:00:00:00:00:00');
  });

  it('says that it has a carrier until it has had a port', () => {
    const both = made(fresh, { name: 'br0', kind: 'bridge' }, { name: 'v0', kind: 'veth' });
    const up = settle(setUp(editLink(both, 'br0', { young: true }), 'br0'));
    expect(linkOf(up, 'br0').carrier).toBe(true);
    const left = setMaster(setMaster(up, 'v0', 'br0'), 'v0', undefined);
    expect(linkOf(settle(left), 'br0').carrier).toBe(false);
    const other = editLink(made(up, { name: 'br1', kind: 'bridge' }), 'br1', { young: true });
    expect(linkOf(setMaster(other, 'v0', 'br0'), 'br1').young).toBe(true);
  });

  it('keeps one that somebody gave it', () => {
    const mac = '02:00:00:00:00:07';
    const kernel = made(fresh, { name: 'br0', kind: 'bridge', mac }, { name: 'v0', kind: 'veth', peer: 'v1' });
    expect(linkOf(setMaster(kernel, 'v0', 'br0'), 'br0').mac).toBe(mac);
  });
});
