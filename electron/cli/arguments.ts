/** The command line's words, read and checked. */

import { type FormatName, formatNames, isFormat } from '../../shared/export/format-list.ts';
import { labJsonSchema } from '../../shared/lab/json-schema.ts';
import { MOST_MEASURED } from '../../shared/lab/limits.ts';
import { labNameFault } from '../../shared/lab/names.ts';
import type { Scheme } from '../../shared/lab/vlan-colours.ts';
import { nearest } from '../../shared/nearest.ts';
import { printable } from '../../shared/printable.ts';
import { listed, shown } from '../../shared/shown.ts';
import { type ReleaseName, releaseNames } from '../practice/os/releases.ts';
import {
  type CatalogName,
  type CommandName,
  entryOf,
  NAMES,
  OPTIONS,
  type OptionName,
  optionOf,
  type Shell,
} from './catalog.ts';
import { completion } from './completion.ts';
import { parse, type Values } from './program.ts';

export interface Arguments {
  readonly command: CommandName;
  /** `-`: standard input. */
  readonly file: string | undefined;
  readonly json: boolean;
  readonly commands: boolean;
  readonly yes: boolean;
  readonly practice: boolean;
  /** What practice hosts are that come to be. */
  readonly practiceRelease: ReleaseName | undefined;
  readonly key: string | undefined;
  readonly knownHosts: string | undefined;
  readonly acceptNewHostKeys: boolean;
  /** `destroy --lab NAME --host user@address[:port]…` without the file. */
  readonly lab: string | undefined;
  readonly hosts: readonly string[];
  /** Of `export`, which has one. */
  readonly format: FormatName | undefined;
  /** Of pictures. */
  readonly theme: Scheme;
  /** Where an export goes; undefined: standard output. */
  readonly out: string | undefined;
  /** `practice reset FILE HOST`: that one only. */
  readonly host: string | undefined;
  /** How many pairs `verify` measures of a lab that has too many to measure all. */
  readonly pairs: number | undefined;
  readonly port: number;
  readonly listen: string;
  /** Paths of what `serve` shows as HTTPS: both or none. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  readonly newToken: boolean;
}

export type Read =
  | { readonly kind: 'arguments'; readonly arguments: Arguments }
  /** Asked for: help, the version, a script. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'wrong'; readonly message: string };

export function readArguments(words: readonly string[], version = ''): Read {
  const parsed = parse(words, version);
  switch (parsed.kind) {
    case 'text':
      return { kind: 'text', text: parsed.text };
    case 'wrong':
      // It echoes the word that it does not know.
      return wrong(printable(parsed.message).replace(/\s+/g, ' ').replace(/\.$/, ''));
    case 'unknown':
      return wrong(parsed.word === undefined ? 'Name a command' : unknownCommand(parsed.word));
    case 'words':
      return checked(parsed.command, parsed.words, parsed.values);
  }
}

const wrong = (message: string): Read => ({ kind: 'wrong', message });

function unknownCommand(word: string): string {
  const near = nearest(word, NAMES);
  return `There is no command ${shown(word)}; ${near ? `did you mean ${near}?` : 'there are:'} ${near ? '' : NAMES.join(', ')}`.trimEnd();
}

function checked(command: CatalogName, words: readonly string[], values: Values): Read {
  if (command === 'practice' && words[0] !== 'reset') {
    return wrong(
      `practice takes reset, then a file and maybe a host${words[0] === undefined ? '' : `, not ${shown(words[0])}`}`,
    );
  }
  const [file, ...more] = command === 'practice' ? words.slice(1) : words;
  const host = command === 'practice' ? more.shift() : undefined;
  if (more[0] !== undefined) return wrong(`One file at a time: what is ${shown(more[0])}?`);
  if (command === 'completion') return script(file);
  if (command === 'schema') {
    return file === undefined
      ? { kind: 'text', text: labJsonSchema() }
      : wrong('schema takes no file: it is the same for all labs');
  }
  const text = (name: OptionName): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  const hosts = Array.isArray(values.host) ? (values.host as readonly string[]) : [];
  const fault = faultOf(command, file, text, hosts) ?? emptyOf(words, values);
  if (fault !== undefined) return wrong(fault);
  const [cert, key] = [text('tlsCert'), text('tlsKey')];
  const format = text('format');
  const release = releaseNames.find((name) => name === text('practiceRelease'));
  return {
    kind: 'arguments',
    arguments: {
      command,
      file,
      json: values.json === true,
      commands: values.commands === true,
      yes: values.yes === true,
      // Whoever says what practice hosts are to be means no others.
      practice: values.practice === true || release !== undefined,
      practiceRelease: release,
      key: text('key'),
      knownHosts: text('knownHosts'),
      acceptNewHostKeys: values.acceptNewHostKeys === true,
      lab: text('lab'),
      hosts,
      format: format !== undefined && isFormat(format) ? format : undefined,
      theme: text('theme') === 'dark' ? 'dark' : 'light',
      out: text('out'),
      host,
      pairs: text('pairs') === undefined ? undefined : Number(text('pairs')),
      port: Number(text('port') ?? '0'),
      listen: text('listen') ?? '127.0.0.1',
      tls: cert === undefined || key === undefined ? undefined : { cert, key },
      newToken: values.newToken === true,
    },
  };
}

/** What is wrong with the words of a command, if anything. */
function faultOf(
  command: CommandName,
  file: string | undefined,
  text: (name: OptionName) => string | undefined,
  hosts: readonly string[],
): string | undefined {
  const [lab, port] = [text('lab'), text('port')];
  const byMarks = command === 'destroy' && lab !== undefined;
  if (byMarks && (file !== undefined || hosts.length === 0)) {
    return 'destroy takes a file, or --lab NAME and --host USER@ADDRESS';
  }
  const name = command === 'practice' ? 'practice reset' : command;
  if (file === undefined && !byMarks && command !== 'serve') return `${name} needs a lab file`;
  if (file === '-' && command === 'serve') return 'serve saves the file that it opens, and standard input is none';
  const nameFault = lab === undefined ? undefined : labNameFault(lab);
  if (nameFault !== undefined) return `The lab's name ${shown(lab ?? '')} ${nameFault}`;
  if (command === 'export' && text('format') === undefined) {
    return `export needs a format: --format ${listed(formatNames, formatNames.length).replace(/ and (?=\S+$)/, ' or ')}`;
  }
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65535)) {
    return `--port takes a number from 0 to 65535, not ${shown(port)}`;
  }
  const pairs = text('pairs');
  if (pairs !== undefined && !(/^\d{1,6}$/.test(pairs) && Number(pairs) >= 1 && Number(pairs) <= MOST_MEASURED)) {
    return `--pairs takes a number from 1 to ${MOST_MEASURED}, not ${shown(pairs)}`;
  }
  if ((text('tlsCert') === undefined) !== (text('tlsKey') === undefined)) return '--tls-cert and --tls-key go together';
  return undefined;
}

/** A variable of a script that was not set: it would stand for this folder, or for all addresses of this computer. */
function emptyOf(words: readonly string[], values: Values): string | undefined {
  if (words.includes('')) return 'A word of the command is empty: a file or a host has a name';
  const isEmpty = (name: OptionName): boolean => [values[name]].flat().includes('');
  const empty = (Object.keys(OPTIONS) as readonly OptionName[]).find(isEmpty);
  return empty && `${/--[a-z-]+/.exec(optionOf(empty).flags)?.[0]} has no value: it is empty`;
}

function script(shell: string | undefined): Read {
  const known = entryOf('completion').word as readonly Shell[];
  const found = known.find((one) => one === shell);
  if (found !== undefined) return { kind: 'text', text: completion(found) };
  return wrong(`completion is for ${known.join(', ')}${shell === undefined ? '' : `, not ${shown(shell)}`}`);
}
