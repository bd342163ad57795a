/** Where a machine sends on what comes for one of its ports: rules with DNAT and REDIRECT that somebody has made there. */
import { lookup } from '../../../shared/machine/kernel/routes.ts';
import { parseIpv4 } from '../../../shared/net/ipv4.ts';
import type { Caller, Machine, SentOn } from '../os/machine.ts';
import { rejectionOf } from './icmp.ts';
import { walk } from './rule-walk.ts';

/** A first packet has so many bytes. */
const SYN_BYTES = 60;

/** Undefined: the machine takes it itself, or Docker does. */
export function sentOn(machine: Machine, { from, address, port }: Caller): SentOn | undefined {
  const kernel = machine.kernel();
  const [source = 0, destination = 0] = [parseIpv4(from), parseIpv4(address)];
  const packet = {
    source,
    destination,
    port,
    state: 'NEW',
    bytes: SYN_BYTES,
    in: lookup(kernel, source)?.dev,
    out: undefined,
  };
  const { rule = '' } = walk(machine, 'nat', 'PREROUTING', packet);
  // What Docker publishes its own programs take.
  if (rule.startsWith('-A DOCKER ')) return undefined;
  const [, redirected, elsewhere] = /-j REDIRECT(?: --to-ports (\d+))?|-j DNAT --to-destination (\S+)/.exec(rule) ?? [];
  const onward = { kind: 'onward', from, masqueraded: false } as const;
  if (elsewhere === undefined)
    return rule.includes('-j REDIRECT') ? { ...onward, address, port: Number(redirected ?? port) } : undefined;
  const [target = '', targetPort = String(port)] = elsewhere.split(':');
  const to = parseIpv4(target);
  if (to === undefined) return undefined;
  const next = { ...onward, address: target, port: Number(targetPort) };
  const own = kernel.links.some(({ addresses }) => addresses.some((item) => item.address === target));
  if (own) return next;
  if (kernel.sysctls['net.ipv4.ip_forward'] !== '1') return { kind: 'lost' };
  const way = lookup(kernel, to);
  if (way?.dev === undefined) return { kind: 'unreachable' };
  const passing = { ...packet, destination: to, port: next.port, out: way.dev };
  const passed = walk(machine, 'filter', 'FORWARD', passing);
  if (passed.kind === 'drop') return rejectionOf(passed.rule) === undefined ? { kind: 'lost' } : { kind: 'refused' };
  const left = walk(machine, 'nat', 'POSTROUTING', { ...passing, in: undefined }).rule ?? '';
  return { ...next, masqueraded: /-j (?:MASQUERADE|SNAT)/.test(left) };
}
