import { type KeyboardEvent, memo } from 'react';
import { type Pair, pairWords, verdictOf } from '../../store/prediction/pairs.ts';
import { pingKey } from '../../store/run/state.ts';
import { selectPair, useSelection } from '../../store/selection.ts';
import { Spoken } from '../../ui/Spoken.tsx';
import { verdictSign } from '../../ui/VerdictMark.tsx';
import classes from './MatrixTable.module.css';
import { groupsOf, type Matrix } from './matrix.ts';

/** More cells than this are no table that anyone reads; the rows of the selected thing and all disagreements are shown. */
const READABLE = 2500;

export function MatrixTable({ matrix: whole }: { readonly matrix: Matrix }) {
  const thing = useSelection(({ selection }) => (selection?.kind === 'thing' ? selection.id : selection?.from));
  const tooLarge = whole.rows.length * whole.columns.length > READABLE;
  const matrix = tooLarge ? narrowed(whole, thing) : whole;
  return (
    <div className={classes.frame}>
      {tooLarge ? (
        <p className={classes.note}>
          {whole.rows.length} × {whole.columns.length} pairs. Shown: the selected thing, and every pair that is not as
          predicted.
        </p>
      ) : null}
      <table className={classes.matrix} onKeyDown={moveInTable}>
        <caption className="visually-hidden">Reachability: each row pings the things in the columns</caption>
        <thead>
          <tr>
            <td />
            {groupsOf(matrix.columns).map(({ host, size }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a host has one group
              <th key={index} scope="colgroup" colSpan={size} className={classes.group}>
                <span>{host}</span>
              </th>
            ))}
          </tr>
          <tr>
            <td />
            {matrix.columns.map(({ id, label }) => (
              <th key={id} scope="col" title={id}>
                <span>{label}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" title={row.id}>
                {row.id}
              </th>
              {matrix.columns.map((column) => (
                <td key={column.id}>
                  <Cell pair={matrix.cells.get(pingKey(row.id, column.id))} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Cell = memo(function Cell({ pair }: { readonly pair: Pair | undefined }) {
  const selected = useSelection(
    ({ selection }) => selection?.kind === 'pair' && selection.from === pair?.from && selection.to === pair.to,
  );
  if (!pair) return <span className={classes.nothing}>–</span>;
  const verdict = verdictOf(pair);
  const { result } = pair;
  const words = `${pair.from} to ${pair.to}: ${pairWords(pair)}`;
  return (
    <button
      type="button"
      className={classes.cell}
      aria-pressed={selected}
      title={words}
      data-verdict={verdict}
      data-voice={result ? 'measured' : 'predicted'}
      data-awaited={pair.awaited}
      data-selected={selected}
      data-expected={pair.stated ? pair.expected : undefined}
      onClick={() => selectPair(pair.from, pair.to)}
    >
      <Spoken name={words}>
        {verdict === 'disagrees'
          ? `${verdictSign(pair.predicted ?? 'unknown')}→${verdictSign(result?.measured === 'reachable' ? 'reachable' : 'unreachable')}`
          : short(result?.rttMs) || verdictSign(verdict)}
      </Spoken>
    </button>
  );
});

const short = (rtt: number | null | undefined): string =>
  rtt === null || rtt === undefined ? '' : rtt < 10 ? rtt.toFixed(1) : String(Math.round(rtt));

function narrowed(matrix: Matrix, thing: string | undefined): Matrix {
  const loud = new Set(matrix.disagreeing.map(({ from }) => from));
  const rows = matrix.rows.filter(({ id, host }) => id === thing || host === thing || loud.has(id)).slice(0, 40);
  const columns = matrix.columns.slice(0, Math.max(10, Math.floor(READABLE / Math.max(1, rows.length)))).slice(0, 200);
  return { ...matrix, rows, columns };
}

/** Arrow keys go from cell to cell. */
function moveInTable(event: KeyboardEvent<HTMLTableElement>): void {
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  const cell = document.activeElement?.closest('td');
  const row = cell?.closest('tr');
  const body = row?.parentElement;
  if (!step || !cell || !row || !body) return;
  const [down = 0, right = 0] = step;
  const rows = [...body.querySelectorAll('tr')];
  let y = rows.indexOf(row);
  let x = [...row.children].indexOf(cell);
  for (let tries = 0; tries < 200; tries++) {
    y += down;
    x += right;
    const next = rows[y]?.children[x];
    if (!next) return;
    const button = next.querySelector('button');
    if (button) {
      event.preventDefault();
      button.focus();
      return;
    }
  }
}
