/** What is said of a card's switch port that no port does. */
import { interfacePath, set } from '../lab/edit/edits.ts';
import { interfaceId } from '../lab/lab.ts';
import { type Problem, problem } from '../problem.ts';
import type { Rule } from './rule.ts';

/**
 * IEEE 802.1Q: of one VLAN a port sends either all frames tagged or all untagged. Switches whose list of allowed VLANs holds the
 * native one too (Cisco's `switchport trunk allowed vlan`) send that one untagged, as the prediction has it.
 */
export const taggedAndUntagged: Rule = {
  code: 'tagged-and-untagged',
  check: ({ hosts }) =>
    hosts.flatMap((host) =>
      host.interfaces.flatMap((item): readonly Problem[] => {
        const { tagged, untagged } = (item.kind === 'nic' ? item.port : undefined) ?? {};
        if (untagged === undefined || !Array.isArray(tagged) || !tagged.includes(untagged)) return [];
        const id = interfaceId(host.name, item.name);
        const path = [...interfacePath(host.name, item.name), 'port', 'tagged'] as const;
        return [
          problem({
            severity: 'warning',
            code: 'tagged-and-untagged',
            message: `The port of ${id} has VLAN ${untagged} tagged and untagged: a port sends its frames untagged then, and tagged ones do not reach ${item.name}.`,
            hint: `Take ${untagged} out of tagged, or let untagged frames be of another VLAN.`,
            subject: id,
            path,
            fix: {
              title: `Leave VLAN ${untagged} untagged`,
              edits: [
                set(
                  [...path],
                  tagged.filter((vlan) => vlan !== untagged),
                ),
              ],
            },
          }),
        ];
      }),
    ),
};
