import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inventory, residue } from '../host/inventory.ts';
import type { HostState } from '../host/state.ts';
import type { Lab } from '../lab/lab.ts';
import { hostOf } from '../lab/testing/examples.ts';
import { desired, owned } from './desired.ts';
import { diff } from './diff.ts';
import { planDestroy } from './plan-host.ts';
import { predictedState } from './predicted.ts';
import { arbitraryLab } from './testing/arbitrary.ts';
import { machine } from './testing/hosts.ts';
import { perform, runProgram } from './testing/machine.ts';
import { commands, deploy, deployed, dockerOf, errors } from './testing/story.ts';

const theirs = [
  'ip link add link ens33 name ens33.99 type vlan id 99',
  'ip link set dev ens33.99 up',
  'ip addr add 172.31.0.1/24 dev ens33.99',
  'ip route add 172.30.0.0/16 via 192.168.1.200',
  'docker network create -d macvlan --subnet 172.31.0.0/24 -o parent=ens33.99 foreign-net',
  'docker run -dit --name foreign-box --network foreign-net --ip 172.31.0.9 busybox sh',
  'iptables -w -I DOCKER-USER -s 172.31.0.0/24 -j ACCEPT',
].map((line) => line.split(' '));

/** Machines as they may be found: Docker of before and after 25, this and that switched on already, and other people's things. */
const arbitraryMachine: fc.Arbitrary<HostState> = fc
  .record({
    version: fc.constantFrom('20.10.24+dfsg1', '28.0.1', '29.1.0'),
    promiscuous: fc.boolean(),
    forwarding: fc.constantFrom('0', '1'),
    foreign: fc.boolean(),
  })
  .map(({ version, promiscuous, forwarding, foreign }) => {
    const plain = machine('docker01', '192.168.1.11', version);
    const found: HostState = {
      ...plain,
      links: plain.links.map((link) => ({ ...link, promiscuous })),
      sysctls: { ...plain.sysctls, 'net.ipv4.ip_forward': forwarding },
    };
    return foreign ? theirs.reduce(perform, found) : found;
  });

const first = arbitraryLab('first', 11);
const settled = (lab: Lab, state: HostState): void => {
  const program = deploy(lab, 'docker01', state);
  expect(errors(program)).toEqual([]);
  expect(program.plan.changes).toEqual([]);
};

/** Orders that mean nothing, on a host and here, are not compared. */
const normal = (state: HostState): HostState => {
  const docker = dockerOf(state);
  const by = <T>(items: readonly T[], key: (item: T) => string): readonly T[] =>
    items.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  return {
    ...state,
    links: state.links.map((link) => ({ ...link, index: 0 })),
    routes: by(state.routes, (route) => JSON.stringify(route)),
    records: by(state.records, ({ lab }) => lab),
    docker: {
      ...docker,
      containers: by(docker.containers, ({ name }) => name),
      networks: by(docker.networks, ({ name }) => name),
    },
  };
};

test('deployed once, nothing is left to do', () => {
  fc.assert(fc.property(first, arbitraryMachine, (lab, state) => settled(lab, deployed(lab, 'docker01', state))));
});

test('applied in prediction, nothing is left to do', () => {
  fc.assert(
    fc.property(first, arbitraryMachine, (lab, state) => {
      const wanted = desired(lab, hostOf(lab, 'docker01'));
      const after = predictedState(lab, hostOf(lab, 'docker01'), state);
      expect(diff(wanted, owned(after, lab.name, 'docker01'), after).moves).toEqual([]);
    }),
  );
});

test('the predicted addresses are those that Docker gives', () => {
  fc.assert(
    fc.property(first, arbitraryMachine, (lab, state) => {
      const places = (of: HostState) =>
        dockerOf(of).containers.map(({ name, endpoints }) => [
          name,
          endpoints.map(({ address, mac, gateway }) => [address, mac, gateway]),
        ]);
      const predicted = predictedState(lab, hostOf(lab, 'docker01'), state);
      expect(places(predicted)).toEqual(places(deployed(lab, 'docker01', state)));
    }),
  );
});

test('destroyed, the host is as it was', () => {
  fc.assert(
    fc.property(first, arbitraryMachine, (lab, state) => {
      const standing = deployed(lab, 'docker01', state);
      const program = planDestroy(standing, lab.name, 'docker01');
      expect(errors(program)).toEqual([]);
      expect(normal(runProgram(standing, program))).toEqual(normal(state));
    }),
  );
});

test('from any drawing to any other one of the same lab, and back to nothing', () => {
  fc.assert(
    fc.property(first, arbitraryLab('first', 11), arbitraryMachine, (before, after, state) => {
      const standing = deployed(after, 'docker01', deployed(before, 'docker01', state));
      settled(after, standing);
      expect(normal(runProgram(standing, planDestroy(standing, 'first', 'docker01')))).toEqual(normal(state));
    }),
    { numRuns: 300 },
  );
});

test('of two labs on a host each stands and goes by itself', () => {
  fc.assert(
    fc.property(first, arbitraryLab('second', 12), arbitraryMachine, (one, other, state) => {
      const both = deployed(other, 'docker01', deployed(one, 'docker01', state));
      settled(one, both);
      const alone = runProgram(both, planDestroy(both, 'first', 'docker01'));
      settled(other, alone);
      expect(normal(runProgram(alone, planDestroy(alone, 'second', 'docker01')))).toEqual(normal(state));
    }),
  );
});

test('an inventory for one lab says nothing of another, whichever came first', () => {
  fc.assert(
    fc.property(first, arbitraryLab('second', 12), arbitraryMachine, (one, other, state) => {
      expect(inventory(deployed(other, 'docker01', state), 'first')).toBe(inventory(state, 'first'));

      const both = deployed(other, 'docker01', deployed(one, 'docker01', state));
      const kept = (lab: string): string =>
        both.records.find((record) => record.lab === lab)?.inventory ?? inventory(state, lab);
      for (const goes of ['first', 'second']) {
        const after = runProgram(both, planDestroy(both, goes, 'docker01'));
        expect(residue(kept(goes), inventory(after, goes))).toEqual([]);
      }
    }),
  );
});

test("no command ever names what is somebody else's", () => {
  fc.assert(
    fc.property(first, (lab) => {
      const state = theirs.reduce(perform, machine('docker01', '192.168.1.11'));
      const standing = deployed(lab, 'docker01', state);
      const all = [deploy(lab, 'docker01', state), planDestroy(standing, 'first', 'docker01')].flatMap(commands);
      expect(all.filter((line) => /foreign|ens33\.99|172\.3[01]/.test(line))).toEqual([]);
    }),
  );
});

test('a run that was cut off after any step is taken up where it stopped, or undone', () => {
  fc.assert(
    fc.property(first, arbitraryMachine, fc.nat(20), (lab, state, cut) => {
      const program = deploy(lab, 'docker01', state);
      const half = runProgram(state, { ...program, steps: program.steps.slice(0, cut) });
      settled(lab, deployed(lab, 'docker01', half));
      expect(normal(runProgram(half, planDestroy(half, 'first', 'docker01')))).toEqual(normal(state));

      const standing = deployed(lab, 'docker01', state);
      const destroy = planDestroy(standing, 'first', 'docker01');
      const rest = runProgram(standing, { ...destroy, steps: destroy.steps.slice(0, cut) });
      expect(normal(runProgram(rest, planDestroy(rest, 'first', 'docker01')))).toEqual(normal(state));
    }),
  );
});
