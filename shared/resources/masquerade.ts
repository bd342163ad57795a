import { blockOf, everywhere } from '../machine/firewall/rule.ts';
import { unique } from './forward-rule.ts';
import { iptablesRule, ownRules } from './iptables-rule.ts';
import type { ResourceKind, Wanted } from './resource.ts';

const kind = 'masquerade';

const masquerade = (lab: string, host: string, source: string | undefined, out: string): Wanted =>
  iptablesRule({
    lab,
    kind,
    key: `${kind}:${source ?? everywhere}>${out}`,
    subject: host,
    noun: `masquerading of ${source ?? 'everything'} out of ${out}`,
    explain: `Let packets${source === undefined ? '' : ` from ${source}`} leave ${host} through ${out} under its own address there.`,
    table: 'nat',
    chain: () => 'POSTROUTING',
    place: 'append',
    spec: { source, out, target: 'MASQUERADE' },
  });

export const masqueradeKind: ResourceKind = {
  kind,
  desired: (lab, host) =>
    (host.routing?.masquerade ?? []).map(({ source, out }) => masquerade(lab.name, host.name, blockOf(source), out)),
  owned: (state, lab, host) =>
    unique(
      ownRules(state, 'nat', lab, 'MASQUERADE').flatMap(({ source, out }) =>
        out === undefined ? [] : [masquerade(lab, host, source, out)],
      ),
    ),
};
