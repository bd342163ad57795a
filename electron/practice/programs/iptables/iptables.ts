/** `iptables`, `iptables-save` and `iptables-restore`, as the legacy ones of 1.8.9. */
import { parseIptablesSave } from '../../../../shared/host/parse-iptables.ts';
import type { Chain, Rule } from '../../../../shared/host/state.ts';
import { accountOf, accounts, groupOf } from '../../os/accounts.ts';
import type { Command, Machine, Process } from '../../os/machine.ts';
import { hostNamed, resolve } from '../../os/network/names.ts';
import { type Counted, countedBy, countedByPolicy, policyKey, zero } from '../../os/network/rule-counters.ts';
import { type View, viewOf } from '../../os/network/view.ts';
import { isSince, releaseOf } from '../../os/releases.ts';
import { TablesError, TRY, wrongUse } from './errors.ts';
import { icmpHelp } from './icmp-types.ts';
import { type Looks, listText } from './list-text.ts';
import { wordsOf } from './rule-text.ts';
import {
  append,
  builtIn,
  type Chains,
  chainOf,
  check,
  deleteChain,
  flush,
  insert,
  newChain,
  removeAt,
  removeRule,
  renameChain,
  replace,
  setPolicy,
  type UnusedTable,
} from './tables.ts';
import { isLetter, takenApart, whole } from './words.ts';

type Verb = 'A' | 'I' | 'R' | 'D' | 'C' | 'N' | 'X' | 'E' | 'F' | 'Z' | 'P' | 'L' | 'S';

const LONG: Readonly<Record<string, Verb>> = {
  '--append': 'A',
  '--insert': 'I',
  '--replace': 'R',
  '--delete': 'D',
  '--check': 'C',
  '--new-chain': 'N',
  '--new': 'N',
  '--delete-chain': 'X',
  '--rename-chain': 'E',
  '--flush': 'F',
  '--zero': 'Z',
  '--policy': 'P',
  '--list': 'L',
  '--list-rules': 'S',
};

interface Asked {
  readonly table: string;
  readonly verb: Verb;
  /** What stands directly behind the verb. */
  readonly operands: readonly string[];
  readonly rest: readonly string[];
  readonly how: Looks;
  /** What is listed is set to zero too. */
  readonly zeroes: boolean;
}

/** How many operands each verb takes at most. */
const OPERANDS: Readonly<Record<Verb, number>> = {
  A: 1,
  I: 2,
  R: 2,
  D: 2,
  C: 1,
  N: 1,
  X: 1,
  E: 2,
  F: 1,
  Z: 2,
  P: 2,
  L: 2,
  S: 2,
};

/** Verbs that are nothing without a word behind them. */
const NEEDS_ONE = 'AIRDCNEP';
const LONG_OPTIONS = [
  ...[...Object.keys(LONG), '--table', '--wait', '--wait-interval', '--ipv4', '--ipv6', '--exact', '--version'],
  ...['--help', '--line-numbers', '--numeric', '--verbose', '--jump', '--goto', '--match', '--source', '--destination'],
  ...['--src', '--dst', '--protocol', '--proto', '--in-interface', '--out-interface', '--fragments'],
];

