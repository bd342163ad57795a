import { claimed, claimsOf } from './claimed.ts';
import type { ResourceKind, Wanted } from './resource.ts';

const kind = 'sysctl';
const ipForward = 'net.ipv4.ip_forward';

const forwarding = (lab: string, host: string): Wanted =>
  claimed({
    lab,
    kind,
    key: `${kind}:${ipForward}`,
    subject: host,
    noun: 'IP forwarding',
    explain: `Let ${host} pass packets on between its interfaces, as a router does.`,
    needs: ['sysctl'],
    obstacle: () => undefined,
    stands: (state) => state.sysctls[ipForward] === '1',
    before: () => '0',
    create: { do: 'set-sysctl', name: ipForward, value: '1' },
    restore: () => [{ do: 'set-sysctl', name: ipForward, value: '0' }],
  });

export const forwardingKind: ResourceKind = {
  kind,
  desired: (lab, host) => (host.routing?.forward === true ? [forwarding(lab.name, host.name)] : []),
  owned: (state, lab, host) => (claimsOf(state, lab, kind).includes(ipForward) ? [forwarding(lab, host)] : []),
};
