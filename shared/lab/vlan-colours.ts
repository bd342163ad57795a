/** A VLAN is a hue, everywhere: on the drawing, in panels and in exported pictures. Plain sRGB, so that every browser and file has it. */
import { formatHex, modeOklch, modeRgb, useMode as teach, toGamut } from 'culori/fn';
import type { Lab } from './lab.ts';

export const SCHEMES = ['light', 'dark'] as const;
export type Scheme = (typeof SCHEMES)[number];

export interface VlanColour {
  /** Wires, borders, stripes; at least 3:1 on the surface. */
  readonly line: string;
  /** What a box of this VLAN is filled with. */
  readonly tint: string;
  /** Words about the VLAN; at least 4.5:1 on the tint and on the surface. */
  readonly text: string;
}

/** What boxes stand on. */
export const SURFACES: Readonly<Record<Scheme, readonly string[]>> = {
  light: ['#ffffff', '#f7f8fa'],
  dark: ['#1b1e24', '#1c222a', '#15171c'],
};

interface Shade {
  readonly l: number;
  readonly c: number;
}

const SHADES: Readonly<Record<Scheme, Readonly<Record<keyof VlanColour, Shade>>>> = {
  light: { line: { l: 0.62, c: 0.15 }, tint: { l: 0.94, c: 0.03 }, text: { l: 0.47, c: 0.13 } },
  dark: { line: { l: 0.73, c: 0.135 }, tint: { l: 0.3, c: 0.045 }, text: { l: 0.83, c: 0.09 } },
};

const FIRST_HUE = 45;
/** By the golden angle each hue falls into the widest gap that the ones before left. */
const GOLDEN_ANGLE = 137.508;

// The rest of the library is not needed, and stays away.
teach(modeRgb);
teach(modeOklch);

const intoGamut = toGamut('rgb', 'oklch');
const hex = (shade: Shade, h: number): string => formatHex(intoGamut({ mode: 'oklch', ...shade, h }));
const grey = ({ l }: Shade): string => hex({ l, c: 0.008 }, 260);

/** The hue in degrees of the nth VLAN of a lab, counted from 0. */
export const vlanHue = (order: number): number => (FIRST_HUE + order * GOLDEN_ANGLE) % 360;

/** So many hues are told apart by themselves. */
const BY_HUE = 5;
/** Lines of every second one beyond are this much darker, or lighter in the dark. */
const APART: Readonly<Record<Scheme, number>> = { light: -0.12, dark: 0.14 };

/** Beyond the first five a hue comes near another's: their stripes are broken, so that none is told apart by hue alone. */
export type Pattern = 'whole' | 'broken' | 'dotted';
export const vlanPattern = (order: number): Pattern =>
  order < BY_HUE ? 'whole' : Math.floor((order - BY_HUE) / 2) % 2 === 0 ? 'broken' : 'dotted';

/** The colour of the nth VLAN of a lab, counted from 0. */
export function vlanColour(order: number, scheme: Scheme): VlanColour {
  const shades = SHADES[scheme];
  const hue = vlanHue(order);
  const apart = order >= BY_HUE && (order - BY_HUE) % 2 === 0 ? APART[scheme] : 0;
  return {
    line: hex({ ...shades.line, l: shades.line.l + apart }, hue),
    tint: hex(shades.tint, hue),
    text: hex(shades.text, hue),
  };
}

/** What untagged frames are drawn in. */
export function untaggedColour(scheme: Scheme): VlanColour {
  const shades = SHADES[scheme];
  return { line: grey(shades.line), tint: grey(shades.tint), text: grey(shades.text) };
}

/**
 * The VLAN ids of a lab in the order in which its file first says them: segments, then hosts. A VLAN keeps its colour
 * while others are added after it.
 */
export function vlanOrder(lab: Lab): readonly number[] {
  const seen = new Set<number>();
  for (const { vlans } of lab.segments) if (typeof vlans !== 'string') for (const id of vlans) seen.add(id);
  for (const host of lab.hosts) for (const item of host.interfaces) if (item.kind === 'vlan') seen.add(item.vlan);
  return [...seen];
}
