/** Values as YAML text, in the style of a lab file: things on one line each, sections in blocks. */

import { type Data, isList, isMap } from '../data.ts';
import type { Path, ScalarStyle } from '../source.ts';

/** Plain text that is the same within brackets and outside, for every YAML reader. */
const PLAIN = /^[\w./][\w./@+~:-]*(?: [\w./@+~-][\w./@+~:-]*)*$/;
/** What YAML 1.2 reads as something else than text, and what readers of YAML 1.1 do. */
const NOT_TEXT =
  /^(?:~|null|true|false|yes|no|on|off|y|n|[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9]*)?)(?:e[-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-f]+|[-+]?\.inf|\.nan|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9]*)?|\d{4}-\d\d?-\d\d?.*)$/i;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;

const isPlain = (text: string): boolean => PLAIN.test(text) && !/:(?: |$)/.test(text) && !NOT_TEXT.test(text);

export function scalarText(value: string | number | boolean | null, style: ScalarStyle = 'plain'): string {
  if (typeof value !== 'string') return value === null ? 'null' : String(value);
  if (style === 'single' && value.search(INVISIBLE) === -1) return `'${value.replaceAll("'", "''")}'`;
  if (style !== 'double' && isPlain(value)) return value;
  return doubleQuoted(value);
}

/** Keys are what is written, so that numbers and words like null need no quotes. */
export function keyText(key: string, style: ScalarStyle = 'plain'): string {
  if (style === 'single' || style === 'double') return scalarText(key, style);
  return PLAIN.test(key) && !key.includes(':') && !key.includes(' ') ? key : doubleQuoted(key);
}

const doubleQuoted = (text: string): string =>
  JSON.stringify(text).replace(INVISIBLE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });

/** On one line. */
export function flowText(data: Data): string {
  if (isMap(data)) {
    if (data.size === 0) return '{}';
    return `{ ${[...data].map(([key, value]) => `${keyText(key)}: ${flowText(value)}`).join(', ')} }`;
  }
  if (isList(data)) return `[${data.map(flowText).join(', ')}]`;
  return scalarText(data);
}

/** Whether people write what stands at this path over several lines. */
export function isSection(path: Path): boolean {
  const [section, , part] = path;
  if (path.length <= 1)
    return (
      section === undefined || ['segments', 'hosts', 'networks', 'expect', 'layout', 'notes'].includes(String(section))
    );
  if (section === 'networks') return path.length === 2;
  return (
    section === 'hosts' &&
    (path.length === 2 || (path.length === 3 && ['interfaces', 'containers', 'routing'].includes(String(part))))
  );
}

/**
 * `key: value` as lines, the first one indented by `indent` spaces and each level below by `step` more; without the last line break.
 */
export function entryText(key: string, data: Data, path: Path, indent: number, step: number, eol: string): string {
  const head = `${' '.repeat(indent)}${keyText(key)}:`;
  const body = bodyText(data, path, indent + step, step, eol);
  return body === undefined ? `${head} ${flowText(data)}` : `${head}${eol}${body}`;
}

/** What stands in the lines under a key; undefined: the value stands on the key's own line. */
export function bodyText(data: Data, path: Path, indent: number, step: number, eol: string): string | undefined {
  if (!isSection(path)) return undefined;
  if (isMap(data) && data.size > 0) {
    return [...data].map(([key, value]) => entryText(key, value, [...path, key], indent, step, eol)).join(eol);
  }
  if (isList(data) && data.length > 0) return data.map((item) => `${' '.repeat(indent)}- ${flowText(item)}`).join(eol);
  return undefined;
}
