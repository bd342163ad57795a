/** A bridge network on its host, before and since Docker 28: its link, and the rules of libnetwork/drivers/bridge/setup_ip_tables_linux.go. */
import { describe, expect, it } from 'vitest';
import { freshHost } from '../../host/fresh-host.ts';
import type { KernelState } from '../kernel/kernel.ts';
import { addLink } from '../kernel/links.ts';
import { bridgeOf, type OfBridge, placeBridge, unplaceBridge } from './bridges.ts';
import { addRules, portRules, removeRules } from './host-rules.ts';

const NAME = 'br-0123456789ab';
const network = (rest: Partial<OfBridge> = {}): OfBridge => ({
  id: '0123456789abcdef0123',
  name: 'plain',
  internal: false,
  options: {},
  pools: [{ subnet: '172.18.0.0/16', gateway: '172.18.0.1', range: undefined, reserved: {}, taken: '172.18.0.1' }],
  ...rest,
});
function hostWith(dockerVersion: string): KernelState {
  const { docker: _docker, records: _records, ...kernel } = freshHost('docker01', { dockerVersion });
  return kernel;
}

/** What has come, as `iptables -A` would add it: with the place in its chain where that is not the last. */
function added(before: KernelState, after: KernelState): readonly string[] {
  const of = (table: 'filter' | 'nat') =>
    after.firewall[table].flatMap(({ name, rules }) => {
      const old = before.firewall[table].find((chain) => chain.name === name)?.rules ?? [];
      return rules.flatMap((rule, at) => {
        if (old.some(({ text }) => text === rule.text)) return [];
        return `${table} ${name} ${at === rules.length - 1 ? 'last' : at}: ${rule.text}`;
      });
    });
  return [...of('nat'), ...of('filter')];
}

describe('the bridge of a network', () => {
  it('is called after its id, as somebody says, or docker0', () => {
    expect(bridgeOf(network())).toBe(NAME);
    expect(bridgeOf(network({ options: { 'com.docker.network.bridge.name': 'lab0' } }))).toBe('lab0');
    expect(bridgeOf(network({ name: 'bridge' }))).toBe('docker0');
  });

  it('is up with the gateway’s address and its route, and its network takes all of that along', () => {
    const host = hostWith('28.5.2');
    const kernel = placeBridge(host, '28.5.2', network());
    expect(kernel.links.at(-1)).toMatchObject({ name: NAME, kind: 'bridge', up: true, queue: 0, ownMac: true });
    expect(kernel.links.at(-1)?.addresses).toEqual([
      { family: 4, address: '172.18.0.1', prefix: 16, scope: 'global', broadcast: '172.18.255.255' },
    ]);
    expect(kernel.routes.at(-1)).toMatchObject({ to: '172.18.0.0/16', dev: NAME });
    expect(unplaceBridge(kernel, '28.5.2', network())).toEqual(host);
    // Somebody has taken the link away by hand: the rules go all the same.
    const byHand = { ...kernel, links: host.links };
    expect(unplaceBridge(byHand, '28.5.2', network()).firewall).toEqual(host.firewall);
  });

  it('has no broadcast address where there is no room for one', () => {
    const small = network({
      pools: [{ subnet: '10.0.0.0/31', gateway: '10.0.0.1', range: undefined, reserved: {}, taken: '10.0.0.1' }],
    });
    const kernel = placeBridge(hostWith('28.5.2'), '28.5.2', small);
    expect(kernel.links.at(-1)?.addresses).toEqual([{ family: 4, address: '10.0.0.1', prefix: 31, scope: 'global' }]);
  });

  it('cannot be where the host has a link of its name', () => {
    const taken = addLink(hostWith('28.5.2'), { name: 'lab0', kind: 'dummy' });
    const asked = network({ options: { 'com.docker.network.bridge.name': 'lab0' } });
    expect(() => placeBridge(taken, '28.5.2', asked)).toThrow('failed to add bridge lab0: file exists');
  });
});

