/** Whatever is drawn, one gesture after the other, is a lab without errors in which neighbours reach each other. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openLab } from '../lab/edit.ts';
import { containerId, interfaceId, type Lab } from '../lab/lab.ts';
import { labOf } from '../lab/testing/examples.ts';
import { checkRules } from '../rules/validate.ts';
import { draw } from './draw.ts';
import { textOf, verdicts } from './testing/drawn.ts';
import { type Gesture, placeOf, TOOLS } from './tools.ts';

const EMPTY = 'trunkline: 1\nname: drawn\n';

const gesture = fc.record({
  tool: fc.constantFrom(...TOOLS),
  where: fc.nat(),
  exact: fc.boolean(),
  everywhere: fc.boolean(),
  count: fc.integer({ min: 1, max: 3 }),
  vlan: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
});

const idsOf = (lab: Lab): readonly (string | undefined)[] => [
  undefined,
  ...lab.segments.map(({ name }) => name),
  ...lab.networks.map(({ name }) => name),
  ...lab.hosts.flatMap((host) => [
    host.name,
    ...host.interfaces.map(({ name }) => interfaceId(host.name, name)),
    ...host.containers.map(({ name }) => containerId(host.name, name)),
  ]),
];

interface Wish extends Omit<Gesture, 'at' | 'tool'> {
  readonly tool: Gesture['tool'];
  readonly where: number;
}

/** Both the lab that gestures show and the text that they write. */
function drawAll(wishes: readonly Wish[]): { readonly text: string; readonly lab: Lab } {
  let [text, lab] = [EMPTY, labOf(EMPTY)];
  for (const { where, ...rest } of wishes) {
    const ids = idsOf(lab);
    const outcome = draw(lab, { ...rest, at: placeOf(lab, ids[where % ids.length]) });
    if (!outcome.ok) {
      expect(outcome.why).toMatch(/^\S.*[^.]$/);
      continue;
    }
    text = textOf(text, outcome);
    lab = outcome.lab;
  }
  return { text, lab };
}

it('has no errors, and the text says what was shown', () => {
  fc.assert(
    fc.property(fc.array(gesture, { maxLength: 14 }), (wishes) => {
      const { text, lab } = drawAll(wishes);
      const read = openLab(text);
      expect(read.problems).toEqual([]);
      expect(read.lab).toEqual(lab);
      expect(checkRules(lab).filter(({ severity }) => severity === 'error')).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

it('lets containers of one network reach each other, and all containers once a router joins everything', () => {
  fc.assert(
    fc.property(
      fc.array(
        gesture.filter(({ tool }) => tool !== 'router'),
        { maxLength: 12 },
      ),
      (wishes) => {
        const { lab } = drawAll(wishes);
        const networkOf = new Map(
          lab.hosts.flatMap((host) =>
            host.containers.map((box) => [containerId(host.name, box.name), box.attachments[0]?.network] as const),
          ),
        );
        const between = (of: Lab) =>
          [...verdicts(of)].flatMap(([pair, verdict]) => {
            const [from = '', to = ''] = pair.split(' ');
            return networkOf.has(from) && networkOf.has(to) ? [{ from, to, verdict }] : [];
          });
        for (const { from, to, verdict } of between(lab)) {
          if (networkOf.get(from) === networkOf.get(to))
            expect(`${from} ${to} ${verdict}`).toBe(`${from} ${to} reachable`);
        }
        const joined = draw(lab, { tool: 'router', at: { kind: 'lab' } });
        if (!joined.ok) throw new Error(joined.why);
        for (const { from, to, verdict } of between(joined.lab)) {
          expect(`${from} ${to} ${verdict}`).toBe(`${from} ${to} reachable`);
        }
      },
    ),
    { numRuns: 12 },
  );
});
