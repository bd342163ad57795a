/** A plan as text and as the document of `trunkline plan --json`. */

import { forgetWords } from '../../shared/plan/forgets.ts';
import type { Action, Plan } from '../../shared/plan/plan.ts';
import { printable } from '../../shared/printable.ts';
import { listed } from '../../shared/shown.ts';
import type { PingChanges, PingNames, SomePings } from '../backend/ping-changes.ts';
import { aligned, wrapped } from './layout.ts';

export const planDocument = ({ hosts, summary }: Plan, pings: PingChanges | undefined) => ({
  hosts: Object.fromEntries(
    hosts.map(({ host, changes, problems, forgets }) => [
      host,
      {
        forgets,
        changes: changes.map(({ action, resource, summary: words, commands }) => ({
          action,
          resource,
          summary: words,
          commands,
        })),
        problems,
      },
    ]),
  ),
  summary,
  ...(pings ? { pings } : {}),
});

const SIGNS = { create: '+', update: '~', replace: '±', delete: '-' } as const;
const ACTIONS = Object.keys(SIGNS) as readonly Action[];

export interface PlanTextOptions {
  /** With the exact commands of each step. */
  readonly commands: boolean;
  readonly width: number;
  readonly pings: PingChanges | undefined;
}

/** The sum first, then each host's, then the steps, and their commands where they are asked for. Empty: nothing is to be done. */
export function planLines(plan: Plan, { commands, width, pings }: PlanTextOptions): readonly string[] {
  const changed = plan.hosts.filter(({ changes }) => changes.length > 0);
  if (changed.length === 0) return [];
  const folded = (line: string): readonly string[] => wrapped(line, width);
  return [
    ...folded(`${summaryLine(plan)}, on ${changed.length} of ${plan.hosts.length} hosts.`),
    ...(pings ? pingLines(pings).flatMap(folded) : []),
    '',
    ...aligned([
      ['', ...ACTIONS],
      ...plan.hosts.map(({ host, changes }) => [
        host,
        ...ACTIONS.map((action) => String(changes.filter((change) => change.action === action).length)),
      ]),
    ]),
    '',
    ...changed.flatMap(({ host, changes }) => [
      host,
      ...changes.flatMap((change) => [
        ...folded(`  ${SIGNS[change.action]} ${printable(change.summary)}`),
        // A command is to be copied: it is never broken.
        ...(commands ? change.commands.map((command) => `      ${printable(command)}`) : []),
      ]),
    ]),
    ...forgetLines(plan).flatMap(folded),
  ];
}

function forgetLines({ hosts }: Plan): readonly string[] {
  const some = hosts.flatMap(({ host, forgets }) =>
    forgets.length === 0 ? [] : [`  ${host}  ${printable(forgetWords(forgets))}`],
  );
  return some.length === 0
    ? []
    : ['', 'A restart of these hosts would take this away (persist: true in the lab file keeps it):', ...some];
}

function pingLines({ gained, lost, open }: PingChanges): readonly string[] {
  const some = ({ count, pairs }: SomePings, verb: string): readonly string[] =>
    count === 0 ? [] : [`  ${verb} ${named(pairs, count)}`];
  const uncertain = open.count === 0 ? '' : `, ${open.count} uncertain`;
  return [
    `Pings: ${gained.count} gained, ${lost.count} lost${uncertain}.`,
    ...some(gained, 'gained:'),
    ...some(lost, 'lost:'),
    ...some(open, 'uncertain:'),
    ...(open.why === undefined ? [] : [`  ${printable(open.why)}`]),
  ];
}

function named(pairs: readonly PingNames[], count: number): string {
  const shown = pairs.slice(0, 3).map(({ from, to }) => `${from} → ${to}`);
  return count > shown.length ? `${shown.join(', ')} and ${count - shown.length} more` : listed(shown);
}

export function summaryLine({ summary }: Plan): string {
  const parts = ACTIONS.filter((action) => summary[action] > 0).map((action) => `${summary[action]} to ${action}`);
  return parts.join(', ') || 'nothing to change';
}
