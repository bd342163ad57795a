/** The drawing's colours besides those of VLANs. The window's style sheet has the same under the same names; a test holds it to that. */
import type { Scheme } from '../lab/vlan-colours.ts';

export type PaletteName = keyof typeof LIGHT;

const LIGHT = {
  canvas: '#f7f8fa',
  'canvas-dot': '#dfe2e8',
  panel: '#ffffff',
  box: '#ffffff',
  well: '#f2f4f7',
  hairline: '#e4e7ed',
  edge: '#cfd4de',
  text: '#171b24',
  dim: '#5c6475',
  accent: '#2f5bea',
  neutral: '#81868f',
  good: '#16874f',
  'good-fill': '#dcf0e5',
  'good-text': '#0f6b3d',
  warn: '#a86500',
  'warn-fill': '#f8ecd4',
  'warn-text': '#7a4a00',
  bad: '#d0312d',
  'calm-fill': '#eff0f3',
  'calm-text': '#5c6475',
  note: '#fbf6df',
  'note-edge': '#cbb972',
} as const;

export const PALETTE: Readonly<Record<Scheme, Readonly<Record<PaletteName, string>>>> = {
  light: LIGHT,
  dark: {
    canvas: '#15171c',
    'canvas-dot': '#262a32',
    panel: '#1b1e24',
    box: '#1c222a',
    well: '#262b33',
    hairline: '#2b2f38',
    edge: '#3d434f',
    text: '#e7e9ee',
    dim: '#a0a7b5',
    accent: '#7d9dff',
    neutral: '#7b8189',
    good: '#4ec98f',
    'good-fill': '#1c3d2d',
    'good-text': '#7ddcae',
    warn: '#e0a33d',
    'warn-fill': '#3b3122',
    'warn-text': '#f0c67c',
    bad: '#ff6b66',
    'calm-fill': '#282b32',
    'calm-text': '#a0a7b5',
    note: '#2b291f',
    'note-edge': '#92834a',
  },
};

/** Without quotes, which names of these words do not need and some programs that show pictures do not read. */
export const SANS = 'Inter Variable, Inter, system-ui, sans-serif';
export const MONO = 'JetBrains Mono, ui-monospace, monospace';
