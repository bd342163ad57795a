/** What is below a virtual machine decides whether frames of containers' own MAC addresses pass, whatever the guest is set to. */
import { expect, test } from 'vitest';
import type { HostFacts } from '../host/state.ts';
import { labOf } from '../lab/testing/examples.ts';
import { predictLab } from './predict.ts';
import { assumedHost } from './predicted-states.ts';

const text = `trunkline: 1
name: virtual
segments: { lan: { vlans: none } }
hosts:
  one:
    ssh: { address: 10.9.0.11 }
    interfaces: { eth0: { segment: lan, address: 10.9.0.11/24, promiscuous: true } }
    containers: { aa: { image: busybox, networks: { flat: 10.9.0.60 } } }
  two: { ssh: { address: 10.9.0.12 }, interfaces: { eth0: { segment: lan, address: 10.9.0.12/24 } } }
networks: { flat: { driver: macvlan, subnet: 10.9.0.0/24, gateway: 10.9.0.1, parents: { one: eth0 } } }
`;

function foretold(drawing: string, facts: Partial<HostFacts>) {
  const lab = labOf(drawing);
  const states = lab.hosts.map((host) => {
    const state = assumedHost(lab, host);
    return [host.name, host.name === 'one' ? { ...state, facts: { ...state.facts, ...facts } } : state] as const;
  });
  const prediction = predictLab(lab, new Map(states));
  const source = prediction.endpoints.sources.find(({ id }) => id === 'two');
  const target = prediction.endpoints.targets.find(({ id }) => id === 'one/aa');
  if (source === undefined || target === undefined) throw new Error('no pair');
  return prediction.explain(source, target);
}

test.each([
  ['vmware', 'VMware', 'forged transmits'],
  ['oracle', 'VirtualBox', 'Allow All'],
  ['microsoft', 'Hyper-V', 'MAC address spoofing'],
  ['kvm', 'KVM', 'trustGuestRxFilters'],
  ['amazon', 'EC2', 'metal'],
])('on %s it is open, and said what to set, though the card is promiscuous', (virtualization, name, setting) => {
  const { verdict, reason } = foretold(text, { virtualization });
  expect([verdict, reason.code, reason.guarded]).toEqual(['uncertain', 'hypervisor-filter', ['one:eth0']]);
  expect(reason.text).toContain(name);
  expect(reason.text).toContain(setting);
});

test('it is certain on user-mode Linux and bare metal, where a port is drawn, with ipvlan, and once it was shown', () => {
  for (const virtualization of ['none', 'uml', ''])
    expect(foretold(text, { virtualization }).verdict).toBe('reachable');
  const vmware = { virtualization: 'vmware' };
  const drawn = text.replace('promiscuous: true', 'port: { macs: any }');
  expect(foretold(drawn, vmware).verdict).toBe('reachable');
  expect(foretold(text.replace('driver: macvlan', 'driver: ipvlan'), vmware).verdict).toBe('reachable');
  expect(foretold(text, { ...vmware, macsPass: { eth0: '2026-11-29' } }).verdict).toBe('reachable');
  expect(foretold(text, { ...vmware, macsPass: { eth1: '2026-11-29' } }).verdict).toBe('uncertain');
});

test('a wireless card likewise', () => {
  const facts = { wireless: ['eth0'] };
  expect(foretold(text, facts)).toMatchObject({ verdict: 'uncertain', reason: { guarded: ['one:eth0'] } });
  expect(foretold(text, { ...facts, macsPass: { eth0: '2026-11-29' } }).verdict).toBe('reachable');
});
