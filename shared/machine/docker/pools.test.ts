/** Addresses as real hosts give them: Docker 20.10.24, 26.1.5 and 28.5 (measured), 29 (read in its source). */
import { expect, it } from 'vitest';
import { freshHost } from '../../host/fresh-host.ts';
import { labOf } from '../../lab/testing/examples.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import { buildWorld } from '../../reach/build-world.ts';
import { statesWithLab } from '../../reach/predicted-states.ts';
import { validate } from '../../rules/validate.ts';
import { takePool } from './ipam.ts';

const lab = (address: string, network: string): string => `trunkline: 1
name: unstated
segments: { lan: {} }
hosts:
  d1:
    ssh: { address: 192.168.1.11 }
    interfaces: { ens33: { segment: lan, address: ${address} } }
    containers:
      c1: { image: busybox, networks: { net: } }
networks:
  net: { driver: macvlan, ${network}, parents: { d1: ens33 } }
`;

/** What c1 gets on a host with a Docker of this version, and where its default route goes. */
function given(text: string, dockerVersion: string): readonly [string | undefined, string | undefined] {
  const drawn = labOf(text);
  const nics = [{ name: 'ens33' }];
  const states = statesWithLab(drawn, new Map([['d1', freshHost('d1', { nics, dockerVersion })]]));
  const place = buildWorld(drawn, states).containers.get('d1')?.get('c1');
  if (place?.kind !== 'running') return [undefined, undefined];
  const [address] = place.stack.addresses;
  const via = place.stack.routes.entries.find(({ to }) => to.prefix === 0)?.via;
  return [address, via].map((item) => (item === undefined ? undefined : formatIpv4(item))) as [string, string];
}

const doubts = (text: string): readonly string[] =>
  validate(text)
    .filter(({ code }) => code === 'unreserved-address')
    .map(({ severity, message }) => `${severity}: ${message}`);

const MEASURED = ['20.10.24', '26.1.5', '28.5.2'];

it('gives a container .2 where no gateway is stated and the host has .1, and from 29 the host’s own', () => {
  const text = lab('10.5.0.1/24', 'subnet: 10.5.0.0/24');
  for (const version of MEASURED) expect(given(text, version)).toEqual(['10.5.0.2', '10.5.0.1']);
  expect(given(text, '29.0.0')).toEqual(['10.5.0.1', undefined]);
  expect(doubts(text)).toEqual(['warning: Docker from 29 would give d1/c1 the address 10.5.0.1, which d1:ens33 has.']);
});

it('gives a container .2 where no gateway is stated and the host has it, and says so', () => {
  const text = lab('10.5.0.2/24', 'subnet: 10.5.0.0/24');
  for (const version of MEASURED) expect(given(text, version)).toEqual(['10.5.0.2', '10.5.0.1']);
  expect(doubts(text)).toEqual([
    'warning: Docker before 29 would give d1/c1 the address 10.5.0.2, which d1:ens33 has.',
  ]);
});

it('takes a range’s first address for the gateway that nobody stated', () => {
  const text = lab('10.5.0.2/24', 'subnet: 10.5.0.0/24, range: 10.5.0.64/27');
  for (const version of MEASURED) expect(given(text, version)).toEqual(['10.5.0.65', '10.5.0.64']);
  expect(given(text, '29.0.0')).toEqual(['10.5.0.64', undefined]);
});

it('leaves nothing of a /31 on a Docker before 25, and both of its addresses from then on', () => {
  const pool = { subnet: '10.71.0.0/31', range: undefined, gateway: undefined, reserved: {} };
  const taken = (version: string, prefix: number): string | undefined =>
    takePool(version, { name: 'net', driver: 'bridge' }, [], { ...pool, subnet: `10.71.0.0/${prefix}` }).taken;
  for (const prefix of [31, 32])
    expect(() => taken('20.10.24', prefix)).toThrow(
      'failed to allocate gateway (): No available addresses on this pool',
    );
  expect(() => takePool('20.10.24', { name: 'net', driver: 'bridge' }, [], { ...pool, gateway: '10.71.0.1' })).toThrow(
    'failed to allocate gateway (10.71.0.1): Address already in use',
  );
  expect(taken('26.1.5', 31)).toBe('10.71.0.0');
  expect(taken('20.10.24', 30)).toBe('10.71.0.1');
});
