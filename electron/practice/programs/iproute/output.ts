/** How ip shows things: text in lines and columns, JSON on one line, colours. */
import type { Carried } from '../../os/network/counters.ts';

/** A JSON value whose keys stand in the order in which ip writes them. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface Show {
  /** What a link has carried so far. */
  carried(link: string): Carried;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly json: boolean;
  readonly pretty: boolean;
  readonly details: boolean;
  readonly statistics: boolean;
  /** Said twice: kinds of errors too. */
  readonly errors: boolean;
  readonly brief: boolean;
  readonly oneline: boolean;
  readonly colour: boolean;
  readonly family: 4 | 6 | undefined;
}

const CODES = { name: '36', mac: '33', inet: '35', inet6: '34', up: '32', down: '31' } as const;

export type Colour = keyof typeof CODES;

export const coloured = (show: Show, colour: Colour, text: string): string =>
  show.colour ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text;

const DECIMAL = '\u0001';

/** A number that is written with two decimals, whatever they are. */
export const decimal = (number: number): Json => `${DECIMAL}${number.toFixed(2)}`;

/** As iproute2's own JSON writer prints it. */
export const jsonText = (list: readonly Json[], pretty: boolean): string =>
  `${(pretty ? prettyText(list, 0) : JSON.stringify(list)).replaceAll(/"\\u0001([0-9.]+)"/g, '$1')}\n`;

/** Lists begin and end on the lines of what is in them. */
function prettyText(value: Json, depth: number): string {
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item) => prettyText(item, depth + 1));
    return items.length === 0 ? '[ ]' : `[ ${items.join(',')} ]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const indent = ' '.repeat(4 * (depth + 1));
  const entries = Object.entries(value).map(
    ([key, item]) => `${indent}${JSON.stringify(key)}: ${prettyText(item, depth + 1)}`,
  );
  return entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n${' '.repeat(4 * depth)}}`;
}

/** In one line a backslash stands for each line's end. */
export const lineEnd = (show: Show): string => (show.oneline ? '\\' : '\n');
