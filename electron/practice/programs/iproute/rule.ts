/** `ip rule`: which table of routes is asked for which packets. */
import type { PolicyRule } from '../../../../shared/machine/kernel/kernel.ts';
import { addRule, deleteRule, flushRules, type RuleAsked, rulesOf } from '../../../../shared/machine/kernel/rules.ts';
import { formatCidr, parseCidrOrAddress } from '../../../../shared/net/ipv4.ts';
import { type Context, change } from './context.ts';
import { RULE_HELP } from './help.ts';
import { type Json, jsonText } from './output.ts';
import { abbreviates, badPrefix, IpError, meant, Words } from './words.ts';

export function ipRule(context: Context, [verb = 'list', ...words]: readonly string[]): void {
  const command = meant(verb, ['list', 'lst', 'show', 'add', 'delete', 'flush', 'help']);
  switch (command) {
    case 'help':
      throw new IpError(RULE_HELP, 255);
    case undefined:
      if (['save', 'restore'].includes(verb))
        throw new IpError(`ip rule ${verb}: practice hosts do not simulate this.`, 1);
      throw new IpError(`Command "${verb}" is unknown, try "ip rule help".`, 255);
    case 'add': {
      if (words.length === 0) throw new IpError('"ip rule add" requires arguments.', 1);
      const { priority, ...asked } = parse(context, words);
      change(context, (kernel) =>
        addRule(kernel, { action: 'lookup', table: 'main', ...asked, priority } as RuleAsked),
      );
      return;
    }
    case 'delete': {
      if (words.length === 0) throw new IpError('"ip rule del" requires arguments.', 1);
      const wanted = parse(context, words);
      change(context, (kernel) => deleteRule(kernel, wanted));
      return;
    }
    case 'flush':
      change(context, flushRules);
      return;
    default:
      show(context, words);
  }
}

type Said = { -readonly [K in keyof PolicyRule]?: PolicyRule[K] };

function block(word: string): string | undefined {
  if (word === 'all' || word === 'any' || word === 'default') return undefined;
  const cidr = parseCidrOrAddress(word);
  if (cidr === undefined) throw badPrefix('any valid prefix', word);
  return formatCidr(cidr).replace(/\/32$/, '');
}

function tableOf(context: Context, word: string): string {
  const table = context.table(word);
  if (table === undefined || table === 'all')
    throw new IpError(`Error: argument "${word}" is wrong: invalid table ID\n`, 255);
  return table;
}

const ACTIONS = ['blackhole', 'unreachable', 'prohibit'] as const;

function parse(context: Context, words: readonly string[]): Said {
  const said = new Words(words);
  const asked: Said = {};
  for (let word = said.next(); word !== undefined; word = said.next()) {
    const action = ACTIONS.find((item) => item === word);
    if (word === 'not') asked.not = true;
    else if (word === 'from') asked.from = block(said.value());
    else if (word === 'to') asked.to = block(said.value());
    else if (['preference', 'order', 'priority'].some((name) => abbreviates(word ?? '', name)))
      asked.priority = numberOf(said.value());
    else if (word === 'tos' || word === 'dsfield') asked.tos = said.value();
    else if (word === 'fwmark') asked.mark = markOf(said.value());
    else if (word === 'table' || abbreviates(word, 'lookup')) asked.table = tableOf(context, said.value());
    else if (word === 'dev' || word === 'iif') asked.iif = said.value();
    else if (word === 'oif') asked.oif = said.value();
    else if (action !== undefined) Object.assign(asked, { action, table: 'unspec' });
    else if (word === 'help') throw new IpError(RULE_HELP, 255);
    else if (
      ['suppress_prefixlength', 'uidrange', 'ipproto', 'sport', 'dport', 'goto', 'nat', 'realms', 'l3mdev'].includes(
        word,
      )
    ) {
      throw new IpError(`ip rule: practice hosts do not simulate ${word}.`, 1);
    } else if (word !== 'type') throw new IpError(`Error: argument "${word}" is wrong: Failed to parse rule type`, 255);
  }
  return asked;
}

function numberOf(word: string): number {
  if (!/^(?:0x[0-9a-f]+|\d+)$/i.test(word))
    throw new IpError(`Error: argument "${word}" is wrong: preference value is invalid\n`, 255);
  return Number(word);
}

function markOf(word: string): string {
  const parts = word.split('/');
  if (!parts.every((part) => /^(?:0x[0-9a-f]+|\d+)$/i.test(part))) {
    throw new IpError(`Error: argument "${word}" is wrong: fwmark value is invalid\n`, 255);
  }
  return parts.map((part) => `0x${Number(part).toString(16)}`).join('/');
}

function show(context: Context, words: readonly string[]): void {
  const { kernel } = context.view;
  if (context.show.family === 6) {
    for (const [priority, table] of [
      [0, 'local'],
      [32_766, 'main'],
    ])
      context.print(`${priority}:\tfrom all lookup ${table}\n`);
    return;
  }
  const wanted = parse(context, words);
  const rules = rulesOf(kernel).filter((rule) =>
    Object.entries(wanted).every(([key, value]) => value === undefined || rule[key as keyof PolicyRule] === value),
  );
  const named = rules.map((rule) => ({ ...rule, table: context.tableName(rule.table) }));
  if (context.show.json) {
    context.print(jsonText(named.map(jsonOf), context.show.pretty));
    return;
  }
  const detached = (name: string): string =>
    kernel.links.some((link) => link.name === name) ? name : `${name} [detached]`;
  for (const { priority, not, from, to, tos, mark, iif, oif, action, table } of named) {
    const parts = [
      not && 'not',
      `from ${from ?? 'all'}`,
      to && `to ${to}`,
      tos && `tos ${tos}`,
      mark && `fwmark ${mark}`,
      iif && `iif ${detached(iif)}`,
      oif && `oif ${detached(oif)}`,
      action === 'lookup' ? `lookup ${table}` : action,
    ];
    context.print(`${priority}:\t${parts.filter((part) => part).join(' ')}\n`);
  }
}

const jsonOf = ({ priority, not, from, to, tos, mark, iif, oif, action, table }: PolicyRule): Json => ({
  priority,
  ...(not && { not: null as unknown as Json }),
  src: from ?? 'all',
  ...(to !== undefined && { dst: to }),
  ...(tos !== undefined && { tos }),
  ...(mark !== undefined && { fwmark: mark }),
  ...(iif !== undefined && { iif }),
  ...(oif !== undefined && { oif }),
  ...(action === 'lookup' ? { table } : { action }),
});
