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
        if (host.unmanaged || (item.kind !== 'bond' && item.kind !== 'bridge' && item.kind !== 'dummy')) return [];
        const id = interfaceId(host.name, item.name);
        return [
          problem({
            code: 'not-made-yet',
            message: `${id} is a ${item.kind}, which Trunkline cannot make yet.`,
            hint: 'Draw the card itself, or make it on the host and draw it as a card.',
            subject: id,
            path: ['hosts', host.name, 'interfaces', item.name],
          }),
        ];
      }),
    ),
};
