/** How ip shows things: text in lines and columns, JSON on one line, colours. */
import type { Carried } from '../../os/network/counters.ts';

/** A JSON value whose keys stand in the order in which ip writes them. */
export type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

export interface Show {
  /** What a link has carried so far. */
  carried(link: string): Carried;
  readonly json: boolean;
  readonly pretty: boolean;
  readonly details: boolean;
  readonly statistics: boolean;
  readonly brief: boolean;
  readonly oneline: boolean;
  readonly colour: boolean;
  readonly family: 4 | 6 | undefined;
}

const CODES = { name: '36', mac: '33', inet: '35', inet6: '34', up: '32', down: '31' } as const;

export type Colour = keyof typeof CODES;

export const coloured = (show: Show, colour: Colour, text: string): string =>
  show.colour ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text;

/** As iproute2's own JSON writer prints it. */
export function jsonText(list: readonly Json[], pretty: boolean): string {
  if (!pretty) return `${JSON.stringify(list)}\n`;
  return list.length === 0
    ? '[ ]\n'
    : `${JSON.stringify(list, undefined, 4)
        .replace(/^\[\n {4}/, '[ ')
        .replace(/\n\]$/, ' ]')
        // Lists of words stand on one line.
        .replace(
          /\[\n((?: +"[^"\n]*",?\n)+) +\]/g,
          (_, words: string) => `[ ${words.trim().split(/,\n +/).join(',')} ]`,
        )
        .replace(/\[\]/g, '[ ]')}\n`;
}

/** In one line a backslash stands for each line's end. */
export const lineEnd = (show: Show): string => (show.oneline ? '\\' : '\n');
