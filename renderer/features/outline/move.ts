/** Arrow keys of a tree, as everywhere: up and down over what is shown, right inwards, left outwards. */
import type { OutlineRow } from '../../../shared/drawing/outline.ts';

export interface Step {
  /** Where the focus goes. */
  readonly to?: OutlineRow | undefined;
  /** The row opens or closes. */
  readonly turn?: boolean;
}

/** Undefined: the key is none of these. */
export function move(rows: readonly OutlineRow[], from: OutlineRow, key: string): Step | undefined {
  const index = rows.indexOf(from);
  switch (key) {
    case 'ArrowDown':
      return { to: rows[index + 1] };
    case 'ArrowUp':
      return { to: rows[index - 1] };
    case 'Home':
      return { to: rows[0] };
    case 'End':
      return { to: rows.at(-1) };
    case 'ArrowRight':
      return from.open === false ? { turn: true } : from.open === true ? { to: rows[index + 1] } : {};
    case 'ArrowLeft':
      return from.open === true ? { turn: false } : { to: rows.find(({ item }) => item.key === from.parent) };
    default:
      return undefined;
  }
}
