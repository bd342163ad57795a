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

/** What `prune` may take, by its filters. @throws Refusal */
export function prunable(
  written: readonly string[],
  now: number,
): (item: {
  readonly labels?: Readonly<Record<string, string>> | null | undefined;
  readonly created: number;
}) => boolean {
  const filters = filtersOf(written, ['label', 'label!', 'until']);
  const until = (filters.get('until') ?? []).map((text) => timeOf(text, now));
  return ({ labels: given, created }) => {
    const labels = given ?? {};
    return (
      labelsFit(filters, labels) &&
      !(filters.get('label!') ?? []).some((text) => labelsFit(new Map([['label', [text]]]), labels)) &&
      until.every((time) => created < time)
    );
  };
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** A moment, or how long ago: `24h`, `1h30m`. */
function timeOf(text: string, now: number): number {
  if (/^(?:\d+(?:\.\d+)?[smh])+$/.test(text))
    return [...text.matchAll(/([\d.]+)([smh])/g)].reduce(
      (time, [, count, unit = 's']) => time - Number(count) * (UNITS[unit] ?? 1) * 1000,
      now,
    );
  const at = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  if (Number.isNaN(at)) throw new Refusal(`failed to parse value as time or duration: "${text}"`, 400);
  return at;
}

/** Labels must fit all that were asked for. */
export const labelsFit = (filters: Filters, labels: Readonly<Record<string, string>>): boolean =>
  (filters.get('label') ?? []).every((text) => {
    const [name = '', ...value] = text.split('=');
    if (!Object.hasOwn(labels, name)) return false;
    return value.length === 0 || labels[name] === value.join('=');
  });
