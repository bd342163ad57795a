/** The rules of iptables that Docker makes for its bridge networks and for published ports, in its order. */
import { parseRule } from '../../host/parse-iptables.ts';
import type { Chain } from '../../host/state.ts';
import { holds } from '../fact.ts';
import type { KernelState } from '../kernel/kernel.ts';
import { forwardInOwnChain } from './facts.ts';

interface Placed {
  readonly table: 'filter' | 'nat';
  readonly chain: string;
  readonly rule: string;
  /** In front of the others of its chain, behind what always comes first in FORWARD, or last. */
  readonly at: 'first' | 'after-jumps' | 'last';
}

export interface BridgeRules {
  readonly bridge: string;
  /** `172.18.0.0/16`. */
  readonly subnet: string;
  readonly internal: boolean;
}

export const bridgeRules = (version: string, network: BridgeRules): readonly Placed[] =>
  holds(forwardInOwnChain, version) ? inOwnChains(network) : inForward(network);

function inOwnChains({ bridge, subnet, internal }: BridgeRules): readonly Placed[] {
  const filter = (chain: string, rule: string, at: Placed['at'] = 'last'): Placed => ({
    table: 'filter',
    chain,
    at,
    rule,
  });
  if (internal) {
    return [
      filter('DOCKER-ISOLATION-STAGE-1', `! -d ${subnet} -i ${bridge} -j DROP`, 'first'),
      filter('DOCKER-ISOLATION-STAGE-1', `! -s ${subnet} -o ${bridge} -j DROP`, 'first'),
      filter('DOCKER-FORWARD', `-i ${bridge} -o ${bridge} -j ACCEPT`),
    ];
  }
  return [
    ...natRules(bridge, subnet),
    filter('DOCKER', `! -i ${bridge} -o ${bridge} -j DROP`),
    filter('DOCKER-BRIDGE', `-o ${bridge} -j DOCKER`),
    filter('DOCKER-CT', `-o ${bridge} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`),
    filter('DOCKER-FORWARD', `-i ${bridge} -j ACCEPT`),
    filter('DOCKER-ISOLATION-STAGE-1', `-i ${bridge} ! -o ${bridge} -j DOCKER-ISOLATION-STAGE-2`),
    filter('DOCKER-ISOLATION-STAGE-2', `-o ${bridge} -j DROP`, 'first'),
  ];
}

const natRules = (bridge: string, subnet: string): readonly Placed[] => [
  { table: 'nat', chain: 'POSTROUTING', at: 'first', rule: `-s ${subnet} ! -o ${bridge} -j MASQUERADE` },
  { table: 'nat', chain: 'DOCKER', at: 'first', rule: `-i ${bridge} -j RETURN` },
];

function inForward({ bridge, subnet, internal }: BridgeRules): readonly Placed[] {
  if (internal) {
    return [
      { table: 'filter', chain: 'DOCKER-ISOLATION-STAGE-1', at: 'first', rule: `! -d ${subnet} -i ${bridge} -j DROP` },
      { table: 'filter', chain: 'DOCKER-ISOLATION-STAGE-1', at: 'first', rule: `! -s ${subnet} -o ${bridge} -j DROP` },
      { table: 'filter', chain: 'FORWARD', at: 'after-jumps', rule: `-i ${bridge} -o ${bridge} -j ACCEPT` },
    ];
  }
  return [
    ...natRules(bridge, subnet),
    { table: 'filter', chain: 'FORWARD', at: 'after-jumps', rule: `-i ${bridge} -o ${bridge} -j ACCEPT` },
    { table: 'filter', chain: 'FORWARD', at: 'after-jumps', rule: `-i ${bridge} ! -o ${bridge} -j ACCEPT` },
    { table: 'filter', chain: 'FORWARD', at: 'after-jumps', rule: `-o ${bridge} -j DOCKER` },
    {
      table: 'filter',
      chain: 'FORWARD',
      at: 'after-jumps',
      rule: `-o ${bridge} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`,
    },
    {
      table: 'filter',
      chain: 'DOCKER-ISOLATION-STAGE-1',
      at: 'first',
      rule: `-i ${bridge} ! -o ${bridge} -j DOCKER-ISOLATION-STAGE-2`,
    },
    { table: 'filter', chain: 'DOCKER-ISOLATION-STAGE-2', at: 'first', rule: `-o ${bridge} -j DROP` },
  ];
}

export interface PortRules {
  readonly bridge: string;
  readonly address: string;
  readonly protocol: string;
  readonly port: string;
  readonly hostIp: string;
  readonly hostPort: string;
}

export function portRules(
  version: string,
  { bridge, address, protocol, port, hostIp, hostPort }: PortRules,
): readonly Placed[] {
  const match = `-p ${protocol} -m ${protocol} --dport`;
  const to = hostIp === '' || hostIp === '0.0.0.0' ? '' : `-d ${hostIp}/32 `;
  const young = holds(forwardInOwnChain, version);
  const toItself: Placed = {
    table: 'nat',
    chain: 'POSTROUTING',
    at: 'last',
    rule: `-s ${address}/32 -d ${address}/32 ${match} ${port} -j MASQUERADE`,
  };
  return [
    ...(young ? [] : [toItself]),
    {
      table: 'nat',
      chain: 'DOCKER',
      at: 'last',
      rule: `${to}! -i ${bridge} ${match} ${hostPort} -j DNAT --to-destination ${address}:${port}`,
    },
    {
      table: 'filter',
      chain: 'DOCKER',
      // Before what drops the rest.
      at: young ? 'first' : 'last',
      rule: `-d ${address}/32 ! -i ${bridge} -o ${bridge} ${match} ${port} -j ACCEPT`,
    },
  ];
}

export const addRules = (kernel: KernelState, rules: readonly Placed[]): KernelState => rules.reduce(addRule, kernel);
export const removeRules = (kernel: KernelState, rules: readonly Placed[]): KernelState =>
  rules.reduce(removeRule, kernel);

const addRule = (kernel: KernelState, { table, chain, rule, at }: Placed): KernelState =>
  editChain(kernel, table, chain, ({ rules, ...rest }) => {
    const made = parseRule(rule);
    if (at === 'last') return { ...rest, rules: [...rules, made] };
    const behind =
      at === 'first' ? 0 : rules.findLastIndex(({ target }) => /^DOCKER-(USER|ISOLATION)/.test(target)) + 1;
    return { ...rest, rules: rules.toSpliced(behind, 0, made) };
  });

const removeRule = (kernel: KernelState, { table, chain, rule }: Placed): KernelState =>
  editChain(kernel, table, chain, ({ rules, ...rest }) => {
    const at = rules.findIndex(({ text }) => text === rule);
    return { ...rest, rules: at === -1 ? rules : rules.toSpliced(at, 1) };
  });

function editChain(
  kernel: KernelState,
  table: 'filter' | 'nat',
  name: string,
  change: (chain: Chain) => Chain,
): KernelState {
  const chains = kernel.firewall[table].map((chain) => (chain.name === name ? change(chain) : chain));
  return { ...kernel, firewall: { ...kernel.firewall, [table]: chains } };
}