function parse(said: readonly string[]): Asked | 'version' | 'help' | 'other family' {
  const words = takenApart(said);
  let table = 'filter';
  let verb: Verb | undefined;
  let operands: readonly string[] = [];
  const rest: string[] = [];
  let zeroes = false;
  let how: Looks = { numeric: false, verbose: false, lineNumbers: false };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]?.startsWith('--') ? whole(words[at] ?? '', LONG_OPTIONS) : (words[at] ?? '');
    const found = LONG[word] ?? (/^-[AIRDCNXEFZPLS]$/.test(word) ? (word.charAt(1) as Verb) : undefined);
    const listsToo = found !== undefined && ['LZ', 'SZ', 'ZL', 'ZS'].includes(`${verb}${found}`);
    if (listsToo && found === 'Z') zeroes = true;
    else if (found !== undefined && (verb === undefined || listsToo)) {
      zeroes = listsToo;
      verb = found;
      const most = OPERANDS[found];
      const taken: string[] = [];
      while (taken.length < most) {
        const next = words[at + 1];
        if (next === undefined) break;
        const needed = taken.length === 0 && NEEDS_ONE.includes(found);
        if (!needed && (next.startsWith('-') || next === '!')) break;
        taken.push(next);
        at += 1;
      }
      operands = taken;
      checkNumber(found, taken[1]);
    } else if (found !== undefined) throw wrongUse(`Cannot use -${found} with -${verb}`);
    else if (word === '-t' || word === '--table') {
      at += 1;
      const next = words[at];
      if (next === undefined) throw wrongUse(`option "${word}" requires an argument`);
      table = next;
    } else if (word.startsWith('--table=')) table = word.slice('--table='.length);
    else if (word === '-w' || word === '--wait') {
      if (/^\d+$/.test(words[at + 1] ?? '')) at += 1;
    } else if (word === '-W' || word === '--wait-interval') at += 1;
    else if (/^--wait(?:-interval)?=/.test(word)) continue;
    else if (word === '-4' || word === '--ipv4' || word === '-x' || word === '--exact') continue;
    else if (word === '-6' || word === '--ipv6') return 'other family';
    else if (word === '-V' || word === '--version') return 'version';
    else if (word === '-h' || word === '--help') return 'help';
    else if (word === '--line-numbers') how = { ...how, lineNumbers: true };
    else if (word === '-n' || word === '--numeric') how = { ...how, numeric: true };
    else if (word === '-v' || word === '--verbose') how = { ...how, verbose: true };
    else if (/^-[^-]$/.test(word) && !isLetter(word)) throw wrongUse(`unknown option "${word}"`);
    else {
      rest.push(word);
      // What belongs to an option is none itself.
      if (isLetter(word) && words[at + 1] !== undefined && words[at + 1] !== '!') {
        at += 1;
        rest.push(words[at] ?? '');
      }
    }
  }
  if (verb === undefined) {
    const [unknown] = rest;
    throw wrongUse(unknown?.startsWith('--') ? `unknown option "${unknown}"` : 'no command specified');
  }
  if (verb === 'R' && operands.length === 1) throw wrongUse('-R requires a rule number');
  return { table, verb, operands, rest, how, zeroes };
}

/** Behind a chain, where a rule may be named, stands its number or nothing. */
function checkNumber(verb: Verb, said: string | undefined): void {
  if (said === undefined || !'IRDLSZ'.includes(verb)) return;
  if (!/^\d+$/.test(said) || Number(said) < 1) throw wrongUse(`Invalid rule number \`${said}'`);
}

type Table = 'filter' | 'nat' | UnusedTable;

/** Tables that practice hosts have without rules. */
const UNUSED: readonly string[] = ['mangle', 'raw', 'security'] satisfies readonly UnusedTable[];
const isUnused = (table: Table): table is UnusedTable => UNUSED.includes(table);

const tableOf = (name: string): Table => {
  if (name === 'filter' || name === 'nat' || name === 'mangle' || name === 'raw' || name === 'security') return name;
  const message = `can't initialize iptables table \`${name}': Table does not exist (do you need to insmod?)\nPerhaps iptables or your kernel needs to be upgraded.`;
  throw new TablesError(message, 3);
};

const chainsOf = ({ kernel }: View, table: Table): Chains => {
  if (isUnused(table)) return builtIn(table);
  return kernel.firewall[table].length === 0 ? builtIn(table) : kernel.firewall[table];
};

/** Whoever asks for a table has the kernel load it, the newest first. */
function load(view: View, table: Table): void {
  const { tables = [] } = view.kernel;
  if (!isUnused(table) || tables.includes(table)) return;
  view.change((kernel) => ({ ...kernel, tables: [table, ...tables] }));
}

