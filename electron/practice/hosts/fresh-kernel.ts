/** The kernel of a machine that nobody has put a lab on yet, from the drawing: its network cards, and what Docker makes at its start. */
import { freshHost } from '../../../shared/host/fresh-host.ts';
import type { Host } from '../../../shared/lab/lab.ts';
import { broadcastFor } from '../../../shared/machine/kernel/addresses.ts';
import { hashOf, type KernelLink, type KernelState } from '../../../shared/machine/kernel/kernel.ts';
import { settle } from '../../../shared/machine/kernel/settle.ts';
import { allSysctls } from '../../../shared/machine/kernel/sysctls.ts';
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
      ...(link.kind === 'bridge' && { queue: 0 }),
    };
  });
  return settle({
    ...state,
    facts: { ...state.facts, os: release.os, kernel: release.kernel },
    links,
    sysctls: allSysctls(
      links.map(({ name }) => name),
      state.sysctls,
    ),
    firewall: { ...state.firewall, backend: 'legacy' },
  });
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
