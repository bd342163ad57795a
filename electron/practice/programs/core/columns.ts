/** Text in columns. */

/** As wide as what stands in them; the last cell of a row as it is. @param rows may have more cells than the first */
export function inColumns(rows: readonly (readonly string[])[], between = ' '): readonly string[] {
  const widths = rows.reduce<readonly number[]>(
    (most, row) => row.map((cell, at) => Math.max(cell.length, most[at] ?? 0)).concat(most.slice(row.length)),
    [],
  );
  return rows.map((row) =>
    row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0))).join(between),
  );
}

const TAB = 8;
const nextTab = (at: number): number => (at + TAB) & ~(TAB - 1);

/** As many columns as a terminal has room for, filled one after the other, with tabs between (util-linux's column). */
export function filledColumns(entries: readonly string[], room: number): readonly string[] {
  const wide = nextTab(Math.max(0, ...entries.map(({ length }) => length)));
  if (wide >= room) return entries;
  const across = Math.floor(room / wide);
  const down = Math.ceil(entries.length / across);
  return Array.from({ length: down }, (_, row) => {
    const cells = entries.filter((_entry, at) => at % down === row);
    let line = '';
    let used = 0;
    for (const [column, cell] of cells.entries()) {
      line += cell;
      used += cell.length;
      if (column === cells.length - 1) break;
      for (let next = nextTab(used); next <= wide * (column + 1); next = nextTab(used)) {
        line += '\t';
        used = next;
      }
    }
    return line;
  });
}
