/** The functions that the docker command gives to templates, and Go's own. */
import { TemplateError } from './parse.ts';

export const truthy = (value: unknown): boolean => {
  if (typeof value === 'symbol' || value === undefined || value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object') return Object.keys(value).length > 0;
  return Boolean(value);
};

/** Keys of what is a structure in Go, in its order: it prints its values alone. */
const STRUCTURES: readonly (readonly string[])[] = [
  ['HostIp', 'HostPort'],
  ['Name', 'MaximumRetryCount'],
  ['Type', 'Config'],
  ['Subnet', 'IPRange', 'Gateway', 'AuxiliaryAddresses'],
  ['Driver', 'Options', 'Config'],
  ['Type', 'Name', 'Source', 'Destination', 'Driver', 'Mode', 'RW', 'Propagation'],
];

/** A structure of these keys, with what it leaves out in JSON; undefined: a map. */
const structureOf = (keys: readonly string[]): readonly string[] | undefined =>
  STRUCTURES.find((order) => order[0] === keys[0] && keys.length > 1 && keys.every((key) => order.includes(key)));

/** As `%v` prints it. */
export function goText(value: unknown): string {
  if (value === null) return '<nil>';
  if (value === undefined || typeof value === 'symbol') return '<no value>';
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (typeof value === 'object') {
    const structure = Object.keys(value).length === 0 ? undefined : structureOf(Object.keys(value));
    if (structure !== undefined) {
      const held = value as Readonly<Record<string, unknown>>;
      return `{${structure.map((key) => (held[key] === undefined ? absent(key) : goText(held[key]))).join(' ')}}`;
    }
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    // Of a set, the keys are all that there is.
    const shown = ([key, item]: readonly [string, unknown]): string =>
      `${key}:${isPort(key) && isEmpty(item) ? '{}' : goText(item)}`;
    return `map[${entries.map(shown).join(' ')}]`;
  }
  return String(value);
}

/** What Go keeps for a field that JSON leaves out. */
const absent = (key: string): string => (key === 'AuxiliaryAddresses' || key === 'Options' ? 'map[]' : '');
const isPort = (key: string): boolean => /^\d+\/(?:tcp|udp|sctp)$/.test(key) || key.startsWith('/');
const isEmpty = (item: unknown): boolean =>
  typeof item === 'object' && item !== null && !Array.isArray(item) && Object.keys(item).length === 0;

/** As Go's encoding/json writes it, with its escapes for HTML. */
export const goJson = (value: unknown): string =>
  (JSON.stringify(value ?? null) ?? 'null').replace(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

type Call = (args: readonly unknown[]) => unknown;

const text = (value: unknown): string => (value === undefined ? '' : goText(value));

function compared(a: unknown, b: unknown): number {
  if (typeof a !== typeof b) throw new TemplateError('incompatible types for comparison');
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0;
}

function at(value: unknown, key: unknown): unknown {
  if (Array.isArray(value)) {
    const place = Number(key);
    if (!(place >= 0 && place < value.length)) throw new TemplateError(`index out of range: ${text(key)}`);
    return value[place];
  }
  if (typeof value === 'object' && value !== null) {
    const name = String(key);
    return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : '';
  }
  if (value === undefined || value === null) throw new TemplateError('index of untyped nil');
  throw new TemplateError(`can't index item of type ${typeof value}`);
}

function printf([format, ...args]: readonly unknown[]): string {
  let next = 0;
  return String(format).replace(/%(-?)(0?)(\d*)(?:\.(\d+))?([a-zA-Z%])/g, (_, left, zero, width, digits, verb) => {
    if (verb === '%') return '%';
    const value = args[next++];
    const shown = formatted(verb, value, digits);
    if (width === '') return shown;
    return left ? shown.padEnd(Number(width)) : shown.padStart(Number(width), zero ? '0' : ' ');
  });
}

function formatted(verb: string, value: unknown, digits: string | undefined): string {
  if (verb === 'q') return JSON.stringify(text(value));
  if (verb === 'x' && typeof value === 'number') return value.toString(16);
  if (verb === 'f') return Number(value).toFixed(Number(digits ?? 6));
  if (verb === 't' || verb === 'd' || verb === 's' || verb === 'v') {
    if (verb === 'd' && typeof value !== 'number') return `%!d(${typeof value}=${text(value)})`;
    return digits !== undefined && verb === 's' ? text(value).slice(0, Number(digits)) : text(value);
  }
  return `%!${verb}(${text(value)})`;
}

/** Go puts spaces between what `print` is given only where neither is text. */
const print = (args: readonly unknown[]): string =>
  args
    .map((value, place) => {
      const before = args[place - 1];
      return place > 0 && typeof value !== 'string' && typeof before !== 'string' ? ` ${text(value)}` : text(value);
    })
    .join('');

export const functions: Readonly<Record<string, Call>> = {
  json: ([value]) => goJson(value),
  join: ([list, separator]) => (Array.isArray(list) ? list.map(text).join(String(separator)) : text(list)),
  split: ([value, separator]) => text(value).split(String(separator)),
  lower: ([value]) => text(value).toLowerCase(),
  upper: ([value]) => text(value).toUpperCase(),
  title: ([value]) => text(value).replace(/\b\w/g, (letter) => letter.toUpperCase()),
  pad: ([value, before, after]) =>
    text(value) === '' ? '' : ' '.repeat(Number(before)) + text(value) + ' '.repeat(Number(after)),
  truncate: ([value, length]) => text(value).slice(0, Number(length)),
  len: ([value]) => {
    if (Array.isArray(value) || typeof value === 'string') return value.length;
    if (typeof value === 'object' && value !== null) return Object.keys(value).length;
    throw new TemplateError(
      value === null || value === undefined ? 'len of nil pointer' : `len of type ${typeof value}`,
    );
  },
  index: ([value, ...keys]) => keys.reduce(at, value),
  slice: ([value, from, to]) => {
    if (typeof value !== 'string' && !Array.isArray(value))
      throw new TemplateError(`can't slice item of type ${typeof value}`);
    const end = to === undefined ? value.length : Number(to);
    for (const place of [Number(from ?? 0), end])
      if (!(place >= 0 && place <= value.length)) throw new TemplateError(`index out of range: ${text(place)}`);
    return value.slice(Number(from ?? 0), end);
  },
  printf,
  print,
  println: (args) => `${args.map(text).join(' ')}\n`,
  html: ([value]) => text(value),
  js: ([value]) => text(value),
  urlquery: ([value]) => encodeURIComponent(text(value)),
  and: (args) => args.find((value) => !truthy(value)) ?? args.at(-1),
  or: (args) => args.find(truthy) ?? args.at(-1),
  not: ([value]) => !truthy(value),
  eq: ([first, ...rest]) => rest.some((other) => first === other || compared(first, other) === 0),
  ne: ([a, b]) => a !== b && compared(a, b) !== 0,
  lt: ([a, b]) => compared(a, b) < 0,
  le: ([a, b]) => compared(a, b) <= 0,
  gt: ([a, b]) => compared(a, b) > 0,
  ge: ([a, b]) => compared(a, b) >= 0,
};
