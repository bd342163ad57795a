/** Labs as people have them: what stands beside macvlan networks, and machines that are not theirs. */
import { expect, it } from 'vitest';
import { readLab } from '../lab/read.ts';
import { predictLab } from './predict.ts';

/** `docker01/web → 8.8.8.8: reachable masqueraded`. */
function told(text: string, ...pairs: readonly (readonly [string, string])[]): readonly string[] {
  const read = readLab(text);
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  const prediction = predictLab(read.value);
  const { sources, targets } = prediction.endpoints;
  return pairs.map(([from, to]) => {
    const source = sources.find(({ id }) => id === from);
    const target = targets.find(({ id, address }) => id === to || `${id} ${address}` === to);
    if (source === undefined || target === undefined) throw new Error(`no ${from} or ${to}`);
    const { verdict, reason } = prediction.explain(source, target);
    expect(prediction.outcome(source, target)).toEqual({ verdict, code: reason.code });
    return `${from} → ${to}: ${verdict} ${reason.code}`;
  });
}

const home = `
trunkline: 1
name: home
segments: { lan: { vlans: none }, wan: { internet: true } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces: { eth0: { segment: lan, address: 192.168.1.11/24 } }
    containers:
      web: { image: busybox, networks: { flat: 192.168.1.77, back: } }
      db: { image: busybox, networks: { back: } }
  box:
    unmanaged: true
    interfaces: { lan0: { segment: lan, address: 192.168.1.1/24 }, wan0: { segment: wan } }
    routing: { forward: true, allow: all, masquerade: [{ source: 192.168.1.0/24, out: wan0 }] }
networks:
  flat: { driver: macvlan, subnet: 192.168.1.0/24, gateway: 192.168.1.1, parents: { docker01: eth0 } }
  back: { driver: bridge, internal: true, subnet: 172.30.0.0/24 }
expect: [{ from: docker01/web, to: 8.8.8.8, reachable: true }]
`;

it('a container reaches the internet by a home router that is not ours, which has its outer address by DHCP', () => {
  expect(
    told(
      home,
      ['docker01/web', '8.8.8.8'],
      ['docker01/web', 'box:lan0'],
      ['docker01', '8.8.8.8'],
      ['docker01/db', '8.8.8.8'],
    ),
  ).toEqual([
    'docker01/web → 8.8.8.8: reachable masqueraded',
    'docker01/web → box:lan0: reachable same-segment',
    'docker01 → 8.8.8.8: unreachable no-route',
    // Docker before 25: it has a way to its bridge, and the host knows none on (`internal-bridge-routes`).
    'docker01/db → 8.8.8.8: unreachable router-no-route',
  ]);
});

it('what a home router does not masquerade never comes back from the internet', () => {
  expect(
    told(home.replace(', masquerade: [{ source: 192.168.1.0/24, out: wan0 }]', ''), ['docker01/web', '8.8.8.8']),
  ).toEqual(['docker01/web → 8.8.8.8: unreachable no-return-route']);
});

it('nothing of a lab without the internet is out there', () => {
  expect(told(home.replace('internet: true', 'vlans: none'), ['docker01/web', '8.8.8.8'])).toEqual([
    'docker01/web → 8.8.8.8: unreachable not-there',
  ]);
});

it('containers of one bridge network reach each other and their host, and others only where it has a way out', () => {
  const open = home.replace('internal: true, ', '').replace('wan0 } ] }', 'wan0 }] }');
  const way = open.replace(
    'eth0: { segment: lan, address: 192.168.1.11/24 } }',
    'eth0: { segment: lan, address: 192.168.1.11/24 } }\n    routing: { routes: [{ to: default, via: 192.168.1.1 }] }',
  );
  expect(
    told(way, ['docker01/db', 'docker01/web 172.30.0.2'], ['docker01', 'docker01/db'], ['docker01/db', '8.8.8.8']),
  ).toEqual([
    'docker01/db → docker01/web 172.30.0.2: reachable same-bridge',
    'docker01 → docker01/db: reachable same-bridge',
    'docker01/db → 8.8.8.8: reachable masqueraded',
  ]);
});

it('an external network is taken to be there as it is drawn, and is uncertain where the drawing does not say what it is', () => {
  const known = home.replace('flat: { driver', 'flat: { external: true, driver');
  expect(told(known, ['docker01/web', 'box:lan0'])).toEqual(['docker01/web → box:lan0: reachable same-segment']);
  const unknown = known
    .replace('subnet: 192.168.1.0/24, gateway: 192.168.1.1, parents: { docker01: eth0 }', '')
    .replace('macvlan,  }', 'macvlan }');
  expect(told(unknown, ['docker01/web', 'box:lan0'])).toEqual(['docker01/web → box:lan0: uncertain network-unknown']);
});

it('one of Docker’s own bridges that is there already does as one that is made', () => {
  const pairs = [
    ['docker01', 'docker01/db'],
    ['docker01/db', 'docker01:eth0'],
    ['docker01/db', 'box:lan0'],
    ['docker01/web', 'docker01/db'],
  ] as const;
  const outward = home.replace('internal: true, ', '');
  const there = outward.replace('back: { driver', 'back: { external: true, driver');
  expect(there).not.toBe(outward);
  expect(told(there, ...pairs)).toEqual(told(outward, ...pairs));
  expect(told(there, ['docker01', 'docker01/db'])).toEqual(['docker01 → docker01/db: reachable same-bridge']);
  const unknown = there.replace(
    'external: true, driver: bridge, subnet: 172.30.0.0/24',
    'external: true, driver: bridge',
  );
  expect(told(unknown, ['docker01', 'docker01/db'])).toEqual(['docker01 → docker01/db: uncertain network-unknown']);
});

