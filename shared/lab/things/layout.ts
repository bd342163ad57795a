import { problem } from '../../problem.ts';
import { shown } from '../../shown.ts';
import { coordinate } from './leaves.ts';
import { key, map, named } from './shapes.ts';

/** Positions on the drawing by the id of the thing; missing ones are laid out by the window. */
export interface Layout {
  readonly positions: readonly { readonly id: string; readonly x: number; readonly y: number }[];
}

const position = map('a position', {
  x: key(coordinate, { label: 'From the left', example: '120', unit: 'px' }),
  y: key(coordinate, { label: 'From the top', example: '80', unit: 'px' }),
});

export const layout = named(
  'positions',
  (text) => (text === '' ? 'is empty' : undefined),
  'Name a thing as docker01, lan or docker01/bbox10.',
  position,
  {
    entry: { name: 'id' },
    keyNames: {
      kind: 'id',
      code: 'unknown-position',
      missing: (id, path) =>
        problem({
          severity: 'warning',
          code: 'unknown-position',
          message: `layout has a position for ${shown(id)}, and there is no such thing.`,
          hint: 'Remove the position; it has no effect.',
          path,
        }),
    },
    model: {
      read: (positions: Layout['positions']): Layout => ({ positions }),
      write: ({ positions }: Layout): Layout['positions'] => positions,
    },
  },
);
