/** The catalog as a program of the library commander, which reads the words and writes the help. */
import { Command, CommanderError, Option } from 'commander';
import { type CatalogName, type CommandEntry, entryOf, NAMES, OPTIONS, type OptionName, optionOf } from './catalog.ts';

export type Values = Readonly<Partial<Record<OptionName, string | boolean | readonly string[]>>>;

export type Parsed =
  | {
      readonly kind: 'words';
      readonly command: CatalogName;
      readonly words: readonly string[];
      readonly values: Values;
    }
  /** A word in the place of the command that is none; undefined: there is no word at all. */
  | { readonly kind: 'unknown'; readonly word: string | undefined }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'wrong'; readonly message: string };

const EXITS = `
Exit status:
  0  done, and seen to be so
  1  not done, and why: failed, stopped, a connection lost, or an end that was not seen
  2  plan: there are changes`;

export function parse(words: readonly string[], version: string): Parsed {
  let text = '';
  let parsed: Parsed = { kind: 'unknown', word: undefined };
  const program = new Command('trunkline')
    .description('Labs of Linux hosts, VLANs and containers: predict, deploy, verify, destroy.')
    .usage('COMMAND FILE [options]')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this, or the help of a command')
    .helpCommand('help [command]', 'the help of a command')
    .configureOutput({ writeOut: (words) => (text += words), writeErr: () => undefined })
    .exitOverride()
    .allowExcessArguments()
    .addHelpText(
      'after',
      `${EXITS}\n\nExamples:\n  trunkline predict lab.yaml\n  trunkline deploy lab.yaml --practice --yes\n\nFILE may be - for standard input.`,
    )
    .action(() => {
      parsed = { kind: 'unknown', word: program.args[0] };
    });
  for (const name of optionNames) program.addOption(optionFor(name).hideHelp());
  for (const name of NAMES) {
    const entry = entryOf(name);
    const command = program.command(name).description(entry.about);
    command
      .usage(`${entry.usage}${entry.options.length > 0 ? ' [options]' : ''}`)
      .argument('[words...]')
      .addHelpText(
        'after',
        `\n${exitText(entry)}\n\nExample${entry.examples.length > 1 ? 's' : ''}:\n${entry.examples.map((one) => `  ${one}`).join('\n')}`,
      )
      .configureHelp({ visibleArguments: () => [] });
    // Every command takes every option, so that a script may give the same ones to all; help names those that matter.
    for (const option of optionNames) {
      command.addOption(entry.options.includes(option) ? optionFor(option) : optionFor(option).hideHelp());
    }
    command.action(() => {
      parsed = { kind: 'words', command: name, words: command.args, values: command.optsWithGlobals() };
    });
  }
  try {
    program.parse(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.unknownCommand') return { kind: 'unknown', word: program.args[0] };
    // Of `help WORD`, where that is no command: it has no message of its own.
    if (error.code === 'commander.help' && error.exitCode !== 0) return { kind: 'unknown', word: program.args[1] };
    if (error.exitCode !== 0) return { kind: 'wrong', message: error.message.replace(/^error: /, '') };
    return { kind: 'text', text };
  }
  return parsed;
}

const optionNames = Object.keys(OPTIONS) as readonly OptionName[];

function optionFor(name: OptionName): Option {
  const { flags, about, many, value } = optionOf(name);
  const option = new Option(flags, about);
  if (typeof value === 'object') return option.choices(value);
  return many ? option.argParser((value: string, before: readonly string[] = []) => [...before, value]) : option;
}

function exitText({ exits }: CommandEntry): string {
  const all: Readonly<Record<number, string>> = { 1: 'not done, and why', ...exits };
  return ['Exit status:', ...Object.entries(all).map(([status, means]) => `  ${status}  ${means}`)].join('\n');
}
