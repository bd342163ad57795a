/** The signs of interfaces that are no cards, as strokes in a box of 24 by 24: one drawing for the window and for pictures. */
import type { Interface } from '../lab/lab.ts';

interface Stroke {
  readonly d: string;
  readonly width?: number;
  readonly dashes?: string;
}

const PLAIN = 1.6;

export const KIND_MARKS = {
  /** Two cards that go on as one. */
  bond: [{ d: 'M2 7h4c5 0 4 5 8 5M2 17h4c5 0 4-5 8-5' }, { d: 'M14 12h8', width: 3 }],
  /** A box that frames go through from card to card. */
  bridge: [
    { d: 'M5 6h14a2 2 0 0 1 2 2v3a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2Z' },
    { d: 'M7.5 13v5M12 13v5M16.5 13v5', width: 2 },
  ],
  /** A card that no cable leads to. */
  dummy: [
    { d: 'M5 7h14a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2Z', dashes: '2.5 3' },
    { d: 'M8 12h8' },
  ],
} as const satisfies Readonly<Record<string, readonly Stroke[]>>;

export type MarkedKind = keyof typeof KIND_MARKS;

export const strokesOf = (kind: MarkedKind): readonly (Stroke & { readonly width: number })[] =>
  KIND_MARKS[kind].map((stroke: Stroke) => ({ width: PLAIN, ...stroke }));

/** Undefined: a card or a sub-interface, which stand where cards and sub-interfaces stand. */
export const markedKind = ({ kind }: Interface): MarkedKind | undefined =>
  kind in KIND_MARKS ? (kind as MarkedKind) : undefined;
