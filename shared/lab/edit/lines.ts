/** Where lines begin and end around an offset. */

/** The offset of the first character of the line that `offset` is on. */
export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** The offset after the line break of the line that `offset` ends on; a block scalar ends after its own line break. */
export function lineAfter(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') return offset;
  const newline = text.indexOf('\n', offset);
  return newline === -1 ? text.length : newline + 1;
}

/** The line break that is in use at an offset: that of its line, or else of the file's first line. */
export function eolAt(text: string, offset: number): string {
  let newline = text.indexOf('\n', offset);
  if (newline === -1) newline = text.lastIndexOf('\n', offset);
  return newline > 0 && text[newline - 1] === '\r' ? '\r\n' : '\n';
}

/** What stands before `offset` on its line. */
export const prefixOf = (text: string, offset: number): string => text.slice(lineStart(text, offset), offset);

/** Whether nothing but spaces stands before `offset` on its line. */
export const startsLine = (text: string, offset: number): boolean => /^\ufeff?[ \t]*$/.test(prefixOf(text, offset));

/** After spaces, comments and line breaks: where the next token begins. */
export function skipBlanks(text: string, from: number): number {
  let offset = from;
  while (offset < text.length) {
    const character = text[offset];
    if (character === '#' && /[\s,[{]/.test(text[offset - 1] ?? ' ')) {
      const newline = text.indexOf('\n', offset);
      if (newline === -1) return text.length;
      offset = newline;
    } else if (character === ' ' || character === '\t' || character === '\r' || character === '\n') offset++;
    else break;
  }
  return offset;
}

/** After spaces on the same line. */
export function skipSpaces(text: string, from: number): number {
  let offset = from;
  while (text[offset] === ' ' || text[offset] === '\t') offset++;
  return offset;
}

/** Whether the rest of the line is empty or a comment. */
export const restIsBlank = (text: string, offset: number): boolean => {
  const next = skipSpaces(text, offset);
  return next >= text.length || text[next] === '\n' || text[next] === '\r' || (text[next] === '#' && next > offset);
};
