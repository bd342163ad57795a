import { type HostState, linkNamed } from '../host/state.ts';
import { interfaceId } from '../lab/lab.ts';
import { claimed, claimsOf } from './claimed.ts';
import { missingNic } from './nic.ts';
import type { ResourceKind, Wanted } from './resource.ts';

const kind = 'promiscuous';

const promiscuous = (lab: string, host: string, name: string): Wanted =>
  claimed({
    lab,
    kind,
    key: `${kind}:${name}`,
    subject: interfaceId(host, name),
    noun: `promiscuous mode of ${name}`,
    explain: `Let ${name} receive frames for MAC addresses that are not its own: those of macvlan children.`,
    needs: ['ip'],
    obstacle: (state) => missingNic(state, host, name),
    stands: (state: HostState) => linkNamed(state, name)?.promiscuous === true,
    before: () => 'off',
    create: { do: 'set-link', name, promiscuous: true },
    restore: () => [{ do: 'set-link', name, promiscuous: false }],
  });

/** Without it a NIC may drop what is meant for the MAC addresses of macvlan children (the manual procedure's first step). */
export const promiscuousKind: ResourceKind = {
  kind,
  desired: (lab, host) =>
    host.interfaces.flatMap((item) =>
      item.kind === 'nic' && item.promiscuous ? [promiscuous(lab.name, host.name, item.name)] : [],
    ),
  owned: (state, lab, host) => claimsOf(state, lab, kind).map((name) => promiscuous(lab, host, name)),
};