export const iptables: Command = async (process) => {
  const { argv, stdout, user, net } = process;
  const version = versionText(process);
  try {
    const asked = parse(argv.slice(1));
    if (asked === 'other family') throw new TablesError(TRY, 2, false);
    if (asked === 'version') {
      await stdout.write(`${version}\n`);
      return 0;
    }
    if (asked === 'help') {
      await stdout.write(
        `${version}\n\nUsage: iptables -[ACD] chain rule-specification [options]\n\tiptables -I chain [rulenum] rule-specification [options]\n\tiptables -R chain rulenum rule-specification [options]\n\tiptables -D chain rulenum [options]\n\tiptables -[LS] [chain [rulenum]] [options]\n\tiptables -[FZ] [chain] [options]\n\tiptables -[NX] chain\n\tiptables -E old-chain-name new-chain-name\n\tiptables -P chain target [options]\n${argv.includes('icmp') ? `\nicmp match options:\n[!] --icmp-type typename\tmatch icmp type\n[!] --icmp-type type[/code]\t(or numeric type or type/code)\nValid ICMP Types:\n${icmpHelp()}` : ''}`,
      );
      return 0;
    }
    const table = tableOf(asked.table);
    if (user.uid !== 0 && net.kind === 'host')
      throw new TablesError("Fatal: can't open lock file /run/xtables.lock: Permission denied", 4, false);
    if (net.kind === 'container') {
      throw new TablesError(
        `can't initialize iptables table \`${table}': Permission denied (you must be root)\nPerhaps iptables or your kernel needs to be upgraded.`,
        4,
      );
    }
    load(viewOf(process), table);
    await stdout.write(perform(process, table, asked));
    return 0;
  } catch (error) {
    return fail(process, error);
  }
};

/** What it prints. */
function perform(process: Process, table: Table, { verb, operands, rest, how, zeroes }: Asked): string {
  const { machine } = process;
  const view = viewOf(process);
  const chains = chainsOf(view, table);
  const [name, second] = operands;
  if (verb === 'L' || verb === 'S') {
    const [wrong] = rest;
    if (wrong !== undefined)
      throw wrongUse(wrong.startsWith('--') ? `unknown option "${wrong}"` : `Bad argument \`${wrong}'`);
    const shown = name === undefined ? chains : [chainOf(chains, name)];
    const done = (text: string): string => {
      if (zeroes) setToZero(machine, table, shown);
      return text;
    };
    const protocolNumbers = !isSince(releaseOf(view.kernel.facts).iptables, '1.8.10');
    if (verb === 'S')
      return done(
        how.verbose
          ? rulesText(
              shown,
              second,
              (rule) => countText(countedBy(machine, rule)),
              (chain) => countText(countedByPolicy(machine, policyKey(table, chain))),
            )
          : rulesText(shown, second, () => ''),
      );
    return done(
      listText(shown, chains, {
        ...how,
        protocolNumbers,
        only: second === undefined ? undefined : Number(second),
        policy: (chain) => countedByPolicy(machine, policyKey(table, chain)),
        counted: (rule) => countedBy(machine, rule),
        nameOf: (address) => hostNamed(process, address),
        ownerOf: (uid) => accounts(process.userland.files).find((account) => account.uid === uid)?.name,
      }),
    );
  }
  if (verb === 'Z') {
    const one = second === undefined ? undefined : chainOf(chains, name ?? '').rules[Number(second) - 1];
    if (one !== undefined) zero(machine, [one], []);
    if (second !== undefined) return '';
    setToZero(machine, table, name === undefined ? chains : [chainOf(chains, name)]);
    return '';
  }
  const next = eachAddress(resolved(process, rest)).reduce<Chains>(
    (before, words) => changed(before, verb, name, second, words, table),
    chains,
  );
  if (next !== chains) {
    if (isUnused(table)) {
      if (verb !== 'F' && verb !== 'X') throw notSimulated(table);
      return '';
    }
    view.change((kernel) => ({ ...kernel, firewall: { ...kernel.firewall, [table]: next } }));
    // The whole table is put in anew: rules keep what they have counted, policies do not.
    zero(
      machine,
      [],
      next.map((chain) => policyKey(table, chain.name)),
    );
  }
  return '';
}

