/** Values of awk: numbers, strings, and strings that look like numbers. */
import { printf } from '../../posix/printf.ts';

/** `looks`: it came from outside and looks like a number, so that it compares as one. */
export type Value = number | string | { readonly text: string; readonly looks: boolean } | undefined;

const NUMERAL = /^[ \t\n]*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[ \t\n]*$/;

/** From input: a field, a line, an argument. */
export const fromInput = (text: string): Value => ({ text, looks: NUMERAL.test(text) });

export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (value === undefined) return 0;
  const text = typeof value === 'string' ? value : value.text;
  return Number(/^[ \t\n]*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/.exec(text)?.[1] ?? 0);
}

/** How numbers become text: CONVFMT, and from which on whole ones do not stay whole (mawk's are of 32 bits). */
export interface Conversion {
  readonly format: string;
  readonly largest: number;
}

export function toText(value: Value, { format, largest }: Conversion): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return value.text;
  if (Number.isInteger(value) && Math.abs(value) <= largest) return String(value);
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return printf(format, [String(value)]).text;
}

export function isTrue(value: Value): boolean {
  if (value === undefined) return false;
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'string') return value !== '';
  return value.looks ? toNumber(value) !== 0 : value.text !== '';
}

const numeric = (value: Value): boolean =>
  value === undefined || typeof value === 'number' || (typeof value === 'object' && value.looks);

/** Below, at or above 0. */
export function compare(left: Value, right: Value, how: Conversion): number {
  if (numeric(left) && numeric(right)) return toNumber(left) - toNumber(right);
  const [a, b] = [toText(left, how), toText(right, how)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `%c` takes a number or a letter; all else is printf's. */
export function format(pattern: string, args: readonly Value[], convert: Conversion): string {
  const left = [...args];
  return pattern.replace(
    /%(?:%|([-+ #0]*)(\*|\d+)?(\.(?:\*|\d+)?)?([a-zA-Z]))/g,
    (whole, flags: string | undefined, width: string | undefined, precision: string | undefined, kind: string) => {
      if (whole === '%%') return '%';
      const size = width === '*' ? String(Math.trunc(toNumber(left.shift()))) : (width ?? '');
      const digits = precision === '.*' ? `.${Math.trunc(toNumber(left.shift()))}` : (precision ?? '');
      const value = left.shift();
      const spec = `%${flags ?? ''}${size}${digits}`;
      if (kind === 'c') {
        const text =
          typeof value === 'number'
            ? String.fromCodePoint(Math.trunc(value) & 0x1fffff)
            : (toText(value, convert)[0] ?? '');
        return printf(`${spec}s`, [text]).text;
      }
      if (kind === 's') return printf(`${spec}s`, [toText(value, convert)]).text;
      const number = toNumber(value);
      if ('diouxX'.includes(kind))
        return printf(`${spec}${kind === 'i' ? 'd' : kind}`, [String(Math.trunc(Number.isFinite(number) ? number : 0))])
          .text;
      return printf(`${spec}${kind}`, [String(number)]).text;
    },
  );
}

/** A text as a regular expression that means itself. */
export const escaped = (text: string): string => text.replace(/[\\^$.[\]|()*+?{}]/g, '\\$&');
