/** What can be drawn and cannot be deployed yet: said with its place instead of left out. */
import { interfaceId } from '../lab/lab.ts';
import { type Problem, problem } from '../problem.ts';
import type { Rule } from './rule.ts';

export const notMadeYet: Rule = {
  code: 'not-made-yet',
  refused: true,
  check: (lab) =>
    lab.hosts.flatMap((host) =>
      host.interfaces.flatMap((item): readonly Problem[] => {
        if (host.unmanaged || item.kind !== 'bridge' || !item.vlanFiltering) return [];
        const id = interfaceId(host.name, item.name);
        return [
          problem({
            code: 'not-made-yet',
            message: `${id} is a bridge that tells VLANs apart, which Trunkline predicts and cannot make yet.`,
            hint: 'Leave vlan-filtering out, and let sub-interfaces of a card be ports of a bridge each.',
            subject: id,
            path: ['hosts', host.name, 'interfaces', item.name, 'vlan-filtering'],
          }),
        ];
      }),
    ),
};
