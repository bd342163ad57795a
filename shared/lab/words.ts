/** A command as text and as words: quotes and backslashes as in a POSIX shell, and nothing else of a shell. */

export type Words =
  | { readonly ok: true; readonly words: readonly string[] }
  | { readonly ok: false; readonly fault: string };

/**
 * Splits a command into words. `'…'` is literal; within `"…"` a backslash protects `"`, `\`, `$`, `` ` `` and a line break;
 * outside quotes it protects any character. Nothing is expanded and nothing is an operator: `$HOME`, `*`, `;` and `&&` are
 * plain text, because no shell ever sees the command.
 */
export function splitWords(text: string): Words {
  const words: string[] = [];
  let word: string | undefined;
  let index = 0;
  while (index < text.length) {
    const character = text.charAt(index);
    if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      index++;
    } else if (character === "'") {
      const end = text.indexOf("'", index + 1);
      if (end === -1) return { ok: false, fault: 'has a single quote that is not closed' };
      word = (word ?? '') + text.slice(index + 1, end);
      index = end + 1;
    } else if (character === '"') {
      const quoted = doubleQuoted(text, index + 1);
      if (quoted === undefined) return { ok: false, fault: 'has a double quote that is not closed' };
      word = (word ?? '') + quoted.text;
      index = quoted.end;
    } else if (character === '\\') {
      if (index + 1 >= text.length) return { ok: false, fault: 'ends with a backslash' };
      const next = text.charAt(index + 1);
      if (next !== '\n') word = (word ?? '') + next;
      index += 2;
    } else {
      word = (word ?? '') + character;
      index++;
    }
  }
  if (word !== undefined) words.push(word);
  return { ok: true, words };
}

function doubleQuoted(text: string, start: number): { readonly text: string; readonly end: number } | undefined {
  let out = '';
  for (let index = start; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === '"') return { text: out, end: index + 1 };
    if (character === '\\' && index + 1 < text.length) {
      const next = text.charAt(index + 1);
      if (next === '\n') index++;
      else if ('"\\$`'.includes(next)) {
        out += next;
        index++;
      } else out += character;
    } else out += character;
  }
  return undefined;
}

/** The text that `splitWords` reads as these words; as plain as it can be. Not for a shell: quoting for shells has its own place. */
export const joinWords = (words: readonly string[]): string =>
  words.map((word) => (word !== '' && !/[\s'"\\]/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