const setToZero = (machine: Machine, table: Table, cleared: Chains): void =>
  zero(
    machine,
    cleared.flatMap(({ rules }) => rules),
    cleared.map((chain) => policyKey(table, chain.name)),
  );

const notSimulated = (table: string): TablesError =>
  new TablesError(`practice hosts do not simulate rules of the table ${table}`, 3);

const countText = ({ packets, bytes }: Counted): string => ` -c ${packets} ${bytes}`;

const SOURCES = ['-s', '--source', '--src', '-d', '--destination', '--dst'];

/** Names of hosts stand for their addresses. */
const resolved = (process: Process, words: readonly string[]): readonly string[] =>
  words.map((word, at) => {
    const before = words[at - 1] === '!' ? words[at - 2] : words[at - 1];
    // Owners are named by /etc/passwd and /etc/group.
    if (before === '--uid-owner') return String(accountOf(process.userland.files, word)?.uid ?? word);
    if (before === '--gid-owner') return String(groupOf(process.userland.files, word) ?? word);
    if (!SOURCES.includes(before ?? '') || word === '!') return word;
    return word
      .split(',')
      .map((part) => (/^[a-zA-Z]/.test(part) ? (resolve(process, part) ?? part) : part))
      .join(',');
  });

/** One rule for each of several addresses. */
function eachAddress(words: readonly string[]): readonly (readonly string[])[] {
  const at = words.findIndex((word, index) => word.includes(',') && SOURCES.includes(words[index - 1] ?? ''));
  if (at < 0) return [words];
  if (words[at - 2] === '!') throw wrongUse('! not allowed with multiple source or destination IP addresses');
  return (words[at] ?? '').split(',').flatMap((part) => eachAddress(words.with(at, part)));
}

function changed(
  chains: Chains,
  verb: Verb,
  name: string | undefined,
  second: string | undefined,
  rest: readonly string[],
  table: Table,
): Chains {
  const chain = (): string => {
    if (name === undefined) throw wrongUse(`option "-${verb}" requires an argument`);
    if (name.length > 28 || name === '') throw wrongUse(`chain name \`${name}' too long (must be under 29 chars)`);
    return name;
  };
  const number = Number(second ?? '1');
  switch (verb) {
    case 'A':
      return append(chains, chain(), rest, table);
    case 'I':
      return insert(chains, chain(), number, rest, table);
    case 'R':
      return replace(chains, chain(), number, rest, table);
    case 'D':
      return second === undefined ? removeRule(chains, chain(), rest) : removeAt(chains, chain(), number);
    case 'C':
      check(chains, chain(), rest);
      return chains;
    case 'N':
      return newChain(chains, chain());
    case 'X':
      return deleteChain(chains, name);
    case 'E':
      return renameChain(chains, chain(), second ?? '');
    case 'F':
      return flush(chains, name);
    case 'P':
      if (second === undefined) throw wrongUse('-P requires a chain and a policy');
      return setPolicy(chains, chain(), second, table);
    default:
      if (name !== undefined) chainOf(chains, name);
      return chains;
  }
}

/** `-S`: policies and own chains first, then the rules. */
function rulesText(
  chains: Chains,
  number: string | undefined,
  counts: (rule: Rule) => string,
  policyCounts: (chain: string) => string = () => '',
): string {
  const heads = chains.map(({ name, policy }) =>
    policy === undefined ? `-N ${name}` : `-P ${name} ${policy}${policyCounts(name)}`,
  );
  const rules = chains.flatMap(({ name, rules: all }) =>
    all
      .filter((_, at) => number === undefined || at === Number(number) - 1)
      .map((rule) => withCounts(`-A ${name} ${rule.text}`.trimEnd(), counts(rule))),
  );
  return [...(number === undefined ? heads : []), ...rules].map((line) => `${line}\n`).join('');
}

/** Counts stand before the target. */
function withCounts(line: string, counts: string): string {
  if (counts === '') return line;
  const at = line.search(/ -[jg] /);
  return at < 0 ? line + counts : line.slice(0, at) + counts + line.slice(at);
}

