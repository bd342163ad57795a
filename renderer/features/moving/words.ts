/** What letting go would do, in words: for the chip at the pointer, the inspector, and whoever hears the window. */

import type { Change } from '../../../shared/draw/changes.ts';
import { changesOf, readdressed } from '../../../shared/draw/changes.ts';
import type { Made } from '../../../shared/draw/tools.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import type { PingChanges } from '../../derived/ping-changes.ts';
import { count } from '../../ui/words.ts';

export interface MoveWords {
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
  const was = made.moved?.[0]?.[0] ?? made.select;
  return {
    title: made.says.charAt(0).toUpperCase() + made.says.slice(1),
    own: changesOf(lab, made.lab, was, made.select),
    others: readdressed(lab, made.lab, made.select),
    besides: made.made.filter((id) => id !== made.select),
  };
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
