/** Whatever is moved or connected, the file says afterwards what was shown, and nothing is wrong that was not before. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openLab } from '../lab/edit.ts';
import { templateNamed } from '../lab/templates.ts';
import { labOf } from '../lab/testing/examples.ts';
import { checkRules } from '../rules/validate.ts';
import { draw } from './draw.ts';
import { letGo, placesOf } from './hold.ts';
import { textOf } from './testing/drawn.ts';
import { TOOLS } from './tools.ts';

const STARTS = ['vlans-two-hosts', 'macvlan-two-hosts', 'host-shim', 'wrong-way-back'];

const step = fc.record({
  does: fc.constantFrom('move', 'move', 'connect', 'connect', 'draw'),
  what: fc.nat(),
  to: fc.nat(),
});

it('says in the file what was shown', () => {
  let made = 0;
  fc.assert(
    fc.property(fc.constantFrom(...STARTS), fc.array(step, { minLength: 6, maxLength: 12 }), (start, steps) => {
      let text = templateNamed(start)?.text ?? '';
      let lab = labOf(text);
      for (const { does, what, to } of steps) {
        const places = placesOf(lab);
        const at = places[to % places.length] ?? { kind: 'lab' };
        const outcome =
          does === 'draw'
            ? draw(lab, { tool: TOOLS[what % TOOLS.length] ?? 'host', at })
            : letGo(lab, { how: does, what: places[what % places.length] ?? at }, at);
        if (!outcome.ok) {
          expect(outcome.why).toMatch(/^\S.*[^.]$/);
          continue;
        }
        made += 1;
        text = textOf(text, outcome);
        lab = outcome.lab;
        expect(openLab(text).lab).toEqual(lab);
      }
      const errors = checkRules(lab).filter(({ severity }) => severity === 'error');
      expect(errors.map(({ code }) => code).filter((code) => code !== 'duplicate-address')).toEqual([]);
    }),
    { numRuns: 25 },
  );
  // Most of what is drawn by lot is refused: how much is made differs from run to run, and nothing would prove nothing.
  expect(made).toBeGreaterThan(0);
});
