import { describe, expect, it } from 'vitest';
import type { HostState } from '../host/state.ts';
import { labOf } from '../lab/testing/examples.ts';
import { machine } from '../plan/testing/hosts.ts';
import { pairs } from './endpoints.ts';
import { predictLab } from './predict.ts';
import type { Prediction } from './prediction.ts';

/** Nobody states the gateway of `blue`; a router has its first address, which Docker before 29 takes as the gateway. */
const lab = labOf(`trunkline: 1
name: young
segments: { lan: { vlans: all } }
hosts:
  d1:
    ssh: { address: 192.168.1.11 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24, promiscuous: true }
      ens33.4: { parent: ens33, vlan: 4 }
    containers:
      one: { image: busybox, networks: { blue: 10.4.0.10 } }
      two: { image: busybox, networks: { blue: 10.4.0.11 } }
  router:
    ssh: { address: 192.168.1.254 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.254/24 }
      ens33.4: { parent: ens33, vlan: 4, address: 10.4.0.1/24 }
      ens33.5: { parent: ens33, vlan: 5, address: 10.5.0.1/24 }
networks:
  blue: { driver: macvlan, subnet: 10.4.0.0/24, parents: { d1: ens33.4 } }
`);

const states = (version: string): ReadonlyMap<string, HostState> =>
  new Map([
    ['d1', machine('d1', '192.168.1.11', version)],
    ['router', machine('router', '192.168.1.254', '28.5.2')],
  ]);

function told(prediction: Prediction, from: string, to: string) {
  const pair = pairs(prediction.endpoints).find(({ source, target }) => source.id === from && target.id === to);
  if (pair === undefined) throw new Error(`no ${from} or ${to}`);
  const { verdict, reason } = prediction.explain(pair.source, pair.target);
  const outcome = { verdict, code: reason.code };
  expect([prediction.outcome(pair.source, pair.target), prediction.trace(pair.source, pair.target)]).toEqual([
    outcome,
    outcome,
  ]);
  return { ...outcome, text: reason.text };
}

describe('a ping that leaves by a gateway which nobody stated', () => {
  it('comes back with Docker before 29, which takes the router’s address for the gateway, and not since', () => {
    const across = (version: string) => told(predictLab(lab, states(version)), 'd1/one', 'router:ens33.5').verdict;
    expect(['20.10.24', '26.1.5', '28.5.2', '29.0.0'].map(across)).toEqual([
      'reachable',
      'reachable',
      'reachable',
      'unreachable',
    ]);
  });

  it.each([
    ['31.2.0', 'is of version 31.2.0, newer than any that is known here'],
    ['dev', 'tells no version that can be read'],
  ])('is uncertain with Docker %s, with the reason', (version, why) => {
    expect(told(predictLab(lab, states(version)), 'd1/one', 'router:ens33.5')).toEqual({
      verdict: 'uncertain',
      code: 'docker-version-unknown',
      text: `Docker on d1 ${why}, and the version matters here: as with Docker from 29 this is unreachable, as with Docker before 29 reachable.`,
    });
  });
});

it('what every known Docker does alike is certain with an unknown one too', () => {
  const prediction = predictLab(lab, states('31.2.0'));
  expect(told(prediction, 'd1/one', 'd1/two')).toMatchObject({ verdict: 'reachable', code: 'same-parent' });
  expect(told(prediction, 'd1', 'd1/one')).toMatchObject({ verdict: 'unreachable', code: 'no-route' });
});

it('counts them, and puts each pair into the class that its trace is in', () => {
  const prediction = predictLab(lab, states('31.2.0'));
  const verdicts = pairs(prediction.endpoints).map(({ source, target }) => prediction.outcome(source, target).verdict);
  const of = (kind: string) => verdicts.filter((verdict) => verdict === kind).length;
  expect(prediction.counts).toEqual({
    reachable: of('reachable'),
    unreachable: of('unreachable'),
    uncertain: of('uncertain'),
  });
  expect(prediction.counts.uncertain).toBeGreaterThan(0);
  for (const [number, { pair }] of prediction.classes) {
    expect(prediction.classOf(pair.source, pair.target)).toBe(number);
  }
});
