import { describe, expect, test } from 'vitest';
import { freshHost } from '../host/fresh-host.ts';
import type { DockerState, HostFacts, HostState } from '../host/state.ts';
import type { Need } from '../resources/resource.ts';
import { preflight } from './host-preflight.ts';

const fresh = freshHost('docker01', { nics: [{ name: 'ens33', address: '192.168.1.11/24' }] });
const withFacts = (facts: Partial<HostFacts>): HostState => ({ ...fresh, facts: { ...fresh.facts, ...facts } });
const withDocker = (docker: Partial<DockerState>): HostState => ({
  ...fresh,
  docker: { ...fresh.docker, ...docker } as DockerState,
});
const without = (...names: string[]): HostState =>
  withFacts({ commands: fresh.facts.commands.filter((name) => !names.includes(name)) });

const all: readonly Need[] = ['ip', 'iptables', 'sysctl', '8021q', 'macvlan', 'ipvlan', 'docker'];
const codes = (state: HostState, ...needs: readonly Need[]): readonly string[] =>
  preflight('docker01', state, new Map((needs.length ? needs : all).map((need) => [need, 'container bbox10']))).map(
    (problem) => {
      expect(problem).toMatchObject({ subject: 'docker01', message: expect.stringMatching(/docker01.*\.$/s) });
      expect(problem.hint).toMatch(/\.$/);
      return problem.severity === 'error' ? problem.code : `${problem.code} (${problem.severity})`;
    },
  );

test('a fresh Docker host is fit for everything', () => {
  expect(codes(fresh)).toEqual([]);
});

describe('becoming root', () => {
  test.each<[string, Partial<HostFacts>, readonly string[]]>([
    ['without a password', { privilege: 'sudo' }, []],
    ['with a password that was given', { privilege: 'sudo-password' }, []],
    [
      'with a password that was not given',
      { privilege: 'sudo-password', refusal: 'sudo: a password is required' },
      ['sudo-password'],
    ],
    ['of a user who may not', { privilege: 'none', refusal: 'ada is not in the sudoers file.' }, ['no-root']],
    [
      'of a sudo that wants a terminal',
      { privilege: 'none', refusal: 'sorry, you must have a tty' },
      ['sudo-needs-tty'],
    ],
    ['without a reason', { privilege: 'none' }, ['no-root']],
  ])('%s', (_how, facts, expected) => {
    expect(codes(withFacts(facts))).toEqual(expected);
  });
});

describe('what a host lacks', () => {
  test.each<[string, HostState, readonly string[]]>([
    ['flock', without('flock'), ['no-flock']],
    ['iptables', without('iptables'), ['no-iptables']],
    ['sysctl', without('sysctl'), ['no-sysctl']],
    ['modules', withFacts({ modules: { '8021q': false, macvlan: false, ipvlan: true } }), ['no-8021q', 'no-macvlan']],
    ['Docker', withDocker({ kind: 'missing' }), ['no-docker']],
    ['the docker command alone', without('docker'), ['no-docker-command']],
    ['a Docker that runs', withDocker({ kind: 'stopped', message: 'Cannot connect' }), ['docker-stopped']],
    ['a Docker with root', withDocker({ kind: 'stopped', rootlessOnly: true }), ['docker-rootless']],
    ['a Docker with root at its socket', withDocker({ rootless: true }), ['docker-rootless']],
    ['a Docker that is not podman', withDocker({ podman: true }), ['podman']],
    ['rights to Docker', withDocker({ kind: 'denied', message: 'permission denied' }), ['docker-denied']],
  ])('%s', (_what, state, expected) => {
    expect(codes(state)).toEqual(expected);
  });

  test('is no matter where nothing needs it', () => {
    expect(codes(withDocker({ kind: 'missing' }), 'ip', '8021q')).toEqual([]);
  });
});

test('who else filters is told where rules matter', () => {
  const state: HostState = {
    ...withFacts({ firewallManager: 'firewalld' }),
    firewall: { ...fresh.firewall, otherBackend: true },
  };
  expect(codes(state)).toEqual(['firewall-manager (warning)', 'two-iptables (warning)']);
  expect(codes(state, 'ip', 'docker')).toEqual([]);
});
