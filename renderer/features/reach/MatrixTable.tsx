import { type KeyboardEvent, memo, useMemo } from 'react';
import { type Pair, pairWords, type Reach, verdictOf } from '../../derived/pairs.ts';
import { isPair, selectPair, useSelection } from '../../store/selection.ts';
import { Spoken } from '../../ui/Spoken.tsx';
import { verdictSign } from '../../ui/verdict-words.ts';
import classes from './MatrixTable.module.css';
import { groupsOf, matrixOf } from './matrix.ts';

export function MatrixTable({ reach }: { readonly reach: Reach }) {
  const thing = useSelection(({ selection }) => (selection?.kind === 'thing' ? selection.id : selection?.from));
  const matrix = useMemo(() => matrixOf(reach, thing), [reach, thing]);
  return (
    <div className={classes.frame}>
      {matrix.narrowed ? (
        <p className={classes.note}>
          {reach.sources.length} × {reach.targets.length} pairs. Shown: those of the selected thing, and of everything
          that is not as predicted.
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
            {matrix.columns.map(({ target, label }) => (
              <th key={`${target.id} ${target.address}`} scope="col" title={`${target.id} ${target.address}`}>
                <span>{label}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map((row) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {matrix.columns.map(({ target }) => (
                <td key={`${target.id} ${target.address}`}>
                  <Cell pair={reach.pair(row, target)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Pairs are made anew each time that they are looked up; what they say seldom changes. */
const alike = (
  { pair: a }: { readonly pair: Pair | undefined },
  { pair: b }: { readonly pair: Pair | undefined },
): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.from === b.from &&
    a.to === b.to &&
    a.result === b.result &&
    a.predicted === b.predicted &&
    a.expected === b.expected &&
    a.now?.verdict === b.now?.verdict &&
    a.awaited === b.awaited);

const Cell = memo(function Cell({ pair }: { readonly pair: Pair | undefined }) {
  const selected = useSelection(({ selection }) => pair !== undefined && isPair(selection, pair.from, pair.to));
  if (!pair) return <span className={classes.nothing}>–</span>;
  const verdict = verdictOf(pair);
  const { result } = pair;
  const words = `${pair.from} to ${pair.to.id}: ${pairWords(pair)}`;
  return (
    <button
      type="button"
      className={classes.cell}
      aria-pressed={selected}
      title={words}
      data-verdict={verdict}
      data-voice={pair.now ? 'now' : result ? 'measured' : 'predicted'}
      data-awaited={pair.awaited}
      data-selected={selected}
      data-expected={pair.stated ? pair.expected : undefined}
      onClick={() => selectPair(pair.from, pair.to)}
    >
      <Spoken name={words}>
        {pair.now
          ? `${verdictSign(pair.now.verdict === 'reachable' ? 'unreachable' : 'reachable')}→${verdictSign(pair.now.verdict)}`
          : verdict === 'disagrees'
            ? `${verdictSign(pair.predicted ?? 'unknown')}→${verdictSign(result?.measured === 'reachable' ? 'reachable' : 'unreachable')}`
            : short(result?.rttMs) || verdictSign(verdict)}
      </Spoken>
    </button>
  );
}, alike);

const short = (rtt: number | null | undefined): string =>
  rtt === null || rtt === undefined ? '' : rtt < 10 ? rtt.toFixed(1) : String(Math.round(rtt));

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
