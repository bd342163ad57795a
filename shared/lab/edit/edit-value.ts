/** What an edit says, as data of a file. */
import type { Data } from '../data.ts';
import type { Value } from './language.ts';

export function valueData(value: Value): Data | undefined {
  if (value === undefined || value === null || typeof value !== 'object') return value;
  if (value instanceof Map) return value;
  if (Array.isArray(value)) return value.map((item: Value) => valueData(item) ?? null);
  const entries = Object.entries(value as Readonly<Record<string, Value>>).map(
    ([key, inner]) => [key, valueData(inner)] as const,
  );
  return new Map(entries.filter((entry): entry is [string, Data] => entry[1] !== undefined));
}
