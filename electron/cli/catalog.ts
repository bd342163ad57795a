/** What the command line has: each command and option once, for reading words, for help and for a shell's completion. */

import { formatNames } from '../../shared/export/format-list.ts';
import { ALL_MEASURED } from '../../shared/lab/limits.ts';
import { SCHEMES } from '../../shared/lab/vlan-colours.ts';
import { grouped } from '../../shared/shown.ts';
import { releaseNames } from '../practice/os/releases.ts';

export interface OptionEntry {
  readonly flags: string;
  readonly about: string;
  /** What its value is, for a shell that completes it. */
  readonly value?: 'path' | 'other' | readonly string[];
  readonly many?: true;
}

const path = { value: 'path' } as const;
const other = { value: 'other' } as const;

export const OPTIONS = {
  json: { flags: '--json', about: 'for programs: one document, or one event a line' },
  commands: { flags: '--commands', about: 'with the exact commands of each step' },
  yes: { flags: '-y, --yes', about: 'without asking' },
  practice: { flags: '--practice', about: 'on embedded practice hosts instead of real ones' },
  practiceRelease: {
    flags: '--practice-release <RELEASE>',
    about: `with --practice: the Debian that new practice hosts are, ${releaseNames.join(', ')}; others stay what they are`,
    value: releaseNames,
  },
  key: { flags: '--key <PATH>', about: 'private key for SSH', ...path },
  knownHosts: { flags: '--known-hosts <PATH>', about: 'host keys to trust, and where new ones are kept', ...path },
  acceptNewHostKeys: { flags: '--accept-new-host-keys', about: 'trust hosts that were never seen before' },
  format: { flags: '--format <FORMAT>', about: formatNames.join(', '), value: formatNames },
  theme: { flags: '--theme <THEME>', about: 'of pictures: light (so by itself) or dark', value: SCHEMES },
  out: { flags: '--out <PATH>', about: 'into this file or folder instead of standard output', ...path },
  pairs: {
    flags: '--pairs <N>',
    about: `measure N pairs of a lab that has more than ${grouped(ALL_MEASURED)} (as few as stand for all)`,
    ...other,
  },
  lab: { flags: '--lab <NAME>', about: 'without the file: the lab with this name, by its marks', ...other },
  host: {
    flags: '--host <USER@ADDRESS[:PORT]>',
    about: 'with --lab: a host that it is on; may be repeated',
    ...other,
    many: true,
  },
  port: { flags: '--port <N>', about: 'listen on this port (any free one)', ...other },
  listen: { flags: '--listen <ADDRESS>', about: 'listen on this address (127.0.0.1)', ...other },
  tlsCert: { flags: '--tls-cert <PATH>', about: 'serve by HTTPS: the certificate, PEM', ...path },
  tlsKey: { flags: '--tls-key <PATH>', about: 'serve by HTTPS: its private key, PEM', ...path },
  newToken: { flags: '--new-token', about: 'the addresses printed so far are not valid any more' },
} as const satisfies Readonly<Record<string, OptionEntry>>;

export type OptionName = keyof typeof OPTIONS;

const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

export interface CommandEntry {
  readonly about: string;
  /** After the command's name. */
  readonly usage: string;
  /** What its one word is. */
  readonly word: 'file' | 'none' | readonly string[];
  readonly options: readonly OptionName[];
  readonly examples: readonly string[];
  /** Beside 1, which all have. */
  readonly exits: Readonly<Record<number, string>>;
}

const SSH = ['key', 'knownHosts', 'acceptNewHostKeys'] as const;
const ON_HOSTS = ['practice', 'practiceRelease', ...SSH, 'json'] as const;
const file = { usage: 'FILE', word: 'file' } as const;

