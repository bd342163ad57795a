/** What a picture is coloured with: colours themselves, or the names under which a page has them for both of its schemes. */
import { PALETTE, type PaletteName } from '../../drawing/palette.ts';
import type { Tag } from '../../drawing/types.ts';
import type { Lab } from '../../lab/lab.ts';
import { type Scheme, type VlanColour, vlanColour, vlanOrder } from '../../lab/vlan-colours.ts';

export interface Paint {
  of(name: PaletteName): string;
  /** Untagged things are drawn in grey, as what has no tag at all. */
  vlan(tag: Tag | undefined): VlanColour;
}

export function paintOf(lab: Lab, scheme: Scheme): Paint {
  const order = new Map(vlanOrder(lab).map((id, at) => [id, at]));
  const palette = PALETTE[scheme];
  const grey: VlanColour = { line: palette.neutral, tint: palette.well, text: palette.dim };
  return {
    of: (name) => palette[name],
    vlan: (tag) => {
      const at = typeof tag === 'number' ? order.get(tag) : undefined;
      return at === undefined ? grey : vlanColour(at, scheme);
    },
  };
}

/** By custom properties, which `paintRules` defines. */
export const paintByName = (lab: Lab): Paint => {
  const known = new Set(vlanOrder(lab));
  return {
    of: (name) => `var(--${name})`,
    vlan: (tag) => {
      const id = typeof tag === 'number' && known.has(tag) ? `vlan-${tag}` : 'untagged';
      return { line: `var(--${id})`, tint: `var(--${id}-fill)`, text: `var(--${id}-text)` };
    },
  };
};

/** The custom properties of one scheme, as the inside of a CSS rule. */
export function paintRules(lab: Lab, scheme: Scheme): string {
  const paint = paintOf(lab, scheme);
  const names = Object.keys(PALETTE[scheme]) as readonly PaletteName[];
  const tags: readonly Tag[] = ['untagged', ...vlanOrder(lab)];
  return [
    ...names.map((name) => `--${name}:${paint.of(name)}`),
    ...tags.flatMap((tag) => {
      const { line, tint, text } = paint.vlan(tag);
      const id = tag === 'untagged' ? tag : `vlan-${tag}`;
      return [`--${id}:${line}`, `--${id}-fill:${tint}`, `--${id}-text:${text}`];
    }),
  ].join(';');
}
