/** `--filter name=x --filter label=y`. */
import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { CliError } from './subcommand.ts';

export type Filters = ReadonlyMap<string, readonly string[]>;

/** @param known the names that Docker knows for this list */
export function filtersOf(written: readonly string[], known: readonly string[]): Filters {
  const filters = new Map<string, string[]>();
  for (const text of written) {
    const at = text.indexOf('=');
    if (at === -1) throw new CliError('bad format of filter (expected name=value)', 125);
    const name = text.slice(0, at).trim().toLowerCase();
    if (!known.includes(name)) throw new Refusal(`Invalid filter '${name}'`, 400);
    filters.set(name, [...(filters.get(name) ?? []), text.slice(at + 1).trim()]);
  }
  return filters;
}

/** Several values of one filter: any of them will do. */
export const any = (filters: Filters, name: string, fits: (value: string) => boolean): boolean => {
  const values = filters.get(name);
  return values === undefined || values.some(fits);
};

/** A name's filter is a regular expression, or a part of the name where it is none. */
export function nameFits(name: string, value: string): boolean {
  try {
    return new RegExp(value).test(name);
  } catch {
    return name.includes(value);
  }
}

/** Labels must fit all that were asked for. */
export const labelsFit = (filters: Filters, labels: Readonly<Record<string, string>>): boolean =>
  (filters.get('label') ?? []).every((text) => {
    const [name = '', ...value] = text.split('=');
    if (!Object.hasOwn(labels, name)) return false;
    return value.length === 0 || labels[name] === value.join('=');
  });