describe('the rules of a network', () => {
  const rules = (version: string, rest: Partial<OfBridge> = {}) => {
    const host = hostWith(version);
    return added(host, placeBridge(host, version, network(rest)));
  };

  it('stand in FORWARD before 28, behind the jumps that come first', () => {
    expect(rules('26.1.5')).toEqual([
      `nat POSTROUTING 0: -s 172.18.0.0/16 ! -o ${NAME} -j MASQUERADE`,
      `nat DOCKER 0: -i ${NAME} -j RETURN`,
      `filter FORWARD 2: -o ${NAME} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`,
      `filter FORWARD 3: -o ${NAME} -j DOCKER`,
      `filter FORWARD 4: -i ${NAME} ! -o ${NAME} -j ACCEPT`,
      `filter FORWARD 5: -i ${NAME} -o ${NAME} -j ACCEPT`,
      `filter DOCKER-ISOLATION-STAGE-1 0: -i ${NAME} ! -o ${NAME} -j DOCKER-ISOLATION-STAGE-2`,
      `filter DOCKER-ISOLATION-STAGE-2 0: -o ${NAME} -j DROP`,
    ]);
  });

  it('stand in chains of Docker’s own since 28', () => {
    expect(rules('28.5.2')).toEqual([
      `nat POSTROUTING 0: -s 172.18.0.0/16 ! -o ${NAME} -j MASQUERADE`,
      `nat DOCKER 0: -i ${NAME} -j RETURN`,
      `filter DOCKER last: ! -i ${NAME} -o ${NAME} -j DROP`,
      `filter DOCKER-BRIDGE last: -o ${NAME} -j DOCKER`,
      `filter DOCKER-CT last: -o ${NAME} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`,
      `filter DOCKER-FORWARD last: -i ${NAME} -j ACCEPT`,
      `filter DOCKER-ISOLATION-STAGE-1 last: -i ${NAME} ! -o ${NAME} -j DOCKER-ISOLATION-STAGE-2`,
      `filter DOCKER-ISOLATION-STAGE-2 0: -o ${NAME} -j DROP`,
    ]);
  });

  it('of an internal one let nothing out and nothing in, and change no address', () => {
    const isolation = [
      `filter DOCKER-ISOLATION-STAGE-1 0: ! -s 172.18.0.0/16 -o ${NAME} -j DROP`,
      `filter DOCKER-ISOLATION-STAGE-1 1: ! -d 172.18.0.0/16 -i ${NAME} -j DROP`,
    ];
    const within = `-i ${NAME} -o ${NAME} -j ACCEPT`;
    expect(rules('26.1.5', { internal: true })).toEqual([`filter FORWARD 2: ${within}`, ...isolation]);
    expect(rules('28.5.2', { internal: true })).toEqual([`filter DOCKER-FORWARD last: ${within}`, ...isolation]);
  });

  it('come from the subnet itself, however it is written, and need one', () => {
    const pool = { subnet: '172.18.5.9/16', gateway: undefined, range: undefined, reserved: {}, taken: '172.18.0.1' };
    expect(rules('28.5.2', { pools: [pool] })).toEqual(rules('28.5.2'));
    const other = { ...pool, subnet: 'x', taken: '10.0.0.1' };
    expect(rules('28.5.2', { pools: [other] })).toEqual([]);
  });
});

describe('a published port', () => {
  const ports = (version: string, hostIp: string) => {
    const host = placeBridge(hostWith(version), version, network());
    const rules = portRules(version, {
      bridge: NAME,
      address: '172.18.0.2',
      protocol: 'tcp',
      port: '80',
      hostIp,
      hostPort: '8080',
    });
    const open = addRules(host, rules);
    expect(removeRules(open, rules)).toEqual(host);
    expect(removeRules(host, rules)).toEqual(host);
    return added(host, open);
  };
  const lets = `-d 172.18.0.2/32 ! -i ${NAME} -o ${NAME} -p tcp -m tcp --dport 80 -j ACCEPT`;
  const leads = `! -i ${NAME} -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.18.0.2:80`;

  it('leads to its container, which before 28 may ask for itself by it', () => {
    expect(ports('26.1.5', '')).toEqual([
      'nat POSTROUTING last: -s 172.18.0.2/32 -d 172.18.0.2/32 -p tcp -m tcp --dport 80 -j MASQUERADE',
      `nat DOCKER last: ${leads}`,
      `filter DOCKER last: ${lets}`,
    ]);
  });

  it('is let through before what drops the rest', () => {
    expect(ports('28.5.2', '')).toEqual([`nat DOCKER last: ${leads}`, `filter DOCKER 0: ${lets}`]);
  });

  it('is one of all addresses of the host, or of one', () => {
    expect(ports('28.5.2', '0.0.0.0')).toEqual(ports('28.5.2', ''));
    expect(ports('28.5.2', '192.168.1.11')[0]).toBe(`nat DOCKER last: -d 192.168.1.11/32 ${leads}`);
  });
});