async function fail(process: Process, error: unknown): Promise<number> {
  if (!(error instanceof TablesError)) throw error;
  await process.stderr.write(`${error.signed ? `${versionText(process)}: ` : ''}${error.message}\n`);
  return error.status;
}

const numberOf = ({ machine }: Process): string => releaseOf(machine.kernel().facts).iptables;
const versionText = (process: Process): string => `iptables v${numberOf(process)} (legacy)`;

const tableText = (
  version: string,
  table: string,
  chains: readonly Chain[],
  date: string,
  counts: { policy(chain: string): Counted; counted(rule: Rule): Counted; readonly rules: boolean },
): string =>
  [
    `# Generated by iptables-save v${version} on ${date}`,
    `*${table}`,
    ...chains.map(({ name, policy }) => {
      const { packets, bytes } = counts.policy(name);
      return `:${name} ${policy ?? '-'} [${packets}:${bytes}]`;
    }),
    ...chains.flatMap(({ name, rules }) =>
      rules.map((rule) => {
        const { packets, bytes } = counts.counted(rule);
        return `${counts.rules ? `[${packets}:${bytes}] ` : ''}-A ${name} ${rule.text}`.trimEnd();
      }),
    ),
    'COMMIT',
    `# Completed on ${date}`,
    '',
  ].join('\n');

export const iptablesSave: Command = async (process) => {
  const { argv, stdout, stderr, user, net, machine } = process;
  if (user.uid !== 0 || net.kind === 'container') {
    await stderr.write(
      `iptables-save v${numberOf(process)} (legacy): Cannot initialize: Permission denied (you must be root)\n`,
    );
    return 1;
  }
  const at = argv.findIndex((word) => word === '-t' || word === '--table');
  const wanted = at < 0 ? undefined : argv[at + 1];
  if (wanted !== undefined && !['filter', 'nat', ...UNUSED].includes(wanted)) {
    await stderr.write(
      `iptables-save v${numberOf(process)} (legacy): Cannot initialize: Table does not exist (do you need to insmod?)\n`,
    );
    return 1;
  }
  const view = viewOf(process);
  const date = dateText(machine.clock.now());
  // In the order in which the kernel got them, the newest first.
  const all: readonly Table[] = [...(view.kernel.tables ?? []), 'nat', 'filter'];
  const tables = all.filter((table) => wanted === undefined || table === wanted);
  const rules = argv.includes('-c') || argv.includes('--counters');
  await stdout.write(
    tables
      .map((table) =>
        tableText(numberOf(process), table, chainsOf(view, table), date, {
          policy: (chain) => countedByPolicy(machine, policyKey(table, chain)),
          counted: (rule) => countedBy(machine, rule),
          rules,
        }),
      )
      .join(''),
  );
  return 0;
};

/** `Tue Nov 24 19:33:28 2026`. */
function dateText(now: number): string {
  const [, weekday = '', day = '', month = '', year = '', time = ''] =
    /^(\w+), (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(now).toUTCString()) ?? [];
  return `${weekday} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`;
}

/** The first line that stands in no table, or is none of those that there are; counted from 1. `open`: a table has no end. */
function firstWrongLine(text: string): { readonly line: number; readonly open: boolean } | undefined {
  let inTable = false;
  for (const [at, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('*')) inTable = true;
    else if (inTable && line === 'COMMIT') inTable = false;
    else if (!inTable || !/^(?::\S+ \S+|(?:\[\d+:\d+\] )?-[A-Z] )/.test(line)) return { line: at + 1, open: false };
  }
  return inTable ? { line: text.trimEnd().split('\n').length + 1, open: true } : undefined;
}

