/**
 * Which options real programs have: `real-options.json` is what those of Debian 12 say of themselves with `--help`. An option that
 * is real is never called unknown, be it simulated or not.
 */
import { appletUsage } from '../busybox/applet-usage.ts';
import known from './real-options.json' with { type: 'json' };

interface Real {
  readonly letters: string;
  readonly names: readonly string[];
}

const programs: Readonly<Record<string, Real>> = known;

const realOf = (program: string): Real | undefined =>
  Object.hasOwn(programs, program) ? programs[program] : undefined;

/** Of a program in an image of busybox: by its usage, where options stand each on a line, or together behind the name. */
function isApplets(program: string, letter: string): boolean {
  const usage = appletUsage(program) ?? '';
  if (new RegExp(`^\\t(?:-\\w,)*-${letter}\\b`, 'm').test(usage)) return true;
  return [...usage.matchAll(/\[-([A-Za-z0-9]+)\]/g)].some(([, letters = '']) => letters.includes(letter));
}

export const isRealLetter = (program: string, letter: string, inBusybox: boolean): boolean =>
  /^\w$/.test(letter) && (inBusybox ? isApplets(program, letter) : realOf(program)?.letters.includes(letter) === true);

/** Names that begin so: getopt takes one that is shortened as long as only one is meant. */
export function realNames(program: string, begun: string): readonly string[] {
  const names = realOf(program)?.names ?? [];
  return names.includes(begun) ? [begun] : names.filter((name) => name.startsWith(begun));
}
