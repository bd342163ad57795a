/** What a container has besides its place: kept in a label as it was asked for, since Docker mixes it with what the image has. */
import type { Container } from '../lab/lab.ts';
import type { ContainerOptions } from '../lab/things/container-options.ts';
import { labelOf } from './docker.ts';

const LABEL = 'dev.trunkline.options';

/** All but when Docker starts it: that is changed in place. */
const KEYS = [
  'hostname',
  'environment',
  'ports',
  'volumes',
  'capAdd',
  'privileged',
  'sysctls',
  'dns',
  'labels',
  'entrypoint',
  'user',
] as const satisfies readonly (keyof ContainerOptions)[];

type Said = Readonly<Record<string, unknown>>;

/** Those that say something; an empty list, or false, says what is so without it. */
function saidBy(of: ContainerOptions): Said {
  const said = KEYS.flatMap((key): readonly (readonly [string, unknown])[] => {
    const value = of[key];
    const nothing =
      value === undefined || value === null || value === false || (typeof value === 'object' && value.length === 0);
    return nothing ? [] : [[key, value]];
  });
  return Object.fromEntries(said);
}

/** For `docker run`. */
export const optionsOf = (of: Container): ContainerOptions => saidBy(of);

/** A container's labels beyond its marks: its own, and what was asked for. */
export function labelsOf(of: Container): Readonly<Record<string, string>> {
  const said = saidBy(of);
  if (Object.keys(said).length === 0) return {};
  const own = (of.labels ?? []).map((pair): readonly [string, string] => {
    const at = pair.indexOf('=');
    return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
  });
  return { ...Object.fromEntries(own), [LABEL]: JSON.stringify(said) };
}

const WORDS: Readonly<Record<string, string>> = { capAdd: 'cap_add' };

/** What was asked for otherwise, for a person; undefined: nothing. */
export function optionDifference(labels: Readonly<Record<string, string>>, of: Container): string | undefined {
  const wanted = saidBy(of);
  const was = read(labelOf(labels, LABEL));
  const text = (value: unknown): string =>
    value === undefined ? 'not set' : Array.isArray(value) ? value.join(', ') : String(value);
  const key = KEYS.find((name) => JSON.stringify(was[name]) !== JSON.stringify(wanted[name]));
  return key === undefined
    ? undefined
    : `its ${WORDS[key] ?? key} is ${text(was[key])}, and should be ${text(wanted[key])}`;
}

function read(label: string | undefined): Said {
  try {
    const said: unknown = label === undefined ? {} : JSON.parse(label);
    return typeof said === 'object' && said !== null ? (said as Said) : {};
  } catch {
    return {};
  }
}
