import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PALETTE } from '../../shared/drawing/palette.ts';
import { SCHEMES } from '../../shared/lab/vlan-colours.ts';

const css = readFileSync(new URL('../../renderer/ui/theme.css', import.meta.url), 'utf8');

test.each(SCHEMES)('exported pictures have the colours of the window: %s', (scheme) => {
  const block = css.split(`:root[data-mantine-color-scheme="${scheme}"] {`)[1]?.split('}')[0] ?? '';
  const said = new Map(
    [...block.matchAll(/--([a-z-]+): (#\w+);/g)].map(([, name = '', colour = '']) => [name, colour]),
  );
  const names = Object.keys(PALETTE[scheme]);
  expect(Object.fromEntries(names.map((name) => [name, said.get(name)]))).toEqual(PALETTE[scheme]);
});
