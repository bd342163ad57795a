/** The options of `curl`, on its command line or in a configuration that it is given by `-K`. */
import type { Process } from '../../os/machine.ts';

export interface Asked {
  readonly urls: readonly string[];
  readonly socket: string | undefined;
  readonly method: string;
  readonly include: boolean;
  readonly head: boolean;
  readonly silent: boolean;
  readonly showError: boolean;
  /** What goes to and fro is told. */
  readonly verbose: boolean;
  readonly fail: boolean;
  /** Whatever certificate is shown is the right one. */
  readonly insecure: boolean;
  readonly writeOut: string | undefined;
  readonly output: string | undefined;
  readonly version: boolean;
  readonly headers: readonly string[];
  readonly body: string | undefined;
  /** Milliseconds; undefined: as long as it takes. */
  readonly patience: number | undefined;
  /** That is how long it may take to be connected, and not all of it. */
  readonly connecting: boolean;
}

export class CurlUsage extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** By their long names, with the short one and whether a value follows. */
const OPTIONS: Readonly<Record<string, readonly [short: string, value: boolean]>> = {
  config: ['K', true],
  'connect-timeout': ['', true],
  data: ['d', true],
  disable: ['q', false],
  fail: ['f', false],
  get: ['G', false],
  head: ['I', false],
  header: ['H', true],
  include: ['i', false],
  insecure: ['k', false],
  location: ['L', false],
  'max-time': ['m', true],
  noproxy: ['', true],
  output: ['o', true],
  'remote-name': ['O', false],
  request: ['X', true],
  'show-error': ['S', false],
  silent: ['s', false],
  'unix-socket': ['', true],
  url: ['', true],
  'user-agent': ['A', true],
  verbose: ['v', false],
  version: ['V', false],
  'write-out': ['w', true],
};

const seconds = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text) * 1000;

function patienceOf(all: number | undefined, connecting: number | undefined): Pick<Asked, 'patience' | 'connecting'> {
  const first = connecting !== undefined && connecting < (all ?? Number.POSITIVE_INFINITY);
  return { patience: first ? connecting : all, connecting: first };
}

export async function readArguments(process: Process): Promise<Asked> {
  const values = new Map<string, string[]>();
  const set = (name: string, value: string): void => {
    values.set(name, [...(values.get(name) ?? []), value]);
  };
  read(process.argv.slice(1), set);
  for (const path of values.get('config') ?? []) {
    const text = path === '-' ? await process.stdin.all() : process.userland.files.read(path);
    configured(text, set);
  }
  const last = (name: string): string | undefined => values.get(name)?.at(-1);
  const urls = values.get('url') ?? [];
  const version = values.has('version');
  if (urls.length === 0 && !version) {
    throw new CurlUsage(2, "try 'curl --help' or 'curl --manual' for more information");
  }
  return {
    urls,
    socket: last('unix-socket'),
    method:
      last('request') ?? (values.has('data') && !values.has('get') ? 'POST' : values.has('head') ? 'HEAD' : 'GET'),
    include: values.has('include'),
    head: values.has('head'),
    silent: values.has('silent'),
    showError: values.has('show-error'),
    verbose: values.has('verbose'),
    fail: values.has('fail'),
    insecure: values.has('insecure'),
    writeOut: last('write-out'),
    headers: values.get('header') ?? [],
    body: values.get('data')?.join('&'),
    ...patienceOf(seconds(last('max-time')), seconds(last('connect-timeout'))),
    output: last('output'),
    version,
  };
}

type Set = (name: string, value: string) => void;

function read(argv: readonly string[], set: Set): void {
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (!word.startsWith('-') || word === '-') set('url', word);
    else if (word.startsWith('--')) {
      const name = word.slice(2);
      const option = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
      if (option === undefined) throw unknown(word);
      if (option[1]) at += 1;
      set(name, option[1] ? needed(argv[at], word) : '');
    } else at = letters(argv, at, set);
  }
}

/** Several short options in one word, the last of which may take a value. */
function letters(argv: readonly string[], at: number, set: Set): number {
  const word = argv[at] ?? '';
  for (let letter = 1; letter < word.length; letter += 1) {
    const found = Object.entries(OPTIONS).find(([, [short]]) => short !== '' && short === word[letter]);
    if (found === undefined) throw unknown(`-${word[letter]}`);
    const [name, [, takes]] = found;
    if (!takes) {
      set(name, '');
      continue;
    }
    const rest = word.slice(letter + 1);
    set(name, rest === '' ? needed(argv[at + 1], `-${word[letter]}`) : rest);
    return rest === '' ? at + 1 : at;
  }
  return at;
}

const unknown = (word: string): CurlUsage =>
  new CurlUsage(2, `option ${word}: is unknown\ncurl: try 'curl --help' or 'curl --manual' for more information`);

function needed(value: string | undefined, word: string): string {
  if (value !== undefined) return value;
  throw new CurlUsage(
    2,
    `option ${word}: requires parameter\ncurl: try 'curl --help' or 'curl --manual' for more information`,
  );
}

/** A line for each option: `url = http://docker/networks`, values in quotes with C's escapes. */
function configured(text: string, set: Set): void {
  for (const line of text.split('\n')) {
    const match = /^\s*-{0,2}([\w-]+)\s*[=:\s]?\s*(.*?)\s*$/.exec(line);
    if (match === null || /^\s*#/.test(line)) continue;
    const [, name = '', value = ''] = match;
    if (!Object.hasOwn(OPTIONS, name)) continue;
    set(
      name,
      value.startsWith('"') ? value.slice(1, value.lastIndexOf('"')).replace(/\\(["\\nrt])/g, unescaped) : value,
    );
  }
}

const unescaped = (_: string, letter: string): string => ({ n: '\n', r: '\r', t: '\t' })[letter] ?? letter;
