import { expect, test } from 'vitest';
import { drawLab } from '../../drawing/drawing.ts';
import type { Lab } from '../../lab/lab.ts';
import { articleVlans, container, host, lab, network, nic, nicOn, on, vlan } from '../../lab/testing/examples.ts';
import { vlanColour } from '../../lab/vlan-colours.ts';
import { exportSvg } from './svg.ts';

const svgOf = (of: Lab, scheme: 'light' | 'dark' = 'light'): string => {
  const made = exportSvg(of, { scheme });
  if (!made.ok) throw new Error('a picture can always be drawn');
  return made.value.whole;
};
const all = (svg: string, pattern: RegExp): readonly string[] =>
  [...svg.matchAll(pattern)].map(([, found = '']) => found);

test('everything that the canvas draws is in the picture, and nothing of it comes from elsewhere', () => {
  const svg = svgOf(articleVlans);
  const drawing = drawLab(articleVlans);
  const vertices = drawing.hosts.flatMap(({ layout }) => layout.items.map(({ vertex }) => vertex));
  const stripes = drawing.segments.flatMap((bar) => bar.stripes.map(({ vertex }) => vertex));
  expect(all(svg, /data-vertex="([^"]*)"/g).toSorted()).toEqual([...vertices, ...stripes].toSorted());
  const wires = [...drawing.hosts.flatMap(({ layout }) => layout.wires), ...drawing.cables].map(({ id }) => id);
  expect(
    all(svg, /data-wire="([^"]*)"/g)
      .map((id) => id.replaceAll('&#62;', '>'))
      .toSorted(),
  ).toEqual([...wires].toSorted());
  expect(svg).not.toMatch(/<(?:script|image|foreignObject|style)|href|url\((?!#)/);
});

test('light and dark have the colours of the canvas', () => {
  for (const scheme of ['light', 'dark'] as const) {
    const { line, tint, text } = vlanColour(0, scheme);
    for (const colour of [line, tint, text]) expect(svgOf(articleVlans, scheme)).toContain(`"${colour}"`);
  }
  expect(svgOf(articleVlans, 'light')).not.toBe(svgOf(articleVlans, 'dark'));
});

test('whatever a name is made of, it is a name', () => {
  const evil = `</svg><script>"'&\u0001\ud800 名`;
  const svg = svgOf(
    lab({
      segments: [{ name: evil, vlans: 'all' }],
      hosts: [
        host(evil, evil, {
          interfaces: [nicOn(evil, 'ens33'), vlan('ens33', 10)],
          containers: [container(evil, on(evil, evil))],
        }),
      ],
      networks: [network(evil, evil, { [evil]: 'ens33.10' })],
    }),
  );
  expect(svg).not.toContain('<script>');
  expect(svg.match(/<\/svg>/g)).toHaveLength(1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write those
  expect(svg).not.toMatch(/[\u0000-\u0008]|\p{Cs}/u);
  expect(svg).toContain('&#60;/svg&#62;&#60;script&#62;&#34;&#39;&#38;\ufffd\ufffd 名');
});

test('a long name ends where its box does', () => {
  const long = 'a'.repeat(60);
  const svg = svgOf(
    lab({
      hosts: [
        host('h', '10.0.0.1', { interfaces: [nic('ens33')], containers: [container(long, on('net', '10.1.0.2'))] }),
      ],
      networks: [network('net', '10.1.0.0/24', { h: 'ens33' })],
    }),
  );
  const shown = all(svg, />(a+…?)<\/text>/g);
  expect(shown).toHaveLength(1);
  expect(shown[0]?.length).toBeLessThan(25);
});

test('an empty lab is a picture too', () => {
  expect(svgOf(lab({ segments: [] }))).toMatch(/^<svg .*<\/svg>\n$/);
});
