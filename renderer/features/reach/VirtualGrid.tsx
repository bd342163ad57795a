/**
 * A table of any size, of which only what is seen is there. One tab stop: arrow keys go from cell to cell, and the cell that
 * has the focus stays wherever one scrolls.
 */
import {
  type CSSProperties,
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { between, type ColumnNames, columnAt, columnsIn, uprightHeight, wordsWidth } from './columns.ts';
import classes from './VirtualGrid.module.css';

export interface Heading extends ColumnNames {
  readonly key: string;
  /** Said in full, where the label is short. */
  readonly title: string;
  readonly marked?: boolean;
  readonly onChoose?: () => void;
}

export interface CellPlace {
  readonly 'data-cell': string;
  readonly tabIndex: number;
}

interface Props {
  readonly label: string;
  /** In the corner: the unit of what the cells say. */
  readonly unit?: string | undefined;
  readonly rows: readonly Heading[];
  readonly columns: readonly Heading[];
  /** One element that can take the focus, with these attributes. */
  readonly cell: (row: number, column: number, place: CellPlace) => ReactNode;
  /** What a column is at least wide, in pixels. */
  readonly least?: number;
  /** For all of the table, in pixels: columns become narrower to be seen at once. */
  readonly room?: number | undefined;
  /** The cell that is to be seen, as `row,column`. */
  readonly seek?: string | undefined;
}

/** The room that one may have, whether it is there or not. */
const SCROLL_BAR = 16;
const ROW = 28;
const HEAD = 24;
/** More than is seen, so that scrolling shows no gaps. */
const BESIDE = 3;

interface Seen {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
  /** What the scroll bar takes of the width: none where it lies over what scrolls. */
  readonly bar: number;
  /** The same of the height. */
  readonly foot: number;
}

/** Until it has been looked at. */
const UNSEEN: Seen = { top: 0, left: 0, width: 640, height: 320, bar: 0, foot: 0 };

const look = (element: HTMLElement): Seen => ({
  top: element.scrollTop,
  left: element.scrollLeft,
  width: element.clientWidth,
  height: element.clientHeight,
  bar: element.offsetWidth - element.clientWidth,
  foot: element.offsetHeight - element.clientHeight,
});

const WIDEST_SIDE = 200;

const sideWidth = (headings: readonly Heading[]): number =>
  between(Math.max(...headings.map(({ label }) => wordsWidth(label) + 12)), 72, WIDEST_SIDE);

const numbers = (cell: string): readonly [number, number] => {
  const [row = 0, column = 0] = cell.split(',').map(Number);
  return [row, column];
};

export function VirtualGrid({ label, unit, rows, columns, cell, least = 44, room, seek }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState<Seen>(UNSEEN);
  const [active, setActive] = useState(seek ?? '0,0');
  const [sought, setSought] = useState(seek);
  // With the render that seeks it, and not with one more after that.
  if (sought !== seek) {
    setSought(seek);
    if (seek !== undefined) setActive(seek);
  }
  const moving = useRef(false);
  const side = useMemo(() => sideWidth(rows), [rows]);
  const { edges, look: names } = useMemo(
    () => columnsIn(columns, least, room === undefined ? undefined : room - side),
    [columns, least, room, side],
  );
  const begin = (index: number): number => edges[Math.min(index, columns.length)] ?? 0;
  const grouped = columns.some(({ group }) => group !== undefined);
  const nameHeight = names === 'upright' ? uprightHeight(columns) : HEAD;
  const head = nameHeight + (grouped ? HEAD : 0);

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const looked = (): void => setSeen(look(element));
    looked();
    const observer = new ResizeObserver(looked);
    observer.observe(element);
    element.addEventListener('scroll', looked, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', looked);
    };
  }, []);

  const [activeRow, activeColumn] = numbers(active);
  const row = Math.min(activeRow, Math.max(0, rows.length - 1));
  const column = Math.min(activeColumn, Math.max(0, columns.length - 1));

  const bring = (at: string): void => {
    const element = frame.current;
    if (!element) return;
    const [y, x] = numbers(at);
    const top = y * ROW;
    const [left, right] = [begin(x), begin(x + 1)];
    // As it was seen last: who asks the page has all of it laid out first, the drawing too.
    const now = seen === UNSEEN ? look(element) : seen;
    const [roomX, roomY] = [now.width - side, now.height - head];
    if (top < now.top) element.scrollTop = top;
    else if (top + ROW > now.top + roomY) element.scrollTop = top + ROW - roomY;
    if (left < now.left) element.scrollLeft = left;
    else if (right > now.left + roomX) element.scrollLeft = right - roomX;
  };

  const bringRef = useRef(bring);
  useEffect(() => {
    bringRef.current = bring;
  });
  useEffect(() => {
    if (seek !== undefined) bringRef.current(seek);
  }, [seek]);

  useEffect(() => {
    if (!moving.current) return;
    moving.current = false;
    frame.current?.querySelector<HTMLElement>(`[data-cell="${active}"]`)?.focus({ preventScroll: true });
  }, [active]);

  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>): void => {
    const page = Math.max(1, Math.floor((seen.height - head) / ROW) - 1);
    const all = event.ctrlKey || event.metaKey;
    const step: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      PageUp: [row - page, column],
      PageDown: [row + page, column],
      Home: [all ? 0 : row, 0],
      End: [all ? rows.length - 1 : row, columns.length - 1],
    };
    const to = step[event.key];
    if (!to || !(event.target as HTMLElement).dataset.cell) return;
    event.preventDefault();
    const next = `${between(to[0], 0, rows.length - 1)},${between(to[1], 0, columns.length - 1)}`;
    moving.current = next !== active;
    setActive(next);
    bring(next);
  };

  const onFocus = (event: FocusEvent<HTMLTableElement>): void => {
    const at = (event.target as HTMLElement).dataset.cell;
    if (at !== undefined) setActive(at);
  };

  const first = Math.max(0, Math.floor(seen.top / ROW) - BESIDE);
  const last = Math.min(rows.length, Math.ceil((seen.top + seen.height) / ROW) + BESIDE);
  const from = Math.max(0, columnAt(edges, seen.left) - BESIDE);
  const to = Math.min(columns.length, columnAt(edges, seen.left + seen.width) + 1 + BESIDE);
  const shownRows = tracks(first, last, row, rows.length);
  const shownColumns = tracks(from, to, column, columns.length);

  const isMore = seen !== UNSEEN && seen.left + seen.width < side + begin(columns.length) - SCROLL_BAR;

  const isBelow = seen !== UNSEEN && seen.top + seen.height < head + rows.length * ROW - 1;

  return (
    <div
      className={classes.frame}
      ref={frame}
      style={{ '--bar': `${seen.bar}px`, '--foot': `${seen.foot}px` } as CSSProperties}
      data-more={isMore}
      data-below={isBelow}
      data-names={names}
    >
      <table
        className={classes.all}
        style={{ width: side + begin(columns.length) }}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        <caption className="visually-hidden">{label}</caption>
        <colgroup>
          <col style={{ width: side }} />
          {shownColumns.map(({ key, begins, size }) => (
            <col key={key} style={{ width: begin(begins + size) - begin(begins) }} />
          ))}
        </colgroup>
        <thead className={classes.head}>
          <tr style={{ height: head, '--name': `${nameHeight}px` } as CSSProperties}>
            <td className={classes.corner}>{unit}</td>
            {shownColumns.map(({ key, index }) => {
              const heading = index === undefined ? undefined : columns[index];
              if (!heading || index === undefined) return <td key={key} />;
              const begins = columns[index - 1]?.group !== heading.group;
              return (
                <th key={key} scope="col" aria-colindex={index + 2}>
                  {grouped ? (
                    <span
                      className={classes.group}
                      data-first={begins}
                      data-last={columns[index + 1]?.group !== heading.group}
                    >
                      {begins || index === from ? heading.group : ''}
                    </span>
                  ) : null}
                  <Name heading={heading} short={names === 'short' ? heading.short : undefined} />
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {shownRows.map(({ key, index, size }) => {
            const heading = index === undefined ? undefined : rows[index];
            if (!heading || index === undefined) {
              return (
                <tr key={key} style={{ height: size * ROW }}>
                  <td />
                </tr>
              );
            }
            return (
              <tr key={key} aria-rowindex={index + 2} style={{ height: ROW }}>
                <th scope="row" className={classes.side}>
                  <Name heading={heading} />
                </th>
                {shownColumns.map(({ key: id, index: at }) =>
                  at === undefined ? (
                    <td key={id} />
                  ) : (
                    <td key={id} aria-colindex={at + 2} className={classes.cell}>
                      {cell(index, at, {
                        'data-cell': `${index},${at}`,
                        tabIndex: index === row && at === column ? 0 : -1,
                      })}
                    </td>
                  ),
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface NameProps {
  readonly heading: Heading;
  readonly short?: string | undefined;
}

function Name({ heading: { label, title, marked, onChoose }, short }: NameProps) {
  if (!onChoose) {
    return (
      <span className={classes.name} title={title} data-marked={marked}>
        {label}
      </span>
    );
  }
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes.name}
      title={title}
      aria-label={short === undefined ? undefined : label}
      data-marked={marked}
      onClick={onChoose}
    >
      <span className={classes.words}>{short ?? label}</span>
    </button>
  );
}

interface Track {
  readonly key: string;
  /** Undefined: room for those that are not seen. */
  readonly index: number | undefined;
  /** Its first row or column, and how many it is large. */
  readonly begins: number;
  readonly size: number;
}

/** What is seen and what has the focus, with room for all that lies between. */
function tracks(from: number, to: number, also: number, count: number): readonly Track[] {
  const seen = Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
  const indices = also >= count || seen.includes(also) ? seen : [...seen, also].sort((a, b) => a - b);
  const all: Track[] = [];
  let next = 0;
  for (const index of indices) {
    if (index > next) all.push({ key: `before ${index}`, index: undefined, begins: next, size: index - next });
    all.push({ key: String(index), index, begins: index, size: 1 });
    next = index + 1;
  }
  if (next < count) all.push({ key: 'after', index: undefined, begins: next, size: count - next });
  return all;
}
