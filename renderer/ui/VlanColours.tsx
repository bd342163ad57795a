import { vlanColour } from '../../shared/lab/vlan-colours.ts';

/**
 * Gives every VLAN of the lab its colours: an element with `data-vlan="10"` has `--vlan`, `--vlan-fill` and `--vlan-text`.
 * One style element instead of inline styles, so that switching the scheme renders nothing again.
 */
export function VlanColours({ vlans }: { readonly vlans: readonly number[] }) {
  const rules = vlans.flatMap((id, index) =>
    (['light', 'dark'] as const).map((scheme) => {
      const { line, tint, text } = vlanColour(index, scheme);
      const root = `[data-mantine-color-scheme='${scheme}']`;
      return `${root} [data-vlan='${id}']{--vlan:${line};--vlan-fill:${tint};--vlan-text:${text}}`;
    }),
  );
  return <style>{rules.join('\n')}</style>;
}
