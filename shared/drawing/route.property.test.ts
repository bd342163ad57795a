import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { pairs } from '../reach/endpoints.ts';
import { predictLab } from '../reach/predict.ts';
import { generatedLab } from '../reach/testing/generated-labs.ts';
import type { Hop, Leg } from '../reach/verdict.ts';
import { drawLab } from './drawing.ts';
import { lookedAt } from './looked.ts';
import { routeThrough } from './route.ts';
import type { Cable, Drawing } from './types.ts';

vi.setConfig({ testTimeout: 120_000 });

/** The cables that the frames of a leg take by the trace alone: by NIC and tag, in order, up to where the packet ends. */
function cablesOfTrace(drawing: Drawing, hops: readonly Hop[]): ReadonlySet<string> {
  const taken = new Set<string>();
  const take = (end: string | undefined, tag: string, segment: string): void => {
    const cable = drawing.cables.find((item) => `${item.host}:${item.nic}` === end && String(item.tag) === tag);
    if (cable?.carried && cable.segment === segment) taken.add(cable.id);
  };
  const segments = new Set(drawing.segments.map(({ id }) => id));
  for (const { things, rule, kind } of hops) {
    const at = things.findIndex((thing) => segments.has(thing));
    if (at < 0) continue;
    const [before, after] = [things[at - 1], things[at + 1]];
    // An unanswered question has no tag as its rule: it goes out by the interface that asks.
    const tag = kind === 'carry' ? (/VLAN (\d+)$/.exec(rule)?.[1] ?? 'untagged') : tagOfAsking(drawing, things, at);
    take(before, tag, things[at] as string);
    take(after, tag, things[at] as string);
  }
  return taken;
}

function tagOfAsking(drawing: Drawing, things: readonly string[], at: number): string {
  const nic = things[at - 1];
  const asks = things.slice(0, at - 1).findLast((thing) => thing.includes(':'));
  const host = drawing.hosts.find(({ id }) => nic?.startsWith(`${id}:`))?.layout.host;
  const iface = host?.interfaces.find(({ name }) => `${host.name}:${name}` === asks);
  return iface?.kind === 'vlan' ? String(iface.vlan) : 'untagged';
}

const litCables = (drawing: Drawing, wires: ReadonlySet<string> | undefined): ReadonlySet<string> =>
  new Set(drawing.cables.filter(({ id }: Cable) => wires?.has(id)).map(({ id }) => id));

test('of every pair exactly those cables are lit that the trace takes, whatever is folded', () => {
  fc.assert(
    fc.property(
      generatedLab,
      fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      fc.boolean(),
      (lab, open, looks) => {
        const unfolded = new Set(lab.hosts.flatMap(({ name }, index) => (open[index % open.length] ? [name] : [])));
        const prediction = predictLab(lab);
        for (const folds of [true, false]) {
          const whole = drawLab(lab, { unfolded, folds });
          for (const { source, target } of pairs(prediction.endpoints)) {
            const { hops, reason } = prediction.explain(source, target);
            // As far as somebody looks at them who has chosen this pair.
            const drawing = looks ? drawLab(lab, { folds, looked: lookedAt(lab, hops) }) : whole;
            // Both owners answer, and the frames go to either.
            if (reason.code === 'duplicate-address' || reason.code === 'other-owner') continue;
            for (const leg of ['request', 'reply'] satisfies Leg[]) {
              const own = hops.filter((hop) => hop.leg === leg);
              const route = routeThrough(drawing, own);
              expect({
                from: source.id,
                to: target.id,
                leg,
                code: reason.code,
                lit: [...litCables(drawing, route?.wires)].sort(),
              }).toEqual({
                from: source.id,
                to: target.id,
                leg,
                code: reason.code,
                lit: [...cablesOfTrace(drawing, own)].sort(),
              });
            }
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});
