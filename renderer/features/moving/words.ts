/** What letting go would do, in words: for the chip at the pointer, the inspector, and whoever hears the window. */

import type { Change } from '../../../shared/draw/changes.ts';
import { changesOf, readdressed } from '../../../shared/draw/changes.ts';
import type { Made } from '../../../shared/draw/tools.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import type { PingChanges } from '../../derived/ping-changes.ts';
import { count } from '../../ui/words.ts';

export interface MoveWords {
  /** Whose: `docker02/bbox10`, `2 things`; of the whole lab its name. */
  readonly name: string;
  /** `Move bbox10 to mac_net20 on docker02`. */
  readonly title: string;
  /** Of the thing itself. */
  readonly own: readonly Change[];
  /** Addresses of others that follow. */
  readonly others: readonly Change[];
  /** What had to be made besides. */
  readonly besides: readonly string[];
}

export function moveWords(lab: Lab, made: Made): MoveWords {
  const moved = made.moved ?? [];
  const several = moved.length > 1;
  return {
    name: several ? count(moved.length, 'thing') : made.select || made.lab.name,
    title: made.says.charAt(0).toUpperCase() + made.says.slice(1),
    own: several
      ? changesOfAll(lab, made.lab, moved)
      : changesOf(lab, made.lab, moved[0]?.[0] ?? made.select, made.select),
    others: readdressed(lab, made.lab, made.select).filter(
      ({ label }) => !several || !moved.some(([, id]) => id === label),
    ),
    besides: made.made.filter((id) => id !== made.select),
  };
}

/** What becomes the same of all, once; what does not, such as addresses, of each by its name. */
function changesOfAll(before: Lab, after: Lab, moved: NonNullable<Made['moved']>): readonly Change[] {
  const each = moved.map(([from, to]) => ({ to, changes: changesOf(before, after, from, to) }));
  const alike = new Map<string, Change>();
  for (const { label, now } of each[0]?.changes ?? []) {
    const all = each.flatMap(({ changes }) => changes.filter((one) => one.label === label && one.now === now));
    const was = all[0]?.was;
    if (all.length === each.length)
      alike.set(label, { label, now, was: all.every((one) => one.was === was) ? was : '' });
  }
  const own = each.flatMap(({ to, changes }) =>
    changes
      .filter(({ label }) => !alike.has(label))
      .map(({ label, now, was }) => ({ label: label === 'Address' ? to : `${to}, ${label.toLowerCase()}`, now, was })),
  );
  return [...alike.values(), ...own];
}

export interface PingLine {
  readonly sign: '+' | '−';
  /** `docker01/bbox10 ⇄ docker02/bbox11` where both ways change alike. */
  readonly words: string;
  readonly pings: 1 | 2;
}

/** Each change of a ping, lost ones first; both ways of a pair as one. */
export const pingLines = ({ gained, lost }: PingChanges): readonly PingLine[] => [
  ...linesIn(lost, '−'),
  ...linesIn(gained, '+'),
];

function linesIn(pings: ReadonlySet<string>, sign: PingLine['sign']): readonly PingLine[] {
  const told = new Set<string>();
  const lines: PingLine[] = [];
  for (const ping of pings) {
    if (told.has(ping)) continue;
    const [from, to] = ping.split(' → ');
    const back = `${to} → ${from}`;
    const both = pings.has(back);
    if (both) told.add(back);
    lines.push({ sign, words: both ? `${from} ⇄ ${to}` : ping, pings: both ? 2 : 1 });
  }
  return lines;
}

/** `4 pings more, 2 lost`. */
export function pingWords(changes: PingChanges | undefined): string {
  if (changes === undefined) return '';
  const { gained, lost } = changes;
  if (gained.size + lost.size === 0) return 'no ping changes';
  return [
    gained.size > 0 ? `${count(gained.size, 'ping')} more` : '',
    lost.size > 0 ? `${count(lost.size, 'ping')} lost` : '',
  ]
    .filter((words) => words !== '')
    .join(', ');
}

/** All in one sentence, for those who hear it. */
export function aloud(words: MoveWords, changes: PingChanges | undefined): string {
  const facts = words.own.map(({ label, now }) => `${label.toLowerCase()} ${now}`);
  return `${[words.title, ...facts, pingWords(changes)].filter((part) => part !== '').join(', ')}.`;
}
