/**
 * A table of any size, of which only what is seen is there. One tab stop: arrow keys go from cell to cell, and the cell that
 * has the focus stays wherever one scrolls.
 */
import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import classes from './VirtualGrid.module.css';

export interface Heading {
  readonly key: string;
  readonly label: string;
  /** Said in full, where the label is short. */
  readonly title: string;
  /** Stands over all neighbours that say the same. */
  readonly group?: string;
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
  /** The cell that is to be seen, as `row,column`. */
  readonly seek?: string | undefined;
}

const ROW = 28;
const HEAD = 24;
/** More than is seen, so that scrolling shows no gaps. */
const BESIDE = 3;

interface Seen {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/** Until it has been looked at. */
const UNSEEN: Seen = { top: 0, left: 0, width: 640, height: 320 };

const look = (element: HTMLElement): Seen => ({
  top: element.scrollTop,
  left: element.scrollLeft,
  width: element.clientWidth,
  height: element.clientHeight,
});

const between = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
/** Of a character of a heading, in pixels: of most digits are the widest, and all names have some. */
const CHARACTER = 6.6;
const WIDE_CHARACTER = 10;
const wordsWidth = (words: string): number =>
  [...words].reduce((sum, letter) => sum + (/[mwMW@]/.test(letter) ? WIDE_CHARACTER : CHARACTER), 0);
const WIDEST_SIDE = 200;
const WIDEST_COLUMN = 104;

const sideWidth = (headings: readonly Heading[]): number =>
  between(Math.max(...headings.map(({ label }) => Math.ceil(wordsWidth(label)) + 12)), 72, WIDEST_SIDE);

/**
 * Where each column begins, in pixels from the first, and where the last ends. Each is as wide as its own name: by the widest of
 * all, the last ones of a small lab had no room in a small window. A group's name has the width of all its columns to stand in,
 * and touches no other.
 */
export function columnEdges(headings: readonly Heading[], least: number): readonly number[] {
  const wide = headings.map(({ label }) => between(Math.ceil(wordsWidth(label)) + 9, least, WIDEST_COLUMN));
  const groups = new Map<string, number[]>();
  for (const [index, { group }] of headings.entries()) {
    if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), index]);
  }
  for (const [group, indices] of groups) {
    const missing = wordsWidth(group) + 12 - indices.reduce((sum, index) => sum + (wide[index] ?? 0), 0);
    if (missing > 0)
      for (const index of indices) wide[index] = (wide[index] ?? 0) + Math.ceil(missing / indices.length);
  }
  const edges = [0];
  for (const width of wide) edges.push((edges.at(-1) ?? 0) + width);
  return edges;
}

/** The column that lies at so many pixels. */
function columnAt(edges: readonly number[], x: number): number {
  let [low, high] = [0, edges.length - 1];
  while (low < high - 1) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? 0) <= x) low = middle;
    else high = middle;
  }
  return low;
}
const numbers = (cell: string): readonly [number, number] => {
  const [row = 0, column = 0] = cell.split(',').map(Number);
  return [row, column];
};

export function VirtualGrid({ label, unit, rows, columns, cell, least = 44, seek }: Props) {
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
  const edges = useMemo(() => columnEdges(columns, least), [columns, least]);
  const begin = (index: number): number => edges[Math.min(index, columns.length)] ?? 0;
  const grouped = columns.some(({ group }) => group !== undefined);
  const head = grouped ? 2 * HEAD : HEAD;

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

  return (
    <div className={classes.frame} ref={frame}>
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
          <tr style={{ height: head }}>
            <td className={classes.corner}>{unit}</td>
            {shownColumns.map(({ key, index }) => {
              const heading = index === undefined ? undefined : columns[index];
              if (!heading || index === undefined) return <td key={key} />;
              const names = grouped && (columns[index - 1]?.group !== heading.group || index === from);
              return (
                <th key={key} scope="col" aria-colindex={index + 2}>
                  {grouped ? <span className={classes.group}>{names ? heading.group : ''}</span> : null}
                  <Name heading={heading} />
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

function Name({ heading: { label, title, marked, onChoose } }: { readonly heading: Heading }) {
  if (!onChoose) {
    return (
      <span className={classes.name} title={title} data-marked={marked}>
        {label}
      </span>
    );
  }
  return (
    <button type="button" tabIndex={-1} className={classes.name} title={title} data-marked={marked} onClick={onChoose}>
      {label}
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
