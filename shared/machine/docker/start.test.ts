/** What a host has of a Docker that has just started: as recorded on hosts with 20.10.24 and 28.5.2, and by libnetwork/drivers/bridge/setup_ip_forwarding.go. */
import { describe, expect, it } from 'vitest';
import { firewallOfDocker } from '../../host/fresh-firewall.ts';
import { freshHost } from '../../host/fresh-host.ts';
import { parseIptablesSave } from '../../host/parse-iptables.ts';
import type { KernelState } from '../kernel/kernel.ts';
import { placeBridge, unplaceBridge } from './bridges.ts';
import { startDocker } from './start.ts';

const { docker: _docker, records: _records, ...bare } = freshHost('docker01', { docker: false });
const FORWARD = 'net.ipv4.ip_forward';
const forwarding = (value: string): KernelState => ({ ...bare, sysctls: { ...bare.sysctls, [FORWARD]: value } });
const saved = (text: string): KernelState => ({
  ...bare,
  firewall: { ...bare.firewall, ...parseIptablesSave(text) },
});
const rulesIn = ({ firewall }: KernelState, name: string, table: 'filter' | 'nat' = 'filter') =>
  firewall[table].find((chain) => chain.name === name)?.rules.map(({ text }) => text);
const policyOf = ({ firewall }: KernelState, name = 'FORWARD') =>
  firewall.filter.find((chain) => chain.name === name)?.policy;

/** The network that every Docker has. */
const own = {
  id: '0123456789abcdef',
  name: 'bridge',
  internal: false,
  options: {},
  pools: [{ subnet: '172.17.0.0/16', gateway: '172.17.0.1', range: undefined, reserved: {}, taken: '172.17.0.1' }],
};

describe.each(['20.10.24', '28.5.2'])('Docker %s', (version) => {
  const started = startDocker(bare, version);

  it('has after its start, with its own bridge, the rules that real hosts have', () => {
    const kernel = placeBridge(started, version, own);
    expect(kernel.firewall).toEqual(firewallOfDocker(version));
    expect(kernel.links.at(-1)).toMatchObject({
      name: 'docker0',
      kind: 'bridge',
      up: true,
      queue: 0,
      addresses: [{ family: 4, address: '172.17.0.1', prefix: 16, scope: 'global', broadcast: '172.17.255.255' }],
    });
    expect(kernel.links.at(-1)?.mac).toMatch(/^02:42(:[0-9a-f]{2}){4}$/);
    expect(kernel.routes.at(-1)).toMatchObject({ to: '172.17.0.0/16', dev: 'docker0', source: '172.17.0.1' });
  });

  it('has no rule of a bridge before it has one, nor after', () => {
    const rules = (kernel: KernelState) =>
      [...kernel.firewall.filter, ...kernel.firewall.nat].flatMap((chain) => chain.rules.map(({ text }) => text));
    expect(rules(started).join('\n')).not.toMatch(/docker0|172\.17/);
    expect(rules(started).length).toBeGreaterThan(3);
    expect(unplaceBridge(placeBridge(started, version, own), version, own)).toEqual(started);
  });

  it('leaves what it had made where it is when it starts again', () => {
    const kernel = placeBridge(started, version, own);
    expect(startDocker(kernel, version)).toEqual(kernel);
  });
});

describe('forwarding', () => {
  it('is switched on, and what is forwarded is dropped from then on', () => {
    const kernel = startDocker(forwarding('0'), '28.5.2');
    expect([kernel.sysctls[FORWARD], policyOf(kernel), policyOf(kernel, 'INPUT')]).toEqual(['1', 'DROP', 'ACCEPT']);
  });

  it('that somebody had switched on before stays as open as it was', () => {
    const kernel = startDocker(forwarding('1'), '28.5.2');
    expect([kernel.sysctls[FORWARD], policyOf(kernel)]).toEqual(['1', 'ACCEPT']);
  });
});

describe('rules that somebody had made', () => {
  it('stand behind Docker’s jumps, and before what ends a chain', () => {
    const kernel = startDocker(
      saved(`*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:DOCKER-USER - [0:0]
:MINE - [0:0]
-A FORWARD -i ens33 -j ACCEPT
-A DOCKER-USER -s 10.0.0.0/8 -j DROP
-A MINE -j RETURN
COMMIT
*nat
:POSTROUTING ACCEPT [0:0]
COMMIT
`),
      '20.10.24',
    );
    expect(rulesIn(kernel, 'FORWARD')).toEqual(['-j DOCKER-USER', '-j DOCKER-ISOLATION-STAGE-1', '-i ens33 -j ACCEPT']);
    expect(rulesIn(kernel, 'DOCKER-USER')).toEqual(['-s 10.0.0.0/8 -j DROP', '-j RETURN']);
    expect(rulesIn(kernel, 'MINE')).toEqual(['-j RETURN']);
    expect(kernel.firewall.filter.map(({ name }) => name)).toEqual([
      ...['INPUT', 'FORWARD', 'OUTPUT', 'DOCKER-USER', 'MINE'],
      ...['DOCKER', 'DOCKER-ISOLATION-STAGE-1', 'DOCKER-ISOLATION-STAGE-2'],
    ]);
    expect(rulesIn(kernel, 'PREROUTING', 'nat')).toEqual(['-m addrtype --dst-type LOCAL -j DOCKER']);
  });

  it('of Docker’s that are half there are completed', () => {
    const whole = startDocker(bare, '28.5.2');
    const half: KernelState = {
      ...whole,
      firewall: {
        ...whole.firewall,
        filter: whole.firewall.filter.map((chain) =>
          chain.name === 'DOCKER-FORWARD' ? { ...chain, rules: chain.rules.slice(1) } : chain,
        ),
      },
    };
    expect(startDocker(half, '28.5.2')).toEqual(whole);
  });
});
