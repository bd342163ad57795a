import { type CSSProperties, memo } from 'react';
import { Spoken } from '../../ui/Spoken.tsx';
import { type BlockCount, blockSign, blockWords, colourOf, partOf } from './blocks.ts';
import classes from './MatrixTable.module.css';
import type { CellPlace } from './VirtualGrid.tsx';

interface Props {
  readonly from: string;
  readonly to: string;
  /** Undefined: not counted yet. */
  readonly count: BlockCount | undefined;
  readonly chosen: boolean;
  readonly place: CellPlace;
  readonly onOpen: (from: string, to: string) => void;
}

/** Places are made anew with each look at the grid; while blocks are counted that is at every frame. */
const alike = ({ place: was, ...before }: Props, { place: is, ...after }: Props): boolean =>
  was['data-cell'] === is['data-cell'] &&
  was.tabIndex === is.tabIndex &&
  before.from === after.from &&
  before.to === after.to &&
  before.count === after.count &&
  before.chosen === after.chosen &&
  before.onOpen === after.onOpen;

/** All pairs of two groups in one cell: the colour of the worst, filled as far as they reach, or as far as they were measured. */
export const BlockCell = memo(function BlockCell({ from, to, count, chosen, place, onOpen }: Props) {
  const words = `${from} to ${to}: ${count ? blockWords(count) : 'being counted'}`;
  const part = count && partOf(count);
  const share = count ? percent(part === 'part' ? count.measuredReachable : count.reachable, count.pairs) : 0;
  const known = count && part === 'part' ? percent(count.measured, count.pairs) : 100;
  return (
    <button
      type="button"
      className={classes.block}
      style={{ '--share': `${share}%`, '--known': `${known}%` } as CSSProperties}
      title={words}
      data-worst={count && colourOf(count)}
      data-measured={part}
      data-selected={chosen}
      onClick={() => onOpen(from, to)}
      {...place}
    >
      <Spoken name={words}>{count ? blockSign(count) : '·'}</Spoken>
    </button>
  );
}, alike);

const percent = (share: number, of: number): number => (of > 0 ? Math.round((100 * share) / of) : 0);
