/** Reading what a host answered: any shape can come, and every reader here gives something sane for it. */

import { printable } from '../printable.ts';

export type Unknown = Readonly<Record<string, unknown>>;

export const asRecord = (value: unknown): Unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Unknown) : {};
export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
/** Whole, and such that one more is another number. */
export const asNumber = (value: unknown): number => (Number.isSafeInteger(value) ? (value as number) : 0);
/** Empty texts count as absent. */
export const textOrNone = (value: unknown): string | undefined => asText(value) || undefined;

/** Only an object's own text values, on an object without a prototype's names. */
export const asTexts = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(asRecord(value)).flatMap(([key, item]) =>
      typeof item === 'string' && key !== '__proto__' ? [[key, item]] : [],
    ),
  );

/** A NUL byte can be no argument of any command that is made of what a host told: it is shown as what it is, unreadable. */
export const withoutNul = (text: string): string => text.replaceAll('\0', '\ufffd');

/** The value of a JSON text, its NUL characters made unreadable ones, in names too; or undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/\\(?:\\|u0000)/g, (found) => (found === '\\u0000' ? '\\ufffd' : found)));
  } catch {
    return undefined;
  }
}

/** What a host said, for a person to read: its end. */
export const excerpt = (text: string): string => printable(text.slice(-2_000)).trim();
