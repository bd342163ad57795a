/** Docker's own settings on a host, as far as registries are concerned: which it speaks plain HTTP with, and who says so. */

import { containsAddress, parseCidr, parseIpv4 } from '../net/ipv4.ts';
import { sameValue } from '../same-value.ts';
import { asList, asRecord, asText, parseJson, type Unknown } from './untrusted.ts';

export interface DockerDaemon {
  /** Where its settings are read from. */
  readonly path: string;
  /** All of that file, to the byte; undefined: there is none. */
  readonly file: string | undefined;
  /** Registries that it was told of by its command line (`--insecure-registry`): then the file may not name any. */
  readonly flags: readonly string[];
  /** What it speaks plain HTTP with now, besides itself: `192.168.1.11:5000`, or a block of addresses. */
  readonly insecure: readonly string[];
}

export const DAEMON_FILE = '/etc/docker/daemon.json';

/** As Docker is installed. */
export const plainDaemon: DockerDaemon = { path: DAEMON_FILE, file: undefined, flags: [], insecure: [] };

const KEY = 'insecure-registries';

/** The settings of the file; undefined: it is no JSON object, and Docker does not start with it. An empty one counts as `{}`. */
export function settingsIn(file: string | undefined): Unknown | undefined {
  if (file === undefined || file.trim() === '') return {};
  // What no text can hold comes as this mark: it could not be put back as it was.
  if (file.includes('\ufffd')) return undefined;
  const value = parseJson(file);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Unknown) : undefined;
}

/** The registries that the file names; undefined: it says nothing of them. */
export function namedIn(file: string | undefined): readonly string[] | undefined {
  const settings = settingsIn(file) ?? {};
  return Object.hasOwn(settings, KEY) ? asList(settings[KEY]).map(asText) : undefined;
}

/** The same settings with one registry more. */
export const withRegistry = (file: string | undefined, registry: string): string =>
  written({ ...settingsIn(file), [KEY]: [...(namedIn(file) ?? []), registry] });

/**
 * The file without a registry that was added to it. Where that leaves what the file held before, it is that very file again,
 * to the byte; where somebody has changed it since, it keeps what they have written.
 *
 * @param before undefined: there was no file
 */
export function withoutRegistry(
  file: string | undefined,
  registry: string,
  before: string | undefined,
): string | undefined {
  const settings = settingsIn(file);
  if (file === undefined || settings === undefined) return file;
  const named = namedIn(file) ?? [];
  const rest = named.filter((item) => item !== registry);
  const { [KEY]: _, ...others } = settings;
  const stays = rest.length > 0 || namedIn(before) !== undefined;
  const left = stays ? { ...others, [KEY]: rest } : others;
  if (sameValue(left, settingsIn(before))) return before;
  return sameValue(left, settings) ? file : written(left);
}

/** The same, with the list there even where it is empty: from a file without it a daemon that runs takes nothing back. */
export const withEmptiedList = (file: string | undefined, registry: string): string =>
  written({ ...settingsIn(file), [KEY]: (namedIn(file) ?? []).filter((item) => item !== registry) });

/** Old values of this kind are the whole file from before, kept under the registry that was added to it. */
export const trustKind = 'trust';

/** The file as an old value, which is one line. */
export const fileToKeep = (file: string | undefined): string => (file === undefined ? 'absent' : JSON.stringify(file));

export function keptFile(value: string): string | undefined {
  const file = value === 'absent' ? undefined : parseJson(value);
  return typeof file === 'string' ? file : undefined;
}

const written = (settings: Unknown): string => `${JSON.stringify(settings, null, 2)}\n`;

const LOOPBACK = parseCidr('127.0.0.0/8');

/** Whether a daemon that speaks plain HTTP with these does so with a registry: `192.168.1.11:5000`. */
export function speaksPlainly(insecure: readonly string[], registry: string): boolean {
  if (insecure.includes(registry) || /^localhost(?::|$)/.test(registry)) return true;
  const address = parseIpv4(registry.replace(/:\d+$/, ''));
  if (address === undefined) return false;
  return [LOOPBACK, ...insecure.map(parseCidr)].some((block) => block !== undefined && containsAddress(block, address));
}

/** What is named by a command line: `dockerd --insecure-registry 192.168.1.11:5000`. */
export const flagsIn = (argv: readonly string[]): readonly string[] =>
  argv.flatMap((word, at) => {
    if (word === '--insecure-registry') return argv[at + 1] ?? [];
    return word.startsWith('--insecure-registry=') ? word.slice('--insecure-registry='.length) : [];
  });

/** What `/info` tells under RegistryConfig, without the machine itself, which every Docker trusts. */
export function insecureIn(config: unknown): readonly string[] {
  const { InsecureRegistryCIDRs, IndexConfigs } = asRecord(config);
  const blocks = asList(InsecureRegistryCIDRs).map(asText);
  const names = Object.entries(asRecord(IndexConfigs)).flatMap(([name, index]) =>
    asRecord(index).Secure === false ? [name] : [],
  );
  return [...blocks.filter((block) => block !== '127.0.0.0/8' && block !== '::1/128'), ...names];
}
