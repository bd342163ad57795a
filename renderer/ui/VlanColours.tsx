import { memo } from 'react';
import { type Pattern, vlanColour, vlanPattern } from '../../shared/lab/vlan-colours.ts';

const gapsOf = (line: number, gap: number): string =>
  `repeating-linear-gradient(90deg,transparent 0 ${line}px,var(--box) ${line}px ${line + gap}px)`;
const GAPS: Readonly<Record<Pattern, string | undefined>> = {
  whole: undefined,
  broken: gapsOf(22, 4),
  dotted: gapsOf(7, 4),
};

/**
 * Gives every VLAN of the lab its colours: an element with `data-vlan="10"` has `--vlan`, `--vlan-fill` and `--vlan-text`.
 * One style element instead of inline styles, so that switching the scheme renders nothing again.
 */
export const VlanColours = memo(function VlanColours({ vlans }: { readonly vlans: readonly number[] }) {
  const patterns = vlans.flatMap((id, index) => {
    const gaps = GAPS[vlanPattern(index)];
    return gaps === undefined ? [] : [`[data-vlan='${id}']{--vlan-gaps:${gaps}}`];
  });
  const rules = vlans.flatMap((id, index) =>
    (['light', 'dark'] as const).map((scheme) => {
      const { line, tint, text } = vlanColour(index, scheme);
      const root = `[data-mantine-color-scheme='${scheme}']`;
      return `${root} [data-vlan='${id}']{--vlan:${line};--vlan-fill:${tint};--vlan-text:${text}}`;
    }),
  );
  return <style>{[...rules, ...patterns].join('\n')}</style>;
});
