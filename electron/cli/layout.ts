/** Text that fits a terminal: lines that are broken between words, and columns that align. */
import { stripVTControlCharacters } from 'node:util';

/** Colours take no room. */
const widthOf = (text: string): number => [...stripVTControlCharacters(text)].length;

/**
 * A line broken between words, so that none is wider than `width` characters where a word is not; what follows the first is
 * indented. Infinite: one line, for programs that read line by line.
 */
export function wrapped(text: string, width: number, indent = 4): readonly string[] {
  if (widthOf(text) <= width) return [text];
  const [, margin = '', rest = ''] = /^(\s*)(.*)$/s.exec(text) ?? [];
  const lines: string[] = [];
  let line = margin;
  let bare = true;
  for (const word of rest.split(' ')) {
    if (!bare && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = ' '.repeat(margin.length + indent) + word;
    } else line += bare ? word : ` ${word}`;
    bare = false;
  }
  return [...lines, line];
}

/** Rows as aligned columns: the first to the left, numbers in the others to the right. */
export function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const room = ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell)));
        return column === 0 ? cell + room : room + cell;
      })
      .join('  ')
      .trimEnd(),
  );
}
