/** Labs that real hosts refuse (Docker 20.10 and 26.1 measured; 27.0.1 and 29 by source), told before a host is touched. */
import { expect, it } from 'vitest';
import { hostOf, labOf } from '../lab/testing/examples.ts';
import { planHost } from '../plan/plan-host.ts';
import { machine } from '../plan/testing/hosts.ts';
import { refusals, validate } from './validate.ts';

interface Drawn {
  readonly containers: string;
  readonly networks: string;
}

const lab = ({ containers, networks }: Drawn): string => `trunkline: 1
name: refused
segments: { lan: { vlans: all } }
hosts:
  d1:
    ssh: { address: 192.168.1.11 }
    interfaces: { ens33: { segment: lan, address: 192.168.1.11/24 }, ens33.4: { parent: ens33, vlan: 4 } }
    containers: { ${containers} }
networks: { ${networks} }
`;

const box = (name: string, network: string, place: string): string =>
  `${name}: { image: busybox, networks: { ${network}: ${place} } }`;
const net = (name: string, rest: string, subnet = '10.4.0.0/24'): string =>
  `${name}: { subnet: ${subnet}, parents: { d1: ens33.4 }, ${rest} }`;

const said = (drawn: Drawn): readonly string[] =>
  validate(lab(drawn))
    .filter(({ code }) => !['no-gateway', 'subnets-in-one-vlan', 'gateway-of-nobody'].includes(code))
    .map(({ severity, code }) => `${severity} ${code}`);

function planned(drawn: Drawn, version: string): readonly string[] {
  const read = labOf(lab(drawn));
  const host = hostOf(read, 'd1');
  const { problems } = planHost(read, host, machine('d1', '192.168.1.11', version), 'deploy').plan;
  return problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);
}

const two: Drawn = {
  containers: [box('one', 'blue', '10.1.0.5'), box('two', 'green', '10.2.0.5')].join(', '),
  networks: [
    net('blue', 'driver: macvlan, gateway: 10.1.0.1', '10.1.0.0/24'),
    net('green', 'driver: macvlan, gateway: 10.2.0.1', '10.2.0.0/24'),
  ].join(', '),
};

it('two macvlan networks on one parent: refused before 27.0.1', () => {
  expect(said(two)).toEqual(['warning parent-used-twice']);
  expect(validate(lab(two)).map(({ message }) => message)).toContainEqual(
    'blue and green both stand on d1:ens33.4, and Docker before 27.0.1 allows one macvlan network on a parent.',
  );
  for (const version of ['20.10.24+dfsg1', '26.1.5', '27.0.0']) {
    expect(planned(two, version)).toEqual(['parent-used-twice']);
  }
  for (const version of ['27.0.1', '28.5.2', '29.0.0']) expect(planned(two, version)).toEqual([]);
});

const first: Drawn = { containers: box('one', 'net', '10.4.0.1'), networks: net('net', 'driver: macvlan') };

it('the first address where nobody states a gateway: refused before 29', () => {
  expect(said(first)).toEqual(['warning first-address-taken']);
  expect(validate(lab(first)).map(({ message }) => message)).toContainEqual(
    'd1/one cannot have 10.4.0.1: Docker before 29 takes it as the gateway of net, because nobody stated one.',
  );
  expect(planned(first, '28.5.2')).toEqual(['first-address-taken']);
  expect(planned(first, '29.1.0')).toEqual([]);
});

it.each<[string, string, Drawn]>([
  [
    'a second container on passthru',
    'second-on-passthru',
    {
      containers: [box('one', 'net', '10.4.0.5'), box('two', 'net', '10.4.0.6')].join(', '),
      networks: net('net', 'driver: macvlan, mode: passthru, gateway: 10.4.0.1'),
    },
  ],
  [
    'a range with no address left',
    'no-address-left',
    {
      containers: [box('one', 'net', ''), box('two', 'net', '')].join(', '),
      networks: net('net', 'driver: macvlan, gateway: 10.4.0.1, range: 10.4.0.9/32'),
    },
  ],
  [
    'a MAC address on ipvlan',
    'mac-on-ipvlan',
    {
      containers: box('one', 'net', '{ address: 10.4.0.5, mac: "02:11:22:33:44:55" }'),
      networks: net('net', 'driver: ipvlan, mode: l2, gateway: 10.4.0.1'),
    },
  ],
  [
    'one MAC address twice on a parent',
    'duplicate-mac',
    {
      containers: [
        box('one', 'net', '{ address: 10.4.0.5, mac: "02:11:22:33:44:55" }'),
        box('two', 'net', '{ address: 10.4.0.6, mac: "02:11:22:33:44:55" }'),
      ].join(', '),
      networks: net('net', 'driver: macvlan, gateway: 10.4.0.1'),
    },
  ],
])('%s is refused by every Docker', (_, code, drawn) => {
  expect(said(drawn)).toEqual([`error ${code}`]);
  expect(refusals(labOf(lab(drawn))).map((item) => item.code)).toEqual([code]);
});

it('a subnet inside docker0’s: a warning, and an error of the plan where docker0 has it', () => {
  const drawn = {
    containers: box('one', 'net', '172.17.44.5'),
    networks: net('net', 'driver: macvlan, gateway: 172.17.44.1', '172.17.44.0/24'),
  };
  expect(said(drawn)).toEqual(['warning pool-of-docker0']);
  expect(planned(drawn, '28.5.2')).toEqual(['pool-overlap']);
});

it('a Docker of an unknown version is taken for the newest known one, and that is said', () => {
  const read = labOf(lab(two));
  const host = hostOf(read, 'd1');
  for (const version of ['31.2.0', 'dev']) {
    const { problems } = planHost(read, host, machine('d1', '192.168.1.11', version), 'deploy').plan;
    expect(problems.map(({ severity, code }) => `${severity} ${code}`)).toEqual(['warning docker-version-unknown']);
  }
});
