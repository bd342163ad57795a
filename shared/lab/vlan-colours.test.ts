import { differenceEuclidean, formatHex, wcagContrast } from 'culori';
import { describe, expect, it } from 'vitest';
import { articleVlans, labOf } from './testing/examples.ts';
import { type Scheme, SURFACES, untaggedColour, vlanColour, vlanHue, vlanOrder, vlanPattern } from './vlan-colours.ts';

const TWENTY = Array.from({ length: 20 }, (_, order) => order);

describe.each<Scheme>(['light', 'dark'])('VLAN colours in the %s scheme', (scheme) => {
  const colours = [...TWENTY.map((order) => vlanColour(order, scheme)), untaggedColour(scheme)];

  it('can be read: text is at least AA on its tint and on every surface', () => {
    for (const { text, tint } of colours) {
      for (const ground of [tint, ...SURFACES[scheme]])
        expect(wcagContrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('can be seen: lines are at least 3:1 on every surface', () => {
    for (const { line } of colours) {
      for (const ground of SURFACES[scheme])
        expect(wcagContrast(line, ground), `${line} on ${ground}`).toBeGreaterThanOrEqual(3);
    }
  });

  it('are plain sRGB', () => {
    for (const { line, tint, text } of colours)
      for (const colour of [line, tint, text]) expect(formatHex(colour)).toBe(colour);
  });
});

it('the first VLAN is orange and the second teal', () => {
  expect(vlanHue(0)).toBe(45);
  expect(vlanHue(1)).toBeCloseTo(182.5, 1);
});

it('any two of the first eight hues differ clearly', () => {
  const hues = TWENTY.slice(0, 8).map(vlanHue);
  for (const [index, a] of hues.entries()) {
    for (const b of hues.slice(index + 1)) expect(Math.min(Math.abs(a - b), 360 - Math.abs(a - b))).toBeGreaterThan(15);
  }
});

it('any two of the first twelve differ by hue, by lightness or by the pattern of their stripes', () => {
  const near = differenceEuclidean('oklab');
  for (const scheme of ['light', 'dark'] as const) {
    for (let a = 0; a < 12; a++) {
      for (let b = a + 1; b < 12; b++) {
        const apart = near(vlanColour(a, scheme).line, vlanColour(b, scheme).line);
        if (vlanPattern(a) === vlanPattern(b)) expect(apart, `${a} and ${b}, ${scheme}`).toBeGreaterThan(0.08);
      }
    }
  }
});

it('VLANs are counted in the order of the file', () => {
  expect(vlanOrder(articleVlans)).toEqual([10, 20]);
  const other = labOf('trunkline: 1\nname: a\nsegments: { x: { vlans: [300, 7] }, y: { vlans: [7, 5] } }\n');
  expect(vlanOrder(other)).toEqual([300, 7, 5]);
});
