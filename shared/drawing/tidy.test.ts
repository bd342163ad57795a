import { describe, expect, it } from 'vitest';
import type { Lab } from '../lab/lab.ts';
import { articleVlans, host, lab, nic, vlan } from '../lab/testing/examples.ts';
import { drawLab } from './drawing.ts';
import { tidied } from './tidy.ts';

const mixed = lab({
  hosts: [10, 20, 10, 20].map((id, at) =>
    host(`h${at}`, `10.0.0.${at + 1}`, { interfaces: [nic('ens33'), vlan('ens33', id)] }),
  ),
});
const placed = (of: Lab): Lab => ({
  ...of,
  layout: { positions: [...tidied(of).hosts].map(([id, at]) => ({ id, ...at })) },
});
const fromTheLeft = (of: Lab): readonly string[] =>
  drawLab(of)
    .hosts.toSorted((a, b) => a.rect.x - b.rect.x)
    .map(({ id }) => id);

describe('a tidied drawing', () => {
  it('has hosts of one VLAN beside each other, wherever they stood', () => {
    expect(fromTheLeft(placed(mixed))).toEqual(['h0', 'h2', 'h1', 'h3']);
    const thrown = { ...mixed, layout: { positions: [{ id: 'h3', x: -900, y: 4 }] } };
    expect(tidied(thrown)).toEqual(tidied(mixed));
    expect(tidied(placed(mixed))).toEqual(tidied(mixed));
  });

  it('is the drawing itself where that is tidy', () => {
    expect(tidied(articleVlans).hosts.size).toBe(0);
  });

  it('keeps its order when a host more is there', () => {
    const fewer = { ...mixed, hosts: mixed.hosts.slice(0, 3) };
    expect(fromTheLeft(placed(fewer))).toEqual(['h0', 'h2', 'h1']);
    expect(fromTheLeft(placed(mixed)).filter((id) => id !== 'h3')).toEqual(fromTheLeft(placed(fewer)));
  });
});
