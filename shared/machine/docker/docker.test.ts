/** Docker as it answers on real hosts: the practice corpus of 20.10.24, 26.1.5 and 28.5.2, and its sources where these say nothing. */
import { describe, expect, it } from 'vitest';
import { freshHost } from '../../host/fresh-host.ts';
import type { DockerContainer, DockerPool, HostState } from '../../host/state.ts';
import { formatIpv4, parseIpv4 } from '../../net/ipv4.ts';
import { apply, isRefusal } from '../apply.ts';
import { addLink } from '../kernel/links.ts';
import type { NewContainer, NewEndpoint, NewNetwork, Operation } from '../operation.ts';
import { changedDaemon } from './daemon.ts';
import { defaultLeg, endpointMac, type Leg, leadsOut, nextHop, shownGateway, wayOut } from './endpoints.ts';
import { automaticPool, takeAddress, takePool } from './ipam.ts';
import { mayShareParent, modeOf, parentOf } from './parents.ts';
import { addressesOf, bounds, gatewayOf } from './pools.ts';
import { notFound, Refusal } from './refusal.ts';

const host = (dockerVersion = '28.5.2'): HostState =>
  freshHost('docker01', {
    nics: [{ name: 'ens33', address: '192.168.1.11/24' }, { name: 'ens34' }],
    dockerVersion,
    images: ['busybox:latest'],
  });

const NAMED_ENS34 = { 'com.docker.network.bridge.name': 'ens34' };
const net = (name: string, rest: Partial<NewNetwork> = {}): Operation & NewNetwork => ({
  do: 'create-network',
  name,
  driver: 'macvlan',
  labels: {},
  subnet: '10.1.0.0/24',
  gateway: '10.1.0.1',
  range: undefined,
  reserved: {},
  options: { parent: 'ens33' },
  ...rest,
});
const FILES = { kind: 'registry-files', host: 'docker01' } as const;
const at = (network: string, address?: string, mac?: string): NewEndpoint => ({ network, address, mac });
const box = (name: string, ...networks: readonly NewEndpoint[]): NewContainer => ({
  name,
  labels: {},
  networks,
  image: 'busybox',
  command: ['sh'],
});
const run = (name: string, ...networks: readonly NewEndpoint[]): Operation => ({
  do: 'run-container',
  ...box(name, ...networks),
});

const done = (state: HostState, ...operations: readonly Operation[]): HostState => operations.reduce(apply, state);

/** In Docker's words and with its API's status, whatever ids are. */
function refusal(does: () => unknown): string {
  try {
    does();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return (error instanceof Refusal ? `${error.status} ${error.message}` : error.message).replaceAll(
      /\b[0-9a-f]{12,64}\b/g,
      'ID',
    );
  }
  return 'done';
}

