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
    'docker01/db → 8.8.8.8: unreachable no-route',
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
