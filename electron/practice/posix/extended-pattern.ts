/**
 * bash's `?(…)`, `*(…)`, `+(…)`, `@(…)` and `!(…)`. From each set of places where a part may begin follows the set of those where
 * it may end: no way is followed twice.
 */
import { fits, type Group, type Pattern, TooLong } from './pattern-tokens.ts';

/** A text of this many characters is not looked at from every place for what does not match. */
const LONGEST = 2000;

export const isExtended = (pattern: Pattern): boolean => pattern.some(({ kind }) => kind === 'group');

/** Where a match may end that begins at one of these places. */
export function endsOf(pattern: Pattern, chars: readonly string[], from: ReadonlySet<number>): ReadonlySet<number> {
  let places = from;
  for (const token of pattern) {
    if (places.size === 0) return places;
    if (token.kind === 'group') places = endsOfGroup(token, chars, places);
    else if (token.kind === 'star') places = allFrom(Math.min(...places), chars.length);
    else {
      const next = new Set<number>();
      for (const place of places) {
        const char = chars[place];
        if (char !== undefined && fits(token, char)) next.add(place + 1);
      }
      places = next;
    }
  }
  return places;
}

function allFrom(first: number, last: number): ReadonlySet<number> {
  const places = new Set<number>();
  for (let place = first; place <= last; place += 1) places.add(place);
  return places;
}

function endsOfGroup(
  { operator, choices }: Group,
  chars: readonly string[],
  from: ReadonlySet<number>,
): ReadonlySet<number> {
  const once = (places: ReadonlySet<number>): Set<number> => {
    const ends = new Set<number>();
    for (const choice of choices) for (const end of endsOf(choice, chars, places)) ends.add(end);
    return ends;
  };
  switch (operator) {
    case '@':
      return once(from);
    case '?':
      return new Set([...from, ...once(from)]);
    case '!': {
      if (chars.length > LONGEST) throw new TooLong();
      const ends = new Set<number>();
      for (const place of from) {
        const matched = once(new Set([place]));
        for (let end = place; end <= chars.length; end += 1) if (!matched.has(end)) ends.add(end);
      }
      return ends;
    }
    default: {
      const ends = new Set<number>(operator === '*' ? from : []);
      let latest: ReadonlySet<number> = from;
      while (latest.size > 0) {
        const next = once(latest);
        latest = new Set([...next].filter((end) => !ends.has(end)));
        for (const end of latest) ends.add(end);
      }
      return ends;
    }
  }
}