const dockerOf = ({ docker }: HostState) => {
  if (docker.kind !== 'ready') throw new Error('no Docker');
  return docker;
};
function container(state: HostState, name: string): DockerContainer {
  const found = dockerOf(state).containers.find((item) => item.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}
const ends = (state: HostState, name: string) =>
  container(state, name).endpoints.map(({ address, prefix, gateway }) => `${address}/${prefix} by ${gateway}`);

describe('a network', () => {
  it.each<[string, Partial<NewNetwork>, string]>([
    ['as it should be', {}, 'done'],
    ['of a subnet that is none', { subnet: 'x' }, '400 Invalid Address Pool'],
    ['with a range outside', { range: '10.2.0.0/25' }, '400 Invalid Address SubPool'],
    ['with a range that is none', { range: 'x' }, '400 Invalid Address SubPool'],
    ['with a range', { range: '10.1.0.128/25' }, 'done'],
    [
      'on docker0’s addresses',
      { subnet: '172.17.9.0/24', gateway: '172.17.9.1' },
      '403 invalid pool request: Pool overlaps with other one on this address space',
    ],
    [
      'with a gateway outside',
      { gateway: '10.2.0.1' },
      '500 failed to allocate gateway (10.2.0.1): Requested address is out of range',
    ],
    ['with a gateway that is none', { gateway: 'x' }, '400 invalid gateway address x in Ipam configuration'],
    [
      'whose gateway is its own address',
      { gateway: '10.1.0.0' },
      '500 failed to allocate gateway (10.1.0.0): Address already in use',
    ],
    [
      'whose gateway is its broadcast',
      { gateway: '10.1.0.255' },
      '500 failed to allocate gateway (10.1.0.255): Address already in use',
    ],
    [
      'that reserves its gateway',
      { reserved: { router: '10.1.0.1' } },
      '500 failed to allocate secondary ip address (router:10.1.0.1): Address already in use',
    ],
    [
      'that reserves an address twice',
      { reserved: { a: '10.1.0.5', b: '10.1.0.5' } },
      '500 failed to allocate secondary ip address (b:10.1.0.5): Address already in use',
    ],
    [
      'that reserves what is none',
      { reserved: { a: 'x' } },
      '400 non parsable secondary ip address (a:x) passed for network net',
    ],
    [
      'that reserves an address outside',
      { reserved: { a: '10.2.0.5' } },
      '403 auxiliary address: (a:10.2.0.5) must belong to the master pool: 10.1.0.0/24',
    ],
    [
      'of a mode that there is not',
      { options: { parent: 'ens33', macvlan_mode: 'l2' } },
      "500 requested macvlan mode 'l2' is not valid, 'bridge' mode is the macvlan driver default",
    ],
    [
      'of an ipvlan mode that there is not',
      { driver: 'ipvlan', options: { parent: 'ens33', ipvlan_mode: 'l4' } },
      "500 requested ipvlan mode 'l4' is not valid, 'l2' mode is the ipvlan driver default",
    ],
    ['on lo', { options: { parent: 'lo' } }, '500 loopback interface is not a valid macvlan parent link'],
    [
      'on a parent that is not there',
      { options: { parent: 'ens33.9' } },
      '500 invalid subinterface vlan name ens33.9, example formatting is eth0.10',
    ],
  ])('%s', (_, rest, said) => {
    expect(refusal(() => done(host(), net('net', rest)))).toBe(said);
  });

  it('has a name of its own, and goes when nothing runs on it', () => {
    const one = done(host(), net('net'));
    expect(refusal(() => done(one, net('net', { subnet: '10.2.0.0/24' })))).toBe(
      '409 network with name net already exists',
    );
    const used = done(one, run('a', at('net')));
    const remove = { do: 'remove-network', name: 'net' } as const;
    expect(refusal(() => done(used, remove))).toBe(
      '403 error while removing network: network net id ID has active endpoints',
    );
    const created = done(one, { do: 'create-container', ...box('a', at('net')) });
    expect(dockerOf(done(created, remove)).networks).toEqual(dockerOf(host()).networks);
    expect(refusal(() => done(host(), remove))).toBe('404 network net not found');
  });

  it.each<[string, string, string, string]>([
    ['20.10.24', 'macvlan', 'macvlan', 'network dm-ID is already using parent interface ens33'],
    ['26.1.5', 'macvlan', 'macvlan', 'network dm-ID is already using parent interface ens33'],
    ['27.0.1', 'macvlan', 'macvlan', 'done'],
    ['28.5.2', 'ipvlan', 'ipvlan', 'network di-ID is already using parent interface ens33'],
    ['20.10.24', 'macvlan', 'ipvlan', 'done'],
  ])('Docker %s: %s beside %s on one parent', (version, first, second, said) => {
    const state = done(host(version), net('one', { driver: first }));
    const other = net('two', { driver: second, subnet: '10.2.0.0/24', gateway: '10.2.0.1' });
    expect(refusal(() => done(state, other)).replace(/^500 /, '')).toBe(said);
  });

  it('of the driver bridge brings its link, route and rules to the host, and takes them away', () => {
    const before = host();
    const bridge = net('plain', { driver: 'bridge', options: {} });
    const made = done(before, bridge);
    const link = made.links.at(-1);
    expect(link).toMatchObject({ kind: 'bridge', up: true, addresses: [{ address: '10.1.0.1', prefix: 24 }] });
    expect(link?.name).toMatch(/^br-[0-9a-f]{12}$/);
    expect(made.routes.at(-1)).toMatchObject({ to: '10.1.0.0/24', dev: link?.name });
    const masquerade = made.firewall.nat.find(({ name }) => name === 'POSTROUTING')?.rules[0];
    expect(masquerade?.text).toBe(`-s 10.1.0.0/24 ! -o ${link?.name} -j MASQUERADE`);
    expect(done(made, { do: 'remove-network', name: 'plain' })).toEqual(before);
    expect(refusal(() => done(before, net('taken', { ...bridge, name: 'taken', options: NAMED_ENS34 })))).toBe(
      '500 failed to add bridge ens34: file exists',
    );
    // One that nobody states is the first of its subnet.
    const unstated = done(before, net('plain', { ...bridge, gateway: undefined, range: '10.1.0.64/26' }));
    expect(unstated.links.at(-1)?.addresses[0]?.address).toBe('10.1.0.64');
  });

  it('shares no parent where one is of the mode passthru', () => {
    const use = (mode: string) => ({ driver: 'macvlan', mode });
    expect(mayShareParent('28.5.2', use(''), use('passthru'))).toBe(false);
    expect(mayShareParent('28.5.2', use('passthru'), use(''))).toBe(false);
    expect(mayShareParent('28.5.2', use('bridge'), use('private'))).toBe(true);
  });

  it.each([
    ['20.10.24', "500 requested ipvlan mode 'l3s' is not valid, 'l2' mode is the ipvlan driver default"],
    ['26.1.5', 'done'],
  ])('Docker %s and ipvlan in mode l3s', (version, said) => {
    const asked = net('net', { driver: 'ipvlan', options: { parent: 'ens33', ipvlan_mode: 'l3s' } });
    expect(refusal(() => done(host(version), asked))).toBe(said);
  });

  it('without a parent stands on a link of Docker’s own', () => {
    const of = (driver: string) => ({ id: 'sha256:0123456789abcdef', driver, options: {} });
    expect([parentOf(of('macvlan')), parentOf(of('ipvlan'))]).toEqual(['dm-0123456789ab', 'di-0123456789ab']);
    expect(modeOf({ ...of('macvlan'), options: { macvlan_mode: 'vepa' } })).toBe('vepa');
    expect(modeOf(of('constructor'))).toBe('');
  });
});

describe('a container', () => {
  const one = done(host(), net('net'));

  it('has the lowest free address, or its own, and the gateway', () => {
    const two = done(
      one,
      run('a', at('net')),
      run('b', at('net', '10.1.0.3')),
      run('c', at('net')),
      run('d', at('net')),
    );
    expect(['a', 'b', 'c', 'd'].map((name) => ends(two, name))).toEqual([
      ['10.1.0.2/24 by 10.1.0.1'],
      ['10.1.0.3/24 by 10.1.0.1'],
      ['10.1.0.4/24 by 10.1.0.1'],
      ['10.1.0.5/24 by 10.1.0.1'],
    ]);
    const gone = done(two, { do: 'remove-container', name: 'a' }, run('e', at('net')));
    expect(ends(gone, 'e')).toEqual(['10.1.0.2/24 by 10.1.0.1']);
    expect(container(two, 'a')).toMatchObject({
      status: 'running',
      image: 'busybox',
      imageId: dockerOf(host()).images[0]?.id,
      command: ['sh'],
      networkMode: 'net',
    });
  });

  it('is of an image by any of its names; of one that is not there nothing is known', () => {
    const made = (image: string) => container(done(one, { do: 'create-container', ...box('a'), image }), 'a').imageId;
    const [known] = dockerOf(host()).images;
    expect(['busybox', 'busybox:latest', 'docker.io/library/busybox', 'busybox:1', 'x'].map(made)).toEqual([
      ...[known?.id, known?.id, known?.id],
      ...['', ''],
    ]);
    const asked = { ...box('a'), entrypoint: ['tini', '--'], restart: 'always' };
    expect(container(done(one, { do: 'create-container', ...asked }), 'a')).toMatchObject({
      command: ['--', 'sh'],
      restart: 'always',
    });
    expect(container(done(one, { do: 'create-container', ...box('a') }), 'a').restart).toBe('no');
    const never = done(one, run('a', at('net')), { do: 'update-container', name: 'a', restart: 'unless-stopped' });
    expect(container(never, 'a').restart).toBe('unless-stopped');
    expect(refusal(() => done(one, { do: 'fill-container', name: 'a', what: 'x', feed: FILES }))).toBe(
      '404 No such container: a',
    );
  });

  it.each<[string, NewEndpoint, string]>([
    ['an address that is taken', at('net', '10.1.0.2'), '403 Address already in use'],
    ['the gateway’s', at('net', '10.1.0.1'), '403 Address already in use'],
    ['the subnet’s own', at('net', '10.1.0.0'), '403 Address already in use'],
    [
      'one outside',
      at('net', '10.9.0.2'),
      "400 Invalid address 10.9.0.2: It does not belong to any of this network's subnets",
    ],
    ['a network that is not there', at('none-such'), '404 network none-such not found'],
    [
      'a MAC address that is taken',
      at('net', '10.1.0.9', '02:00:00:00:00:0A'),
      '500 error setting interface "eth0" MAC to "02:00:00:00:00:0A": address already in use',
    ],
    ['another', at('net', '10.1.0.9', '02:00:00:00:00:0b'), 'done'],
  ])('asks for %s', (_, end, said) => {
    const state = done(one, run('a', at('net', '10.1.0.2', '02:00:00:00:00:0a')));
    expect(refusal(() => done(state, run('b', end)))).toBe(said);
  });

  it('finds no address where all are taken', () => {
    const small = done(
      host(),
      net('net', { subnet: '10.1.0.0/29', range: '10.1.0.2/31' }),
      run('a', at('net')),
      run('b', at('net')),
    );
    expect(['a', 'b'].flatMap((name) => ends(small, name))).toEqual([
      '10.1.0.2/29 by 10.1.0.1',
      '10.1.0.3/29 by 10.1.0.1',
    ]);
    expect(refusal(() => done(small, run('c', at('net'))))).toBe(
      "500 no available IPv4 addresses on this network's address pools: net (ID)",
    );
    expect(ends(done(small, run('c', at('net', '10.1.0.5'))), 'c')).toEqual(['10.1.0.5/29 by 10.1.0.1']);
  });

  it('has the MAC address of its address before 28; later nobody can tell', () => {
    const mac = (version: string) =>
      container(done(host(version), net('net'), run('a', at('net', '10.1.0.10'))), 'a').endpoints[0]?.mac;
    expect([mac('20.10.24'), mac('26.1.5'), mac('28.5.2')]).toEqual([
      '02:42:0a:01:00:0a',
      '02:42:0a:01:00:0a',
      undefined,
    ]);
    expect(endpointMac('28.5.2', '10.1.0.10', 'seed')).toMatch(/^.[26ae]:/);
    expect(endpointMac('28.5.2', '10.1.0.10', 'seed')).toBe(endpointMac('28.5.2', '10.1.0.11', 'seed'));
  });

  it('has a name that nobody has; what is not there is missed', () => {
    const state = done(one, run('a', at('net')));
    expect(refusal(() => done(state, run('a', at('net'))))).toBe(
      '409 Conflict. The container name "/a" is already in use.',
    );
    for (const operation of ['start-container', 'restart-container', 'unpause-container', 'remove-container'] as const)
      expect(refusal(() => done(state, { do: operation, name: 'b' }))).toBe('404 No such container: b');
    expect(notFound('network', 'x').message).toBe('network x not found');
  });

  it('is made, started, ended and started again with the address that is free then', () => {
    const created = done(one, { do: 'create-container', ...box('a', at('net'), at('none')) });
    expect(container(created, 'a')).toMatchObject({ status: 'created', pid: 0 });
    expect(container(created, 'a').endpoints[0]?.address).toBeUndefined();
    const started = done(created, { do: 'start-container', name: 'a' });
    expect(container(started, 'a')).toMatchObject({ status: 'running', pid: 1 });
    expect(container(started, 'a').endpoints.map(({ address }) => address)).toEqual(['10.1.0.2', undefined]);
    const again = done(started, run('b', at('net')), { do: 'restart-container', name: 'a' });
    expect([ends(again, 'a')[0], ends(again, 'b')[0]]).toEqual(['10.1.0.2/24 by 10.1.0.1', '10.1.0.3/24 by 10.1.0.1']);
    const paused = {
      ...again,
      docker: {
        ...dockerOf(again),
        containers: dockerOf(again).containers.map((item) => ({ ...item, status: 'paused' as const })),
      },
    };
    expect(container(done(paused, { do: 'unpause-container', name: 'a' }), 'a').status).toBe('running');
    expect(refusal(() => done(paused, run('c', at('net', '10.1.0.3'))))).toBe('403 Address already in use');
  });

  it('joins a network while it runs, and waits with that while it does not', () => {
    const two = done(one, net('two', { subnet: '10.2.0.0/24', gateway: '10.2.0.1', options: { parent: 'ens34' } }));
    const join = { do: 'connect-network', network: 'two', container: 'a', address: '10.2.0.9' } as const;
    expect(ends(done(two, run('a', at('net')), join), 'a')).toEqual([
      '10.1.0.2/24 by 10.1.0.1',
      '10.2.0.9/24 by 10.2.0.1',
    ]);
    const waiting = done(two, { do: 'create-container', ...box('a', at('net')) }, join);
    expect(container(waiting, 'a').endpoints[1]).toMatchObject({ address: undefined, fixedAddress: '10.2.0.9' });
    expect(ends(done(waiting, { do: 'start-container', name: 'a' }), 'a')[1]).toBe('10.2.0.9/24 by 10.2.0.1');
  });

  it('that was never started can be taken away by its name alone, another is left', () => {
    const state = done(one, { do: 'create-container', ...box('a', at('net')) }, run('b', at('net')));
    const names = (of: HostState) => dockerOf(of).containers.map(({ name }) => name);
    expect(names(done(state, { do: 'remove-unstarted', name: 'a', label: 'x' }))).toEqual(['b']);
    expect(names(done(state, { do: 'remove-unstarted', name: 'b', label: 'x' }))).toEqual(['a', 'b']);
    expect(names(done(state, { do: 'remove-container', name: 'b' }))).toEqual(['a']);
  });

  it.each<[string, string, string, string, string]>([
    ['macvlan', 'ipvlan', '', 'ens33', '500 failed to create the ipvlan port: device or resource busy'],
    ['ipvlan', 'macvlan', '', 'ens33', '500 failed to create the macvlan port: device or resource busy'],
    ['macvlan', 'macvlan', 'passthru', 'ens34', 'done'],
    ['macvlan', 'ipvlan', '', 'ens34', 'done'],
  ])('on %s beside one on %s %s on %s', (first, second, mode, parent, said) => {
    const options = { parent, ...(mode !== '' && { macvlan_mode: mode }) };
    const state = done(
      host(),
      net('one', { driver: first }),
      net('two', { driver: second, subnet: '10.2.0.0/24', gateway: '10.2.0.1', options }),
      run('a', at('one')),
    );
    expect(refusal(() => done(state, run('b', at('two'))))).toBe(said);
  });

  it('is alone on a network of the mode passthru', () => {
    const state = done(
      host(),
      net('net', { options: { parent: 'ens33', macvlan_mode: 'passthru' } }),
      run('a', at('net')),
    );
    expect(refusal(() => done(state, run('b', at('net'))))).toBe(
      '500 failed to create the macvlan port: invalid argument',
    );
  });

  it('does not stand beside a link that somebody has made on the parent, of the other kind or alone', () => {
    const link = (kind: 'macvlan' | 'ipvlan', parent: string, mode: string): HostState => {
      const state = host();
      return { ...state, ...addLink(state, { name: 'own', kind, parent, mode }) };
    };
    const start = (state: HostState, options: Record<string, string> = {}) =>
      refusal(() => done(state, net('net', { options: { parent: 'ens33', ...options } }), run('a', at('net'))));
    const busy = '500 failed to create the macvlan port: device or resource busy';
    const invalid = '500 failed to create the macvlan port: invalid argument';
    expect([start(link('ipvlan', 'ens33', 'l2')), start(link('ipvlan', 'ens34', 'l2'))]).toEqual([busy, 'done']);
    expect([start(link('macvlan', 'ens33', 'passthru')), start(link('macvlan', 'ens34', 'passthru'))]).toEqual([
      invalid,
      'done',
    ]);
    const passthru = { macvlan_mode: 'passthru' };
    expect([
      start(link('macvlan', 'ens33', 'bridge'), passthru),
      start(link('macvlan', 'ens34', 'bridge'), passthru),
    ]).toEqual([invalid, 'done']);
    expect(start(link('macvlan', 'ens33', 'bridge'))).toBe('done');
    const mac = link('macvlan', 'ens33', 'bridge').links.at(-1)?.mac;
    const same = done(link('macvlan', 'ens33', 'bridge'), net('net'));
    expect(refusal(() => done(same, run('a', at('net', undefined, mac))))).toContain('address already in use');
    const card = same.links.find(({ name }) => name === 'ens33')?.mac;
    expect(refusal(() => done(same, run('a', at('net', undefined, card))))).toContain('address already in use');
  });

  it('on ipvlan chooses no MAC address, and has none to tell', () => {
    const state = done(host('20.10.24'), net('net', { driver: 'ipvlan' }));
    expect(refusal(() => done(state, run('a', at('net', undefined, '02:00:00:00:00:0a'))))).toBe(
      '500 ipvlan interfaces do not support custom mac address assignment',
    );
    expect(container(done(state, run('a', at('net'))), 'a').endpoints[0]?.mac).toBeUndefined();
  });

  it('cannot start where its network’s parent is gone, or is a port of a bridge', () => {
    const state = done(host(), net('net'));
    const without = { ...state, links: state.links.filter(({ name }) => name !== 'ens33') };
    expect(refusal(() => done(without, run('a', at('net'))))).toBe(
      '500 the requested parent interface ens33 was not found on the Docker host',
    );
    const port = {
      ...state,
      links: state.links.map((link) => (link.name === 'ens33' ? { ...link, master: 'br0' } : link)),
    };
    expect(refusal(() => done(port, run('a', at('net'))))).toBe(
      '500 failed to create the macvlan port: device or resource busy',
    );
  });

  it('on a network that only the drawing tells of has an address where that says which', () => {
    const drawn = (pools: readonly DockerPool[]): HostState => {
      const docker = dockerOf(one);
      return {
        ...one,
        docker: {
          ...docker,
          networks: docker.networks.map((item) => (item.name === 'net' ? { ...item, unseen: true, pools } : item)),
        },
      };
    };
    const address = (pools: readonly DockerPool[], asked?: string) =>
      container(done(drawn(pools), run('a', at('net', asked))), 'a').endpoints[0]?.address;
    expect([address([]), address([], '10.1.0.9')]).toEqual([undefined, '10.1.0.9']);
    const known = { subnet: '10.1.0.0/24', gateway: '10.1.0.1', range: undefined, reserved: {} };
    expect([address([known]), address([known], '10.1.0.9')]).toEqual(['10.1.0.2', '10.1.0.9']);
    const docker = dockerOf(one);
    const seen = { ...one, docker: { ...docker, networks: docker.networks.map((item) => ({ ...item, pools: [] })) } };
    expect(refusal(() => done(seen, run('a', at('net'))))).toContain('no available IPv4 addresses');
  });

  it('has no network, or the host’s, without any address', () => {
    const state = done(one, run('a'), run('b', at('host')));
    expect([container(state, 'a').networkMode, container(state, 'b').endpoints[0]?.address]).toEqual([
      'none',
      undefined,
    ]);
  });
});

it('without a Docker that is ready nothing of it can be done', () => {
  const bare = freshHost('x', { docker: false });
  expect(refusal(() => done(bare, net('net')))).toBe('0 Cannot connect to the Docker daemon');
});

describe('images and volumes', () => {
  const images = (state: HostState) => dockerOf(state).images.map(({ tags }) => tags.join(' '));

  it('have the names that Docker lists them by', () => {
    const pulled = [
      'alpine',
      'docker.io/library/debian',
      'index.docker.io/a/b:1',
      '10.0.0.1:5000/c',
      'd@sha256:0',
    ].reduce((state, image) => done(state, { do: 'pull-image', image }), host());
    expect(images(pulled)).toEqual([
      'busybox:latest',
      'alpine:latest',
      'debian:latest',
      'a/b:1',
      '10.0.0.1:5000/c:latest',
      'd@sha256:0',
    ]);
  });

  it('lose a name at a time, and go with the last', () => {
    const tagged = done(
      host(),
      { do: 'tag-image', image: 'busybox', as: 'a:1' },
      { do: 'pull-image', image: 'alpine' },
    );
    expect(images(tagged)).toEqual(['a:1 busybox:latest', 'alpine:latest']);
    const less = done(tagged, { do: 'remove-image', image: 'busybox' });
    expect(images(less)).toEqual(['a:1', 'alpine:latest']);
    expect(images(done(less, { do: 'remove-image', image: 'a:1' }))).toEqual(['alpine:latest']);
    expect(images(done(tagged, { do: 'tag-image', image: 'alpine', as: 'a:1' }))).toEqual([
      'busybox:latest',
      'a:1 alpine:latest',
    ]);
    expect(refusal(() => done(host(), { do: 'tag-image', image: 'x', as: 'y' }))).toBe('404 No such image: x:latest');
    const nameless = {
      ...tagged,
      docker: { ...dockerOf(tagged), images: [{ id: 'n', tags: [] }, ...dockerOf(tagged).images] },
    };
    expect(images(done(nameless, { do: 'remove-image', image: 'alpine' }))).toEqual(['', 'a:1 busybox:latest']);
  });

  it('are kept by a registry of the host until its container is gone', () => {
    const serving = done(
      host(),
      { do: 'run-container', ...box('registry'), labels: { 'dev.trunkline.registry': '5000' } },
      { do: 'await-registry', port: 5000 },
      { do: 'await-registry', port: 5000 },
      ...['b:1', 'a', 'b:1'].map((image) => ({ do: 'push-image', image: `127.0.0.1:5000/${image}` }) as const),
      { do: 'push-image', image: '10.0.0.9:5000/c' },
    );
    expect(dockerOf(serving).registries).toEqual([{ port: 5000, tags: ['a:latest', 'b:1'] }]);
    expect(dockerOf(done(serving, { do: 'remove-container', name: 'registry' })).registries).toEqual([]);
    const two = done(serving, run('other'), { do: 'await-registry', port: 5001 });
    const ports = (state: HostState) => dockerOf(state).registries.map(({ port }) => port);
    expect(ports(done(two, { do: 'remove-container', name: 'registry' }))).toEqual([5001]);
    expect(ports(done(two, { do: 'remove-container', name: 'other' }))).toEqual([5000, 5001]);
  });

  it('volumes come and go by their names', () => {
    const state = done(
      host(),
      { do: 'create-volume', name: 'v', labels: { a: 'b' } },
      { do: 'create-volume', name: 'w', labels: {} },
    );
    expect(dockerOf(state).volumes).toEqual([
      { name: 'v', labels: { a: 'b' } },
      { name: 'w', labels: {} },
    ]);
    expect(dockerOf(done(state, { do: 'remove-volume', name: 'v' })).volumes.map(({ name }) => name)).toEqual(['w']);
  });
});

describe('the daemon', () => {
  const daemon = dockerOf(host()).daemon;
  const trusting = '{ "insecure-registries": ["10.0.0.1:5000"] }';
  const write = (to: string | undefined, from = daemon.file) =>
    ({ do: 'write-daemon-file', path: daemon.path, from, to }) as const;

  it('takes its file by a reload, where it can read it and is told nothing by flags', () => {
    const reloaded = (of: typeof daemon) => changedDaemon(of, { do: 'reload-daemon' }).insecure;
    expect(reloaded(changedDaemon(daemon, write(trusting)))).toContain('10.0.0.1:5000');
    expect(reloaded(changedDaemon(daemon, write('{}')))).toEqual(daemon.insecure);
    expect(reloaded(changedDaemon(daemon, write('{')))).toEqual(daemon.insecure);
    expect(reloaded({ ...changedDaemon(daemon, write(trusting)), flags: ['10.0.0.2:5000'] })).toEqual(daemon.insecure);
  });

  it('is written only over what was seen', () => {
    const changed = `500 ${daemon.path} has changed since it was looked at`;
    expect(refusal(() => changedDaemon(daemon, write('{}', 'other')))).toBe(changed);
    expect(refusal(() => changedDaemon(daemon, { ...write('{}'), path: '/x' }))).toBe(
      '500 /x has changed since it was looked at',
    );
    expect(changedDaemon(changedDaemon(daemon, write('{}')), write(undefined, '{}')).file).toBeUndefined();
  });

  it('is asked whether it trusts a registry', () => {
    const ask = (trusted: boolean) => () =>
      changedDaemon(
        { ...daemon, insecure: ['a:1'] },
        { do: 'await-trust', registry: trusted ? 'a:1' : 'b:1', trusted },
      );
    expect([refusal(ask(true)), refusal(ask(false))]).toEqual(['done', 'done']);
    expect(refusal(() => changedDaemon(daemon, { do: 'await-trust', registry: 'a:1', trusted: true }))).toBe(
      '500 Docker has not taken a:1 from its settings',
    );
  });
});

describe('addresses', () => {
  const pool = (subnet: string, range?: string) => ({ subnet, range, gateway: undefined });
  const text = (addresses: Iterable<number>) => [...addresses].map(formatIpv4).join(' ');

  it('are handed out from the lowest: of a range each one, of a subnet not its own and its broadcast', () => {
    expect(text(addressesOf(pool('10.0.0.0/29')))).toBe('10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5 10.0.0.6');
    expect(text(addressesOf(pool('10.0.0.0/24', '10.0.0.64/31')))).toBe('10.0.0.64 10.0.0.65');
    expect(text(addressesOf(pool('10.0.0.0/24', '10.0.0.0/30')))).toBe('10.0.0.1 10.0.0.2 10.0.0.3');
    expect(text(addressesOf(pool('10.0.0.0/24', '10.0.0.252/30')))).toBe('10.0.0.252 10.0.0.253 10.0.0.254');
    expect(text(addressesOf(pool('x')))).toBe('');
    expect(bounds(pool('10.0.0.0/24', 'x'))).toBeUndefined();
  });

  it('the gateway that nobody states is the first of these, with bridges always, with macvlan before 29', () => {
    const gateway = (version: string, driver: string, range?: string) => {
      const found = gatewayOf(version, { driver }, pool('10.0.0.0/24', range));
      return found && formatIpv4(found);
    };
    expect(gateway('28.5.2', 'macvlan')).toBe('10.0.0.1');
    expect(gateway('28.5.2', 'ipvlan', '10.0.0.64/26')).toBe('10.0.0.64');
    expect(gateway('29.0.0', 'macvlan')).toBeUndefined();
    expect(gateway('29.0.0', 'ipvlan')).toBeUndefined();
    expect(gateway('29.0.0', 'bridge')).toBe('10.0.0.1');
    expect(gatewayOf('29.0.0', { driver: 'macvlan' }, { ...pool('10.0.0.0/24'), gateway: '10.0.0.9/24' })).toBe(
      parseIpv4('10.0.0.9'),
    );
    const full = { subnet: '10.0.0.0/24', range: '10.0.0.0/32', gateway: undefined, reserved: {} };
    expect(refusal(() => takePool('28.5.2', { name: 'n', driver: 'macvlan' }, [], full))).toBe(
      '500 failed to allocate gateway (): No available addresses on this pool',
    );
  });

  it('of a pool that nobody states come from Docker’s own, in order, beside what there is and is routed', () => {
    expect(automaticPool([], [])).toEqual({
      subnet: '172.17.0.0/16',
      range: undefined,
      gateway: '172.17.0.1',
      reserved: {},
    });
    expect(automaticPool([pool('172.17.0.0/16')], ['172.18.5.0/24', '0.0.0.0/0', 'x']).subnet).toBe('172.19.0.0/16');
    const all = [pool('172.16.0.0/12')];
    expect(automaticPool(all, []).subnet).toBe('192.168.0.0/20');
    expect(automaticPool(all, ['192.168.1.0/24']).subnet).toBe('192.168.16.0/20');
    expect(refusal(() => automaticPool([...all, pool('192.168.0.0/16')], []))).toBe(
      '404 could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network',
    );
    expect(
      automaticPool(
        [...all, pool('192.168.0.0/17'), pool('192.168.128.0/18'), pool('192.168.192.0/19'), pool('192.168.224.0/20')],
        [],
      ).subnet,
    ).toBe('192.168.240.0/20');
  });

  it('overlapping pools are refused in other words since 28', () => {
    const words = (version: string) =>
      refusal(() =>
        takePool(version, { name: 'n', driver: 'macvlan' }, [pool('10.0.0.0/8')], {
          ...pool('10.1.0.0/24'),
          reserved: {},
        }),
      );
    expect([words('26.1.5'), words('28.0.0')]).toEqual([
      '403 Pool overlaps with other one on this address space',
      '403 invalid pool request: Pool overlaps with other one on this address space',
    ]);
  });

  it('come of the pool that has them where there are several', () => {
    const made = (subnet: string) => ({
      ...pool(subnet),
      reserved: { a: subnet.replace('0/30', '1') },
      taken: undefined,
    });
    const network = { name: 'n', id: 'i', pools: [made('10.0.0.0/30'), made('10.0.1.0/30')] };
    expect(takeAddress('28.5.2', network, () => false, undefined)).toEqual({ address: '10.0.0.2', prefix: 30 });
    expect(takeAddress('28.5.2', network, (address) => formatIpv4(address) === '10.0.0.2', undefined).address).toBe(
      '10.0.1.2',
    );
    expect(takeAddress('28.5.2', network, () => false, '10.0.1.2').address).toBe('10.0.1.2');
    expect(refusal(() => takeAddress('28.5.2', network, () => false, '10.0.1.1'))).toBe('403 Address already in use');
    // One of IPv6 has none of these.
    const both = { ...network, pools: [{ ...made('fd00::/64'), reserved: {} }, made('10.0.1.0/30')] };
    expect(takeAddress('28.5.2', both, () => false, undefined).address).toBe('10.0.1.2');
    expect(takeAddress('28.5.2', both, () => false, '10.0.1.2').address).toBe('10.0.1.2');
  });

  it('that are none are refused before any pool is looked at', () => {
    const network = { name: 'n', id: 'i', pools: [{ ...pool('10.0.0.0/24'), reserved: {}, taken: undefined }] };
    for (const text of ['', 'ten', '10.0.0', '10.0.0.256', '10.0.0.2/24', 'fd00::2'])
      expect(refusal(() => takeAddress('28.5.2', network, () => false, text))).toBe(
        `400 invalid IPv4 address: ${text}`,
      );
  });

  it('of a gateway are taken with their pool, as stated or as Docker chooses', () => {
    const taken = (gateway: string | undefined, version = '28.5.2', driver = 'macvlan') =>
      takePool(version, { name: 'n', driver }, [], { ...pool('10.0.0.0/24'), gateway, reserved: {} }).taken;
    expect([
      taken('10.0.0.9'),
      taken(undefined),
      taken(undefined, '29.0.0'),
      taken(undefined, '29.0.0', 'bridge'),
    ]).toEqual(['10.0.0.9', '10.0.0.1', undefined, '10.0.0.1']);
  });
});

describe('the way out of a container', () => {
  const leg = (network: string, rest: Partial<Leg> = {}): Leg => ({
    network,
    out: 'open',
    mode: 'bridge',
    address: parseIpv4('10.0.0.2'),
    prefix: 24,
    gateway: parseIpv4('10.0.0.1'),
    ...rest,
  });

  it('is the first of its networks by name that has one', () => {
    expect(defaultLeg([leg('b'), leg('a'), leg('c')])).toBe(1);
    expect(defaultLeg([leg('a', { out: 'none' }), leg('b')])).toBe(1);
    expect(defaultLeg([leg('a', { out: 'none' })])).toBe(-1);
    expect(defaultLeg([leg('a', { out: 'closed' }), leg('c'), leg('b')])).toBe(2);
    expect(defaultLeg([leg('b', { out: 'closed' }), leg('a', { out: 'closed' })])).toBe(1);
    expect(defaultLeg([leg('a', { gateway: undefined }), leg('b', { mode: 'l3', gateway: undefined })])).toBe(1);
    expect(defaultLeg([leg('a', { gateway: parseIpv4('10.9.0.1') })])).toBe(-1);
    expect(defaultLeg([leg('a'), leg('a')])).toBe(0);
    expect(leadsOut(leg('a', { address: undefined }))).toBe(false);
  });

  it('goes by the device in a routed mode', () => {
    expect([nextHop(leg('a')), nextHop(leg('a', { mode: 'l3' })), nextHop(leg('a', { mode: 'l3s' }))]).toEqual([
      parseIpv4('10.0.0.1'),
      undefined,
      undefined,
    ]);
    const network = (driver: string, mode: string, internal = false) => ({
      id: 'i',
      driver,
      internal,
      options: { [`${driver}_mode`]: mode },
    });
    const shown = [
      network('macvlan', 'bridge'),
      network('ipvlan', 'l2'),
      network('ipvlan', 'l3'),
      network('macvlan', 'l3'),
      network('macvlan', 'bridge', true),
    ].map((item) => shownGateway('28.5.2', item, '10.0.0.1'));
    expect(shown).toEqual(['10.0.0.1', '10.0.0.1', undefined, '10.0.0.1', undefined]);
  });

  it('is to a bridge that lets nothing out where that is all there is, before 25', () => {
    const ways = ['20.10.24', '24.0.9', '25.0.0', '28.5.2'].map((version) =>
      ['bridge', 'macvlan'].map((driver) => wayOut(version, { driver, internal: true })),
    );
    expect(ways).toEqual([
      ['closed', 'none'],
      ['closed', 'none'],
      ['none', 'none'],
      ['none', 'none'],
    ]);
    expect(wayOut('20.10.24', { driver: 'bridge', internal: false })).toBe('open');
    const kept = { id: 'i', driver: 'bridge', internal: true, options: {} };
    expect(shownGateway('20.10.24', kept, '10.0.0.1')).toBe('10.0.0.1');
    expect(shownGateway('26.1.5', kept, '10.0.0.1')).toBeUndefined();
  });
});