/** `ip6tables`: practice hosts pass IPv6 nowhere, so that there is nothing to filter. */
export const ip6tables: Command = async (process) => {
  const { argv, stdout, stderr } = process;
  const words = argv.slice(1);
  const named = words.filter((word) => !word.startsWith('-'));
  const known = builtIn('filter').filter(({ name }) => named.length === 0 || name === named[0]);
  if (words.some((word) => /^-[nvx]*[SL][nvx]*$/.test(word)) && named.length < 2 && known.length > 0) {
    const chains = known;
    const none = () => ({ packets: 0, bytes: 0 });
    const zeros = { policy: none, counted: none, nameOf: () => undefined, ownerOf: () => undefined };
    const how = {
      numeric: true,
      verbose: words.some((word) => word.includes('v')),
      lineNumbers: false,
      protocolNumbers: true,
    };
    await stdout.write(
      words.some((word) => word.includes('S'))
        ? rulesText(chains, undefined, () => '')
        : listText(chains, chains, { ...how, ...zeros }),
    );
    return 0;
  }
  await stderr.write('ip6tables: practice hosts do not simulate rules for IPv6\n');
  return 3;
};

/** Tables that are in the input are replaced whole, or with `-n` added to. */
export const iptablesRestore: Command = async (process) => {
  const { argv, stdin, stderr, user, net } = process;
  if (user.uid !== 0 || net.kind === 'container') {
    await stderr.write('iptables-restore v1.8.9 (legacy): Cannot initialize: Permission denied (you must be root)\n');
    return 1;
  }
  const text = await stdin.all();
  const adds = argv.includes('-n') || argv.includes('--noflush');
  const wrong = firstWrongLine(text);
  if (wrong !== undefined) {
    const what = wrong.open ? `COMMIT expected at line ${wrong.line}` : `line ${wrong.line} failed`;
    await stderr.write(`iptables-restore: ${what}\n`);
    return 1;
  }
  const tables = [...text.matchAll(/^\*(\w+)$/gm)].map(([, name]) => name ?? '');
  try {
    const view = viewOf(process);
    const read = parseIptablesSave(text);
    for (const table of tables.map(tableOf)) {
      if (isUnused(table)) {
        if (new RegExp(`^\\*${table}\\n(?:[:#].*\\n)*-A`, 'm').test(text)) throw notSimulated(table);
        load(view, table);
        continue;
      }
      const start: Chains = adds ? chainsOf(view, table) : builtIn(table);
      const named = read[table].reduce<Chains>((chains, { name, policy }) => {
        if (policy !== undefined) return setPolicy(chains, name, policy);
        return chains.some((chain) => chain.name === name) ? flush(chains, name) : newChain(chains, name);
      }, start);
      // Rules may stand in chains that the text does not name, too.
      const next = rulesOf(text, table).reduce<Chains>(
        (chains, [name, rule]) => append(chains, name, wordsOf(rule)),
        named,
      );
      view.change((kernel) => ({ ...kernel, firewall: { ...kernel.firewall, [table]: next } }));
    }
    return 0;
  } catch (error) {
    if (!(error instanceof TablesError) || error.status !== 2) return fail(process, error);
    const [what = ''] = error.message.split(`\n${TRY}`);
    const line = lineOf(text, what);
    await stderr.write(
      `iptables-restore v1.8.9 (legacy): ${what}\nError occurred at line: ${line}\nTry \`iptables-restore -h' or 'iptables-restore --help' for more information.\n`,
    );
    return 2;
  }
};

/** The line that has what is complained of, counted from 1. */
function lineOf(text: string, complaint: string): number {
  const [, word = ''] = /[`"]([^'"]+)['"]/.exec(complaint) ?? [];
  return text.split('\n').findIndex((line) => line.startsWith('-') && line.includes(word)) + 1;
}

/** Chain and rule, of one table of what iptables-save prints. */
const rulesOf = (text: string, table: string): readonly (readonly [string, string])[] =>
  [...text.matchAll(new RegExp(`^\\*${table}$([^*]*)`, 'gm'))].flatMap(([, section = '']) =>
    [...section.matchAll(/^(?:\[\d+:\d+\] )?-A (\S+) ?(.*)$/gm)].map(
      ([, chain = '', rule = '']) => [chain, rule] as const,
    ),
  );
