import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { containerId, type Lab } from '../lab/lab.ts';
import { largeLab } from '../lab/testing/examples.ts';
import { generatedLab } from '../reach/testing/generated-labs.ts';
import { drawLab } from './drawing.ts';
import { COMPACT, PRESENT, STANDARD } from './measures.ts';
import type { Drawing, Rect } from './types.ts';

vi.setConfig({ testTimeout: 120_000 });

const spot = fc.record({ x: fc.integer({ min: -1200, max: 1200 }), y: fc.integer({ min: -900, max: 900 }) });
const measures = fc.constantFrom(STANDARD, COMPACT, PRESENT);
const some = <T>(of: readonly T[], chosen: readonly boolean[]): readonly T[] =>
  of.filter((_, index) => chosen[index % chosen.length]);
const choices = fc.array(fc.boolean(), { minLength: 5, maxLength: 9 });

const covered = ({ hosts, segments }: Drawing): readonly string[] => {
  const boxes = [...hosts, ...segments];
  const over = (a: Rect, b: Rect): boolean =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
  return boxes.flatMap((a, index) =>
    boxes.slice(index + 1).flatMap((b) => (over(a.rect, b.rect) ? [`${a.id} covers ${b.id}`] : [])),
  );
};

const placedAt = (lab: Lab, chosen: readonly boolean[], spots: readonly { x: number; y: number }[]): Lab => ({
  ...lab,
  layout: {
    positions: some([...lab.hosts, ...lab.segments], chosen).map(({ name }, index) => ({
      id: name,
      ...(spots[index % spots.length] ?? { x: 0, y: 0 }),
    })),
  },
});

test('no host covers another or a segment, wherever the file puts them, whatever is folded and looked at', () => {
  const labs = fc.oneof(
    generatedLab,
    fc.integer({ min: 2, max: 24 }).map((hosts) => largeLab(hosts, 9)),
  );
  fc.assert(
    fc.property(
      labs,
      choices,
      choices,
      fc.array(spot, { minLength: 1, maxLength: 8 }),
      measures,
      (lab, at, open, spots, size) => {
        const placed = placedAt(lab, at, spots);
        const unfolded = new Set(some(lab.hosts, open).map(({ name }) => name));
        const looked = new Map(
          some(lab.hosts, at).map((host) => [
            host.name,
            new Set(some(host.containers, open).map(({ name }) => containerId(host.name, name))),
          ]),
        );
        for (const folds of [true, false]) {
          expect(covered(drawLab(placed, { folds, unfolded, looked, measures: size }))).toEqual([]);
          expect(covered(drawLab(placed, { folds, looked, measures: size }))).toEqual([]);
        }
      },
    ),
    { numRuns: 120 },
  );
});
