import { describe, expect, test } from 'vitest';
import { freshHost } from './fresh-host.ts';
import { linkNamed } from './state.ts';

const nics = [{ name: 'ens33', address: '192.168.1.11/24' }, { name: 'ens34' }];

describe('a fresh host', () => {
  test('with Docker passes on packets in the kernel and drops them in FORWARD', () => {
    const host = freshHost('docker01', { nics });
    expect(host.sysctls['net.ipv4.ip_forward']).toBe('1');
    const forward = host.firewall.filter.find(({ name }) => name === 'FORWARD');
    expect(forward?.policy).toBe('DROP');
    expect(forward?.rules[0]?.target).toBe('DOCKER-USER');
    expect(host.docker.kind === 'ready' && host.docker.networks.map(({ name }) => name)).toEqual([
      'bridge',
      'host',
      'none',
    ]);
  });

  test('without Docker forwards nothing and filters nothing', () => {
    const host = freshHost('router', { nics, docker: false });
    expect(host.sysctls['net.ipv4.ip_forward']).toBe('0');
    expect(host.firewall.filter.map(({ name, policy }) => `${name} ${policy}`)).toEqual([
      'INPUT ACCEPT',
      'FORWARD ACCEPT',
      'OUTPUT ACCEPT',
    ]);
    expect(linkNamed(host, 'docker0')).toBeUndefined();
    expect(host.docker.kind).toBe('missing');
  });

  test('reaches what its addresses are on, and is reached at the first', () => {
    const host = freshHost('docker01', { nics, docker: false, gateway: '192.168.1.1' });
    expect(host.routes.map(({ to, via, dev }) => [to, via, dev])).toEqual([
      ['0.0.0.0/0', '192.168.1.1', 'ens33'],
      ['192.168.1.0/24', undefined, 'ens33'],
    ]);
    expect(host.facts.sshAddress).toBe('192.168.1.11');
    expect(host.links.map(({ name, index }) => [name, index])).toEqual([
      ['lo', 1],
      ['ens33', 2],
      ['ens34', 3],
    ]);
  });
});
