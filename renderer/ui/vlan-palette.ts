import { formatHex, toGamut } from 'culori';

export interface VlanColour {
  readonly line: string;
  readonly fill: string;
  readonly text: string;
}

/** Constant lightness and chroma; only the hue says which VLAN. Text is at least AA on `fill` and on the host's box. */
const SHADES = {
  light: { line: { l: 0.65, c: 0.155 }, fill: { l: 0.94, c: 0.03 }, text: { l: 0.47, c: 0.13 } },
  dark: { line: { l: 0.73, c: 0.135 }, fill: { l: 0.3, c: 0.045 }, text: { l: 0.83, c: 0.09 } },
} as const;

const intoGamut = toGamut('rgb', 'oklch');
const hex = (shade: { readonly l: number; readonly c: number }, h: number): string =>
  formatHex(intoGamut({ mode: 'oklch', ...shade, h }));

/** The hue in degrees of the nth VLAN of a lab: 45° and then by the golden angle, so that neighbours differ most. */
export const vlanHue = (index: number): number => (45 + index * 137.508) % 360;

export function vlanColour(index: number, scheme: 'light' | 'dark'): VlanColour {
  const shades = SHADES[scheme];
  const hue = vlanHue(index);
  return { line: hex(shades.line, hue), fill: hex(shades.fill, hue), text: hex(shades.text, hue) };
}
