import { expect, it } from 'vitest';
import { TEMPLATES } from '../lab/templates.ts';
import { labOf } from '../lab/testing/examples.ts';
import { pairs } from '../reach/endpoints.ts';
import { predictLab } from '../reach/predict.ts';
import { drawLab } from './drawing.ts';
import { markPlace } from './mark-place.ts';
import { COMPACT, PACKET, PRESENT, STANDARD } from './measures.ts';
import { along, packetPlace, wordBoxes } from './packet-place.ts';
import { length } from './path.ts';
import { routeThrough } from './route.ts';
import type { Point, Rect } from './types.ts';

const distance = ({ x, y, width, height }: Rect, at: Point): number =>
  Math.hypot(Math.max(x - at.x, 0, at.x - x - width), Math.max(y - at.y, 0, at.y - y - height));

it('at every step of every walk the packet lies beside words, and beside the mark where it is lost', () => {
  for (const { id, text } of TEMPLATES) {
    const lab = labOf(text);
    const prediction = predictLab(lab);
    for (const measures of [STANDARD, COMPACT, PRESENT]) {
      const drawing = drawLab(lab, { measures });
      for (const { source, target } of pairs(prediction.endpoints)) {
        const { hops } = prediction.explain(source, target);
        for (const leg of ['request', 'reply'] as const) {
          const way = hops.filter((hop) => hop.leg === leg);
          const route = routeThrough(drawing, way);
          if (!route) continue;
          const dies = way.some(({ outcome }) => outcome === 'stop');
          const mark = dies ? markPlace(route.whole, drawing) : undefined;
          const boxes = wordBoxes(drawing, route);
          const all = length(route.whole);
          for (const [step] of way.entries()) {
            const passed = routeThrough(drawing, way.slice(0, step + 1));
            const far = passed ? Math.min(length(passed.whole), all) : 0;
            const at = along(route.whole, packetPlace(route.whole, far, boxes, mark)) as Point;
            const where = { id, size: measures.name, from: source.id, to: target.id, step };
            const fromMark = mark ? Math.hypot(at.x - mark.x, at.y - mark.y) : Number.POSITIVE_INFINITY;
            // Below the mark, as large as it, nobody sees it: it is lost.
            if (fromMark < 1) continue;
            const covered = boxes.filter((box) => distance(box, at) < PACKET - 0.5);
            expect({ ...where, covered }).toEqual({ ...where, covered: [] });
            expect(fromMark, JSON.stringify(where)).toBeGreaterThan(2 * PACKET);
          }
        }
      }
    }
  }
});
