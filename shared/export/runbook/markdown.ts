/** Words as Markdown, whatever they are made of. */

/** Text that means nothing but itself. */
export const plain = (text: string): string =>
  text
    .replace(/[\\`*[\]<>|#&]/g, (mark) => `\\${mark}`)
    .replace(/(^|\W)_|_(?=\W|$)/g, (found) => found.replace('_', '\\_'))
    .replace(/\s+/g, ' ');

/** On one line; the fence is longer than any within. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  const fence = '`'.repeat(longest(line) + 1);
  const room = /^`|`$|^ .* $/.test(line) ? ' ' : '';
  return `${fence}${room}${line}${room}${fence}`;
}

/** In a table a bar ends the cell, also within code. */
export const cell = (markdown: string): string => markdown.replace(/(?<!\\)\|/g, '\\|');

export function block(lines: readonly string[], language = 'sh'): string {
  const text = lines.join('\n');
  const fence = '`'.repeat(Math.max(3, longest(text) + 1));
  return `${fence}${language}\n${text}\n${fence}\n`;
}

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |\n`).join('');

const longest = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
