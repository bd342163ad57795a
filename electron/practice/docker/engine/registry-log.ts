/**
 * What a registry writes into its log: who asked for what, and what it answered (distribution 2.8, by logrus and gorilla/handlers).
 * Recorded with a terminal and without one.
 */

import type { Output } from '../../os/streams.ts';
import { hexId } from './ids.ts';
import type { Log } from './log.ts';
import type { Container } from './state.ts';

/** One request, and its answer. */
export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** As the caller called the registry: `192.168.1.11:5000`. */
  readonly host: string;
  /** Whence the registry sees it come. */
  readonly from: string;
  readonly agent: string;
  readonly status: number;
  /** Of the answer, in bytes. */
  readonly written: number;
  /** Of the answer; undefined: it has none. */
  readonly type?: string | undefined;
  /** Why it is no success. */
  readonly error?: { readonly code: string; readonly detail: string; readonly message: string } | undefined;
  /** What the path names: a repository, and a tag or digest of it. */
  readonly names?: Readonly<Record<string, string>>;
}

type Level = 'info' | 'warning' | 'error';
type Fields = readonly (readonly [string, string])[];

const COLOURS: Readonly<Record<Level, number>> = { info: 36, warning: 33, error: 31 };

const BUILD: Fields = [
  ['service', 'registry'],
  ['version', '2.8.2+ds1'],
];
const GO = ['go.version', 'go1.19.8'] as const;

const NO_SECRET =
  'No HTTP secret provided - generated random secret. This may cause problems with uploads if multiple registries are behind a load-balancer. To provide a shared secret, fill in http.secret in the configuration file or set the REGISTRY_HTTP_SECRET environment variable.';

/** As it starts. */
export function registryStarts(log: Log, container: Container, now: number): void {
  const instance = uuid(`${container.id} ${container.started}`);
  const fields: Fields = [GO, ['instance.id', instance], ...BUILD];
  const say = (level: Level, message: string): void => tell(log, container, now, level, message, fields);
  const isSecret = container.config.env.some((item) => item.startsWith('REGISTRY_HTTP_SECRET='));
  if (!isSecret) say('warning', NO_SECRET);
  say('info', 'redis not configured');
  say('info', 'using inmemory blob descriptor cache');
  say('info', 'listening on [::]:5000');
  say('info', `Starting upload purge in ${Number.parseInt(instance.slice(0, 4), 16) % 60}m0s`);
}

export function registryAnswered(log: Log, container: Container, now: number, asked: Asked): void {
  const { method, target, host, from, agent, status, written, type, error, names = {} } = asked;
  const request = uuid(`${container.id} ${now} ${log.pieces.length}`);
  const port = 32_768 + (Number.parseInt(request.slice(0, 4), 16) % 28_000);
  // What is no part of its API it answers without a word.
  if (target.startsWith('/v2'))
    tell(
      log,
      container,
      now,
      error === undefined ? 'info' : 'error',
      `response completed${error ? ' with error' : ''}`,
      [
        ...(error === undefined
          ? []
          : ([
              ['err.code', error.code],
              ['err.detail', error.detail],
              ['err.message', error.message],
            ] as const)),
        GO,
        ['http.request.host', host],
        ['http.request.id', request],
        ['http.request.method', method],
        ['http.request.remoteaddr', `${from}:${port}`],
        ['http.request.uri', target],
        ['http.request.useragent', agent],
        ...(type === undefined ? [] : ([['http.response.contenttype', type]] as const)),
        ['http.response.duration', `${(1 + (port % 4000) / 1000).toFixed(6)}ms`],
        ['http.response.status', String(status)],
        ['http.response.written', String(written)],
        ...(error === undefined ? [] : Object.entries(names).map(([name, value]) => [`vars.${name}`, value] as const)),
      ],
    );
  write(
    log,
    container,
    'stdout',
  )(`${from} - - [${day(now)}] "${method} ${target} HTTP/1.1" ${status} ${written} "" ${quoted(agent)}\n`);
}

/** By logrus: in colours and with seconds since the start where it writes to a terminal. */
function tell(log: Log, container: Container, now: number, level: Level, message: string, fields: Fields): void {
  const out = write(log, container, 'stderr');
  if (!container.config.tty) {
    const all: Fields = [['time', new Date(now).toISOString()], ['level', level], ['msg', message], ...fields];
    out(`${all.map(([name, value]) => `${name}=${name === 'time' ? `"${value}"` : shown(value)}`).join(' ')}\n`);
    return;
  }
  const colour = (text: string): string => `\x1b[${COLOURS[level]}m${text}\x1b[0m`;
  const seconds = String(Math.floor((now - (container.started ?? now)) / 1000)).padStart(4, '0');
  const words = fields.map(([name, value]) => ` ${colour(name)}=${shown(value)}`);
  out(`${colour(level.slice(0, 4).toUpperCase())}[${seconds}] ${message.padEnd(44)} ${words.join('')}\n`);
}

/** A terminal has but one way out, and ends lines its own way. */
function write(log: Log, { config: { tty } }: Container, to: 'stdout' | 'stderr'): (text: string) => void {
  const output: Output = log.tee(tty ? 'stdout' : to, undefined);
  return (text) => void output.write(tty ? text.replaceAll('\n', '\r\n') : text);
}

const shown = (value: string): string => (/^[A-Za-z0-9\-._/@^+]*$/.test(value) ? value : quoted(value));
/** As Go quotes. */
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** `01/Dec/2026:17:41:07 +0000` */
function day(time: number): string {
  const [date = '', clock = ''] = new Date(time).toISOString().split('T');
  const [year, month, number] = date.split('-');
  return `${number}/${MONTHS[Number(month) - 1]}/${year}:${clock.slice(0, 8)} +0000`;
}

function uuid(of: string): string {
  const hex = hexId('uuid', of);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
