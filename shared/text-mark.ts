/**
 * A short name for a text, to tell whether it is another one by now: the same everywhere, in the window and in the program.
 * Nothing is protected by it; two texts of one lab that have the same name are one in 2^53 (FNV-1a, over two halves).
 */
export function textMark(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x9dc5811c;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ (code + at), 0x01000193);
  }
  return `${text.length}-${(low >>> 0).toString(16)}${(high >>> 0).toString(16)}`;
}
