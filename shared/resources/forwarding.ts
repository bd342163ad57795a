import { claimed, claimsOf } from './claimed.ts';
import { withSysctl } from './edit-state.ts';
import type { Resource, ResourceKind } from './resource.ts';

const kind = 'sysctl';
const ipForward = 'net.ipv4.ip_forward';

const forwarding = (lab: string, host: string): Resource =>
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
    create: () => [['sysctl', '-w', `${ipForward}=1`]],
    restore: () => [['sysctl', '-w', `${ipForward}=0`]],
    place: (state) => withSysctl(state, ipForward, '1'),
  });

export const forwardingKind: ResourceKind = {
  kind,
  desired: (lab, host) => (host.routing?.forward === true ? [forwarding(lab.name, host.name)] : []),
  owned: (state, lab, host) => (claimsOf(state, lab, kind).includes(ipForward) ? [forwarding(lab, host)] : []),
};
