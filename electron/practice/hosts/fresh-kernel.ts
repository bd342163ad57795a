/** The kernel of a machine that nobody has put a lab on yet, from the drawing: its network cards, and what Docker makes at its start. */
import { freshHost } from '../../../shared/host/fresh-host.ts';
import type { Host } from '../../../shared/lab/lab.ts';
import { addAddress, broadcastFor } from '../../../shared/machine/kernel/addresses.ts';
import { findLink, hashOf, type KernelState } from '../../../shared/machine/kernel/kernel.ts';
import type { KernelLink } from '../../../shared/machine/kernel/kernel-link.ts';
import { addLink, setDown, setMaster, setPortVlan, setUp } from '../../../shared/machine/kernel/links.ts';
import { settle } from '../../../shared/machine/kernel/settle.ts';
import { allSysctls } from '../../../shared/machine/kernel/sysctls.ts';
import { addressPart } from '../../../shared/net/ip.ts';
import { parseCidr } from '../../../shared/net/ipv4.ts';
import { tagsOn } from '../../../shared/resources/joined-link.ts';
import { type Release, releases } from '../os/releases.ts';

export interface FreshOptions {
  readonly docker: boolean;
  readonly release?: Release;
}

/** As the real lab's hosts have it: legacy iptables, addresses with their broadcast. */
export function freshKernel(host: Host, { docker, release = releases.bookworm }: FreshOptions): KernelState {
  const nics = host.interfaces.flatMap((item) =>
    item.kind === 'nic' ? [{ name: item.name, address: item.address }] : [],
  );
  const {
    docker: _engine,
    records: _records,
    ...state
  } = freshHost(host.name, {
    nics,
    docker,
    dockerVersion: release.docker,
  });
  const links = state.links.map((link): KernelLink => {
    const addresses = link.addresses.map((address) => {
      const broadcast = address.family === 4 && link.kind !== 'loopback' ? broadcastFor(address) : undefined;
      return { ...address, ...(broadcast !== undefined && { broadcast }) };
    });
    return {
      ...link,
      mac: macOf(host.name, link.name, link.kind, link.mac),
      addresses,
      ...(link.kind === 'bridge' && { queue: 0, ownMac: true as const }),
    };
  });
  const kernel: KernelState = {
    ...state,
    facts: { ...state.facts, os: release.os, kernel: release.kernel },
    links,
    sysctls: allSysctls(
      links.map(({ name }) => name),
      state.sysctls,
    ),
    firewall: { ...state.firewall, backend: 'legacy' },
  };
  return settle(withOwnJoined(kernel, host));
}

/** A bond or bridge that has the address by which we come stands on a host before we do. */
function withOwnJoined(kernel: KernelState, host: Host): KernelState {
  const { interfaces, ssh } = host;
  const own = interfaces.find((item) => item.address !== undefined && addressPart(item.address) === ssh.address);
  const cidr = own?.address === undefined ? undefined : parseCidr(own.address);
  if (cidr === undefined || (own?.kind !== 'bond' && own?.kind !== 'bridge')) return kernel;
  const { name, kind } = own;
  const how = own.kind === 'bond' ? { mode: own.mode } : { filters: own.vlanFiltering };
  const made = addLink(kernel, { name, kind, ...how });
  const joined = own.members
    .filter((member) => findLink(kernel, member) !== undefined)
    .reduce((now, member) => setMaster(kind === 'bond' ? setDown(now, member) : now, member, name), made);
  const tagged = tagsOn(host, own).reduce(
    (now, tag) => [...own.members, name].reduce((all, port) => setPortVlan(all, port, tag, true, port === name), now),
    joined,
  );
  const address = { address: ssh.address, prefix: cidr.prefix };
  const broadcast = broadcastFor(address);
  const full = { family: 4, scope: 'global', ...address, ...(broadcast !== undefined && { broadcast }) } as const;
  const up = setUp(addAddress(tagged, name, full), name);
  return { ...up, facts: { ...up.facts, sshAddress: ssh.address } };
}

/** No two cards of a lab may have one address. */
function macOf(host: string, link: string, kind: KernelLink['kind'], otherwise: string): string {
  if (kind === 'loopback') return otherwise;
  const hash = hashOf(`${host} ${link}`);
  const tail = [hash >>> 16, hash >>> 8, hash].map((byte) => (byte & 255).toString(16).padStart(2, '0'));
  return [
    ...(kind === 'bridge' ? ['02', '42', ((hash >>> 24) & 255).toString(16).padStart(2, '0')] : ['52', '54', '00']),
    ...tail,
  ].join(':');
}
