/** How bash shows values so that it could read them again. */

/** In single quotes where it must be, `$'…'` for what cannot be seen: `${x@Q}`, `set`, `declare -p` and `set -x` stand on it. */
export const singleQuoted = (text: string): string =>
  hasControl(text) ? ansiQuoted(text) : `'${text.replaceAll("'", "'\\''")}'`;

/** As it is where nothing in it is special. */
export const quotedIfNeeded = (text: string): string =>
  text !== '' && !/[^\w@%+=:,./^-]/.test(text.replace(/[\u0080-\uffff]/g, 'a')) ? text : singleQuoted(text);

/** In double quotes, as `declare -p` shows values. */
export const doubleQuoted = (text: string): string =>
  hasControl(text) ? ansiQuoted(text) : `"${text.replace(/["\\$`]/g, '\\$&')}"`;

/** A backslash before each character that is special: `printf %q`. */
export function backslashed(text: string): string {
  if (text === '') return "''";
  if (hasControl(text)) return ansiQuoted(text);
  return text.replace(/[ \t!"$&'()*,;<>?[\\\]^`{|}]/g, '\\$&').replace(/^[~#]/, '\\$&');
}

const hasControl = (text: string): boolean => /\p{Cc}/u.test(text);

const NAMED: Readonly<Record<string, string>> = {
  ...{ '\n': '\\n', '\t': '\\t', '\r': '\\r', '\x07': '\\a', '\b': '\\b', '\f': '\\f', '\v': '\\v', '\x1b': '\\E' },
  ...{ "'": "\\'", '\\': '\\\\' },
};
const ansiQuoted = (text: string): string =>
  `$'${text.replace(/\p{Cc}|['\\]/gu, (char) => NAMED[char] ?? `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`)}'`;