it('each host hands out a range of its own', () => {
  const text = `
trunkline: 1
name: ranges
segments: { lan: { vlans: all } }
hosts:
  one: { ssh: { address: 10.0.0.1 }, interfaces: { eth0: { segment: lan } }, containers: { aa: { image: busybox, networks: { pool: } } } }
  two: { ssh: { address: 10.0.0.2 }, interfaces: { eth0: { segment: lan } }, containers: { bb: { image: busybox, networks: { pool: } } } }
networks:
  pool: { driver: macvlan, subnet: 10.19.0.0/24, gateway: 10.19.0.1, ranges: { one: 10.19.0.128/27, two: 10.19.0.160/27 }, parents: { one: eth0, two: eth0 } }
`;
  expect(told(text, ['one/aa', 'two/bb 10.19.0.160'], ['two/bb', 'one/aa 10.19.0.128'])).toEqual([
    'one/aa → two/bb 10.19.0.160: reachable same-segment',
    'two/bb → one/aa 10.19.0.128: reachable same-segment',
  ]);
});

const wired = (one: string, two: string, network = ''): string => `
trunkline: 1
name: wired
segments: { lan: { vlans: all } }
hosts:
  one: { ssh: { address: 10.0.0.1 }, interfaces: { ${one} }, containers: { aa: { image: busybox, networks: { net: 10.1.0.10 } } } }
  two: { ssh: { address: 10.0.0.2 }, interfaces: { ${two} }, containers: { bb: { image: busybox, networks: { net: 10.1.0.11 } } } }
networks:
  net: { driver: macvlan, subnet: 10.1.0.0/24, gateway: 10.1.0.1, parents: { one: ${network || 'eth0'}, two: eth0.10 } }
`;
const tagged = 'eth0: { segment: lan }, eth0.10: { parent: eth0, vlan: 10 }';
const both = [
  ['one/aa', 'two/bb'],
  ['two/bb', 'one/aa'],
] as const;
const verdicts = (text: string) => told(text, ...both).map((line) => line.split(': ')[1]);

it('a card at an access port of VLAN 10 meets the sub-interfaces with that tag', () => {
  expect(verdicts(wired('eth0: { segment: lan, port: { access: 10 } }', tagged))).toEqual([
    'reachable same-segment',
    'reachable same-segment',
  ]);
  expect(verdicts(wired('eth0: { segment: lan, port: { untagged: 10 } }', tagged))).toEqual([
    'reachable same-segment',
    'reachable same-segment',
  ]);
  expect(verdicts(wired('eth0: { segment: lan, port: { access: 20 } }', tagged))).toEqual([
    'unreachable different-vlan',
    'unreachable different-vlan',
  ]);
  expect(verdicts(wired('eth0: { segment: lan }', tagged))).toEqual([
    'unreachable different-vlan',
    'unreachable different-vlan',
  ]);
});

it('a trunk passes the tags that it names, and an access port none', () => {
  const on = (port: string) =>
    wired(`eth0: { segment: lan, port: ${port} }, eth0.10: { parent: eth0, vlan: 10 }`, tagged, 'eth0.10');
  expect(verdicts(on('{ tagged: [10, 20], untagged: 1 }'))).toEqual([
    'reachable same-segment',
    'reachable same-segment',
  ]);
  expect(verdicts(on('{ tagged: [20] }'))[0]).toBe('unreachable vlan-not-carried');
  expect(verdicts(on('{ access: 10 }'))[0]).toBe('unreachable vlan-not-carried');
});

it('a bond, a bridge and what stands on them are on the wire of their cards; a dummy is on none', () => {
  const cards = 'eth0: { segment: lan }, eth1: { segment: lan }';
  const bond = `${cards}, bond0: { bond: [eth0, eth1], mode: active-backup }, bond0.10: { parent: bond0, vlan: 10 }`;
  const bridge = 'eth0: { segment: lan }, eth0.10: { parent: eth0, vlan: 10 }, br0: { bridge: [eth0.10] }';
  expect(verdicts(wired(bond, tagged, 'bond0.10'))).toEqual(['reachable same-segment', 'reachable same-segment']);
  expect(verdicts(wired(bridge, tagged, 'br0'))).toEqual(['reachable same-segment', 'reachable same-segment']);
  expect(verdicts(wired('d0: { dummy: true }', tagged, 'd0'))[0]).toMatch(/^unreachable/);
});

it('a bridge that tells VLANs apart passes the tags of what stands on it, and no others', () => {
  const on = (vlan: number) =>
    `eth0: { segment: lan }, br0: { bridge: [eth0], vlan-filtering: true }, br0.${vlan}: { parent: br0, vlan: ${vlan} }`;
  expect(verdicts(wired(on(10), tagged, 'br0.10'))).toEqual(['reachable same-segment', 'reachable same-segment']);
  expect(verdicts(wired(on(20), tagged, 'br0.20'))[0]).toMatch(/^unreachable/);
});
