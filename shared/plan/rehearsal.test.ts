import { expect, it } from 'vitest';
import { labOf } from '../lab/testing/examples.ts';
import { machine } from './testing/hosts.ts';
import { deploy } from './testing/story.ts';

const lab = labOf(`trunkline: 1
name: rehearsed
segments: { lan: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces: { ens33: { segment: lan, address: 192.168.1.11/24 } }
    containers: { web: { image: busybox, networks: { back: 172.30.0.1 } } }
    routing: { routes: [{ to: 10.1.0.0/16, via: 10.99.0.1 }] }
networks: { back: { driver: bridge, subnet: 172.30.0.0/24, hosts: [docker01] } }
`);

it('says what a host would refuse in the middle, before anything is begun', () => {
  const { plan } = deploy(lab, 'docker01', machine('docker01', '192.168.1.11'));
  expect(
    plan.problems.filter(({ severity }) => severity === 'error').map(({ code, message }) => [code, message]),
  ).toEqual([
    ['would-be-refused', 'docker01 would refuse the route to 10.1.0.0/16: Nexthop has invalid gateway.'],
    ['would-be-refused', 'docker01 would refuse the container web: Address already in use.'],
  ]);
});

it('claims nothing of a Docker that nobody knows', () => {
  const state = machine('docker01', '192.168.1.11');
  const newer = state.docker.kind === 'ready' ? { ...state, docker: { ...state.docker, version: '99.0.0' } } : state;
  const { plan } = deploy(lab, 'docker01', newer);
  expect(plan.problems.filter(({ code }) => code === 'would-be-refused').map(({ subject }) => subject)).toEqual([
    'docker01',
  ]);
});

it('says that a card takes no packets of that size, and that a bridge would cut its host off', () => {
  const state = machine('docker01', '192.168.1.11');
  const withSsh = (sshAddress: string | undefined) => ({ ...state, facts: { ...state.facts, sshAddress } });
  const small = {
    ...state,
    links: state.links.map((link) => (link.name === 'ens33' ? { ...link, maxMtu: 1500 } : link)),
  };
  const said = (of: typeof state, networks: string, mtu: string) =>
    deploy(
      labOf(`trunkline: 1
name: wide
segments: { lan: { vlans: all, mtu: 9000 } }
hosts: { docker01: { ssh: { address: 10.9.9.9 }, interfaces: { ens33: { segment: lan${mtu} } } } }
${networks}
`),
      'docker01',
      of,
    ).plan.problems.flatMap(({ severity, code, message }) => (severity === 'error' ? [`${code}: ${message}`] : []));
  const bridge = 'networks: { back: { driver: bridge, subnet: 192.168.1.0/25, hosts: [docker01] } }';
  expect(said(withSsh('192.168.1.11'), bridge, '')).toEqual([
    'own-connection: Our SSH connection to docker01 comes in on 192.168.1.11 of ens33, and a bridge with 192.168.1.0/25 there would take its neighbours: docker01 would be cut off.',
  ]);
  expect(said(withSsh(undefined), bridge, '')).toEqual([]);
  expect(said(small, '', ', mtu: 9000')).toEqual([
    'would-be-refused: docker01 would refuse the MTU of ens33: mtu greater than device maximum.',
  ]);
  expect(said(state, '', ', mtu: 9000')).toEqual([]);
});
