/** Hosts of the drawing that are one machine: what is made there for one of them is taken away for the other. */
import type { Lab } from '../lab/lab.ts';
import { type Problem, problem } from '../problem.ts';
import type { Rule } from './rule.ts';
import { firstBefore } from './twice.ts';

/** All of a lab's marks on a machine are one host's to destroy, and one script runs there at a time: the second would find it locked. */
export const machineTwice: Rule = {
  code: 'machine-twice',
  refused: true,
  check({ hosts }: Lab) {
    const ours = hosts.filter(({ ssh, unmanaged }) => unmanaged !== true && ssh.address !== '');
    const before = firstBefore(ours, ({ ssh }) => `${ssh.address.toLowerCase()} ${ssh.port}`);
    return ours.flatMap(({ name, ssh }, index): readonly Problem[] => {
      const other = before[index];
      if (other === undefined) return [];
      return [
        problem({
          code: 'machine-twice',
          message: `${name} cannot be at ${ssh.address}, port ${ssh.port}: ${other.name} is, and two hosts are two machines.`,
          hint: 'Give it the address or the port of its own machine, or draw what it has on the other host.',
          subject: name,
          path: ['hosts', name, 'ssh', 'address'],
        }),
      ];
    });
  },
};
