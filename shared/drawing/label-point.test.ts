import { expect, test } from 'vitest';
import { TEMPLATES } from '../lab/templates.ts';
import { labOf, textOfTemplate } from '../lab/testing/examples.ts';
import { pairs } from '../reach/endpoints.ts';
import { predictLab } from '../reach/predict.ts';
import { drawLab } from './drawing.ts';
import { labelPoint } from './label-point.ts';
import { COMPACT, STANDARD } from './measures.ts';
import { end, start } from './path.ts';
import { type RouteHop, routeThrough } from './route.ts';
import type { Drawing, Rect } from './types.ts';

const WIDTH = 120;

const overlap = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** What the words of a way lie over: hosts, segments and cables. */
function under(drawing: Drawing, hops: readonly RouteHop[]): readonly string[] {
  const route = routeThrough(drawing, hops);
  if (!route) return [];
  const { x, y } = labelPoint(route, drawing, WIDTH);
  const label = { x: x - WIDTH / 2, y: y - 12, width: WIDTH, height: 24 };
  const cables = drawing.cables.map(({ id, path }) => {
    const [a, b] = [start(path), end(path)];
    return { id, rect: { x: a?.x ?? 0, y: a?.y ?? 0, width: 1, height: (b?.y ?? 0) - (a?.y ?? 0) } };
  });
  return [...drawing.hosts, ...drawing.segments, ...cables]
    .filter(({ rect }) => overlap(label, rect))
    .map(({ id }) => id);
}

test('of every pair of every template the word lies over no name and no wire', () => {
  for (const { id, text } of TEMPLATES) {
    const lab = labOf(text);
    const prediction = predictLab(lab);
    for (const measures of [STANDARD, COMPACT]) {
      const drawing = drawLab(lab, { measures });
      for (const { source, target } of pairs(prediction.endpoints)) {
        const request = prediction.explain(source, target).hops.filter(({ leg }) => leg === 'request');
        expect({ id, from: source.id, to: target.id, under: under(drawing, request) }).toMatchObject({ under: [] });
      }
    }
  }
});

test('it stays within the picture, beyond which the window may end', () => {
  const drawing = drawLab(
    labOf(
      textOfTemplate('vlans-two-hosts').replace('20: { parent: ens33, vlan: 20 }', '20: { parent: ens33, vlan: 30 }'),
    ),
  );
  const route = routeThrough(drawing, [
    { things: ['docker01/bbox20', 'mac_net20', 'docker01:ens33.20', 'docker01:ens33'] },
  ]);
  const width = 200;
  const x = route ? labelPoint(route, drawing, width).x : 0;
  expect(x - width / 2).toBeGreaterThanOrEqual(drawing.bounds.x);
});

test('of a way that ends within its host it stands outside of the host', () => {
  const drawing = drawLab(labOf(textOfTemplate('vlans-two-hosts')));
  expect(under(drawing, [{ things: ['docker01/bbox10', 'mac_net10', 'docker01:ens33.10'] }])).toEqual([]);
});