export const CATALOG = {
  validate: {
    ...file,
    about: 'what is wrong in the lab file, and what would not work on any host',
    options: ['json'],
    examples: ['trunkline validate lab.yaml'],
    exits: { 0: 'no error', 1: 'any error' },
  },
  predict: {
    ...file,
    about: 'which pings will work on fresh hosts, and why the others will not',
    options: ['json'],
    examples: ['trunkline predict lab.yaml', 'sed s/bridge/private/ lab.yaml | trunkline predict -'],
    exits: { 0: 'predicted, whatever the pings do' },
  },
  plan: {
    ...file,
    about: 'what a deploy would change on each host',
    options: ['commands', ...ON_HOSTS],
    examples: ['trunkline plan lab.yaml --commands'],
    exits: { 0: 'every host was looked at, and there is nothing to change', 2: 'there are changes' },
  },
  deploy: {
    ...file,
    about: 'make the hosts as the lab says',
    options: ['yes', 'commands', ...ON_HOSTS],
    examples: ['trunkline deploy lab.yaml', 'trunkline deploy lab.yaml --practice --yes'],
    exits: { 0: 'every step was seen to be done, or there was none' },
  },
  verify: {
    ...file,
    about: 'ping everything from everywhere, beside what was predicted',
    options: ['pairs', ...ON_HOSTS],
    examples: ['trunkline verify lab.yaml', 'trunkline verify large.yaml --pairs 20000'],
    exits: { 0: 'everything that was to be measured was, and is as expected' },
  },
  destroy: {
    usage: 'FILE | destroy --lab NAME --host USER@ADDRESS[:PORT]…',
    word: 'file',
    about: 'take the lab off its hosts, and prove that nothing is left',
    options: ['yes', 'commands', 'lab', 'host', ...ON_HOSTS],
    examples: ['trunkline destroy lab.yaml', 'trunkline destroy --lab two-hosts --host root@192.168.1.11'],
    exits: { 0: 'every host was looked at, and nothing is left' },
  },
  export: {
    usage: 'FILE --format FORMAT',
    word: 'file',
    about: 'the lab in another form: what to type, a script, a picture',
    options: ['format', 'theme', 'out'],
    examples: [
      'trunkline export lab.yaml --format runbook',
      'trunkline export lab.yaml --format png --theme dark --out lab.png',
    ],
    exits: { 0: 'written' },
  },
  serve: {
    usage: '[FILE]',
    word: 'file',
    about: 'the window in a browser; prints one URL',
    options: ['port', 'listen', 'tlsCert', 'tlsKey', 'newToken', 'practiceRelease', 'key', 'knownHosts'],
    examples: ['trunkline serve lab.yaml --port 8080'],
    exits: { 0: 'it was ended' },
  },
  practice: {
    usage: 'reset FILE [HOST]',
    word: ['reset'],
    about: 'practice hosts as new, all of a lab or one',
    options: ['practiceRelease', 'json'],
    examples: [
      'trunkline practice reset lab.yaml',
      'trunkline practice reset lab.yaml docker01 --practice-release trixie',
    ],
    exits: { 0: 'they are as new' },
  },
  schema: {
    usage: '',
    word: 'none',
    about: 'the JSON Schema of a lab file, for editors that complete and check it',
    options: [],
    examples: ['trunkline schema > lab.schema.json'],
    exits: { 0: 'printed' },
  },
  completion: {
    usage: 'bash|zsh|fish',
    word: SHELLS,
    about: 'a script that completes these words in a shell',
    options: [],
    examples: [
      'source <(trunkline completion bash)',
      'trunkline completion fish > ~/.config/fish/completions/trunkline.fish',
    ],
    exits: { 0: 'printed' },
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;

export type CatalogName = keyof typeof CATALOG;
/** Those that do something with a lab; the others only print. */
export type CommandName = Exclude<CatalogName, 'schema' | 'completion'>;

export const NAMES = Object.keys(CATALOG) as readonly CatalogName[];
/** As `Object.entries`, without its forgetting of the types. */
export const entryOf = (name: CatalogName): CommandEntry => CATALOG[name];
export const optionOf = (name: OptionName): OptionEntry => OPTIONS[name];
