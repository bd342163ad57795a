import type { CSSProperties } from 'react';
import { Spoken } from '../../ui/Spoken.tsx';
import { type BlockCount, blockSign, blockWords } from './blocks.ts';
import classes from './MatrixTable.module.css';
import type { CellPlace } from './VirtualGrid.tsx';

interface Props {
  readonly from: string;
  readonly to: string;
  /** Undefined: not counted yet. */
  readonly count: BlockCount | undefined;
  readonly chosen: boolean;
  readonly place: CellPlace;
  readonly onOpen: () => void;
}

/** All pairs of two groups in one cell: the colour of the worst, filled as far as they reach. */
export function BlockCell({ from, to, count, chosen, place, onOpen }: Props) {
  const words = `${from} to ${to}: ${count ? blockWords(count) : 'being counted'}`;
  const share = count && count.pairs > 0 ? Math.round((100 * count.reachable) / count.pairs) : 0;
  return (
    <button
      type="button"
      className={classes.block}
      style={{ '--share': `${share}%` } as CSSProperties}
      title={words}
      data-worst={count && (share === 100 ? 'reachable' : count.worst)}
      data-measured={count !== undefined && count.measured > 0}
      data-selected={chosen}
      onClick={onOpen}
      {...place}
    >
      <Spoken name={words}>{count ? blockSign(count) : '·'}</Spoken>
    </button>
  );
}
