/** What Docker does to its host's kernel when it starts, before its networks. */
import { firewallOfDocker } from '../../host/fresh-firewall.ts';
import type { Chain, Firewall, Rule } from '../../host/state.ts';
import type { KernelState } from '../kernel/kernel.ts';
import { setSysctl } from '../kernel/sysctls.ts';

/** Its own bridge's rules come with that bridge. */
const isOfBridge = ({ text }: Rule): boolean => /(?:^|\s)(?:-[io] docker0|-s 172\.17\.0\.0\/16)(?:\s|$)/.test(text);

const baseOf = (version: string): Firewall => {
  const { filter, nat, ...rest } = firewallOfDocker(version);
  const bare = (chains: readonly Chain[]): readonly Chain[] =>
    chains.map((chain) => ({ ...chain, rules: chain.rules.filter((rule) => !isOfBridge(rule)) }));
  return { ...rest, filter: bare(filter), nat: bare(nat) };
};

/** The fact `forwarding-at-start`. What stands of it already stays where it is. */
export function startDocker(kernel: KernelState, version: string): KernelState {
  const base = baseOf(version);
  const forwarded = kernel.sysctls[FORWARD] === '1';
  const { filter, nat } = kernel.firewall;
  const withChains: KernelState = {
    ...kernel,
    firewall: {
      ...kernel.firewall,
      filter: completed(filter, base.filter).map((chain) =>
        chain.name === 'FORWARD' && !forwarded ? { ...chain, policy: 'DROP' } : chain,
      ),
      nat: completed(nat, base.nat),
    },
  };
  return forwarded ? withChains : setSysctl(withChains, FORWARD, '1');
}

const FORWARD = 'net.ipv4.ip_forward';

function completed(chains: readonly Chain[], base: readonly Chain[]): readonly Chain[] {
  const known = new Map(chains.map((chain) => [chain.name, chain]));
  return [
    ...chains.map((chain) => withRules(chain, base.find(({ name }) => name === chain.name)?.rules ?? [])),
    ...base.filter(({ name }) => !known.has(name)),
  ];
}

/** Jumps come first in a chain, in their order; what ends a chain comes last. */
function withRules(chain: Chain, wanted: readonly Rule[]): Chain {
  const missing = wanted.filter(({ text }) => !chain.rules.some((rule) => rule.text === text));
  const ends = missing.filter(({ target }) => target === 'RETURN');
  return { ...chain, rules: [...missing.filter((rule) => !ends.includes(rule)), ...chain.rules, ...ends] };
}
