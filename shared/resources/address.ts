import { type Address, type HostState, linkNamed } from '../host/state.ts';
import { indexBy } from '../index-by.ts';
import { interfaceId } from '../lab/lab.ts';
import { addressPart, canonicalIp, sameIp } from '../net/ip.ts';
import { perObject } from '../per-object.ts';
import { type Problem, problem } from '../problem.ts';
import { claimed, claimsOf, nothingBefore, ownClaim } from './claimed.ts';
import { cutsConnection, groundKeys, missingNic } from './nic.ts';
import type { ResourceKind, Wanted } from './resource.ts';

const kind = 'address';

export const addressKey = (name: string, cidr: string): string => `${kind}:${name}=${cidr}`;

/** `made`: the interface is one that the lab makes, and need not be there yet. */
function address(lab: string, host: string, name: string, cidr: string, made: boolean): Wanted {
  const ip = addressPart(cidr);
  const prefix = Number(cidr.slice(ip.length + 1));
  const subject = interfaceId(host, name);
  const is = (item: Address): boolean => sameIp(item.address, ip) && item.prefix === prefix;
  return claimed({
    lab,
    kind,
    key: addressKey(name, cidr),
    subject,
    noun: `address ${cidr} of ${name}`,
    explain: `Give ${name} the address ${cidr}.`,
    requires: groundKeys(name),
    needs: ['ip'],
    obstacle: (state) => (made ? undefined : missingNic(state, host, name)) ?? elsewhere(state, lab, host, name, cidr),
    stands: (state) => linkNamed(state, name)?.addresses.some(is) === true,
    before: () => nothingBefore,
    create: { do: 'add-address', dev: name, cidr },
    goesWith: () => name,
    restore: () => [{ do: 'delete-address', dev: name, cidr }],
    removalProblems: (state) => cutsConnection(state, subject, [ip], `address of ${name}`),
  });
}

/** The links that have an address; asked for each address of the lab. */
const withAddress = perObject((links: HostState['links']) =>
  indexBy(links, ({ addresses }) => addresses.flatMap((item) => canonicalIp(item.address) ?? [])),
);

/** The host has it on another interface, and not from an earlier version of this lab. */
function elsewhere(state: HostState, lab: string, host: string, name: string, cidr: string): Problem | undefined {
  const ip = addressPart(cidr);
  const link = withAddress(state.links)
    .get(canonicalIp(ip) ?? '')
    ?.find((other) => other.name !== name && ownClaim(state, lab, addressKey(other.name, cidr)) === undefined);
  if (link === undefined) return undefined;
  return problem({
    code: 'address-elsewhere',
    subject: interfaceId(host, name),
    message: `${host} has the address ${ip} already, on ${link.name}.`,
    hint: `Give ${name} another address, or remove the one of ${link.name}.`,
  });
}

export const addressKind: ResourceKind = {
  kind,
  desired: (lab, host) =>
    host.interfaces.flatMap((item) =>
      item.kind === 'shim' || item.address === undefined
        ? []
        : [address(lab.name, host.name, item.name, item.address, item.kind !== 'nic')],
    ),
  owned: (state, lab, host) =>
    claimsOf(state, lab, kind).flatMap((rest) => {
      const [, name, cidr] = /^([^=]+)=([\d.]+\/\d+)$/.exec(rest) ?? [];
      return name === undefined || cidr === undefined ? [] : [address(lab, host, name, cidr, true)];
    }),
};
