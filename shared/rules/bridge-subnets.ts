/** Where Docker makes a bridge with addresses that a host has on a wire. */
import { type Host, interfaceId, type Lab, type Network } from '../lab/lab.ts';
import { addressPart } from '../net/ip.ts';
import { type Cidr, formatCidr, overlaps, parseCidr, subnetOf } from '../net/ipv4.ts';
import { type Problem, problem } from '../problem.ts';
import { awayFromWire } from '../resources/network.ts';
import type { Rule } from './rule.ts';

interface Met {
  readonly host: Host;
  readonly name: string;
  readonly address: string;
  readonly block: Cidr;
}

/** What the host has addresses on that overlap with the network, the one that it is reached by first. */
function metBy(host: Host, subnet: Cidr): readonly Met[] {
  const met = host.interfaces.flatMap(({ name, address }): readonly Met[] => {
    const own = parseCidr(address ?? '');
    if (address === undefined || own === undefined || own.prefix === 32 || !overlaps(own, subnet)) return [];
    return [{ host, name, address, block: subnetOf(own) }];
  });
  return met.toSorted((a, b) => Number(isReachedBy(b)) - Number(isReachedBy(a)));
}

const isReachedBy = ({ host, address }: Met): boolean => addressPart(address) === host.ssh.address;

const hostsWith = ({ hosts }: Lab, { parents }: Network): readonly Host[] =>
  hosts.filter(({ name, unmanaged }) => !unmanaged && parents.some(({ host }) => host === name));

/**
 * No Docker refuses it (it looks at routes only for pools of its own choice: libnetwork/ipamutils), and the bridge has a route and an
 * address of the wire from then on. Measured: where its gateway is the address that we come from, the host is cut off.
 */
export const bridgeOnWire: Rule = {
  code: 'bridge-on-wire',
  refused: true,
  check: (lab) =>
    lab.networks
      .filter(({ driver, external }) => driver === 'bridge' && external !== true)
      .flatMap((network) => {
        const subnet = parseCidr(network.subnet);
        return subnet === undefined
          ? []
          : hostsWith(lab, network).flatMap((host) => told(network, metBy(host, subnet)));
      }),
};

function told({ name, subnet }: Network, [met]: readonly Met[]): readonly Problem[] {
  if (met === undefined) return [];
  const place = interfaceId(met.host.name, met.name);
  const isOurs = isReachedBy(met);
  const what = isOurs
    ? `${met.host.name} would look for us at the bridge, and be cut off`
    : `${met.host.name} would look for its neighbours there at the bridge`;
  return [
    problem({
      severity: isOurs ? 'error' : 'warning',
      code: 'bridge-on-wire',
      message: `${name} is a bridge of Docker’s own with ${subnet}, and ${place} is in ${formatCidr(met.block)}: ${what}.`,
      hint: awayFromWire(name),
      subject: name,
      path: ['networks', name, 'subnet'],
    }),
  ];
}
