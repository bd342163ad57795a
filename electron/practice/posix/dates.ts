/** Points in time as `strftime` writes them. The hosts' clocks run in UTC. */

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** @param now milliseconds since 1970 */
export function formatDate(pattern: string, now: number): string {
  const date = new Date(now);
  const two = (number: number): string => String(number).padStart(2, '0');
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const [hours, minutes, seconds] = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()];
  const weekday = DAYS[date.getUTCDay()] ?? '';
  const month_ = MONTHS[month] ?? '';
  const parts: Readonly<Record<string, string>> = {
    ...{ Y: String(year), y: two(year % 100), m: two(month + 1), d: two(day), e: String(day).padStart(2) },
    ...{ H: two(hours), I: two(hours % 12 || 12), M: two(minutes), S: two(seconds), p: hours < 12 ? 'AM' : 'PM' },
    ...{
      a: weekday.slice(0, 3),
      A: weekday,
      b: month_.slice(0, 3),
      B: month_,
      h: month_.slice(0, 3),
      Z: 'UTC',
      z: '+0000',
    },
    ...{
      F: `${year}-${two(month + 1)}-${two(day)}`,
      T: `${two(hours)}:${two(minutes)}:${two(seconds)}`,
      R: `${two(hours)}:${two(minutes)}`,
    },
    ...{
      s: String(Math.floor(now / 1000)),
      N: `${String(date.getUTCMilliseconds()).padStart(3, '0')}000000`,
      n: '\n',
      t: '\t',
      '%': '%',
    },
    ...{
      D: `${two(month + 1)}/${two(day)}/${two(year % 100)}`,
      u: String(date.getUTCDay() || 7),
      w: String(date.getUTCDay()),
    },
    j: String(Math.floor((Date.UTC(year, month, day) - Date.UTC(year, 0, 0)) / 86_400_000)).padStart(3, '0'),
    c: `${weekday.slice(0, 3)} ${month_.slice(0, 3)} ${String(day).padStart(2)} ${two(hours)}:${two(minutes)}:${two(seconds)} ${year}`,
  };
  return pattern.replace(
    /%([-_0])?(\d*)([a-zA-Z%])/g,
    (token, flag: string | undefined, width: string, letter: string) => {
      const value = parts[letter];
      if (value === undefined) return token;
      if (letter === 'N' && width !== '') return value.slice(0, Number(width));
      return flag === '-' ? value.replace(/^[0 ]+(?=.)/, '') : value;
    },
  );
}

const UNITS: Readonly<Record<string, number>> = {
  ...{ sec: 1000, second: 1000, min: 60_000, minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 },
  fortnight: 1_209_600_000,
};

/** What getdate(3) would understand and nobody does here: a day of the week, a month of the calendar. */
export const NOT_READ = 'not read';

/**
 * A point in time as people write it: `2026-01-02 03:04`, `@1767323045`, `yesterday`, `2 hours ago`. The clocks run in UTC.
 * @returns milliseconds since 1970; undefined: it is none
 */
export function readDate(written: string, now: number): number | typeof NOT_READ | undefined {
  const seconds = /^@(-?\d+(?:\.\d+)?)$/.exec(written.trim())?.[1];
  if (seconds !== undefined) return Number(seconds) * 1000;
  let time = now;
  let rest = ` ${written.trim().toLowerCase()} `;
  const take = (pattern: RegExp, use: (match: RegExpExecArray) => void): void => {
    for (let match = pattern.exec(rest); match !== null; match = pattern.exec(rest)) {
      use(match);
      rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`;
    }
  };
  const midnight = (at: number): number => at - (((at % 86_400_000) + 86_400_000) % 86_400_000);
  let wrong = false;
  let added = 0;
  take(/\s(\d{4})-(\d{1,2})-(\d{1,2})(?:t(?=\d)|(?=\s))/, ([, year, month, day]) => {
    time = Date.UTC(Number(year), Number(month) - 1, Number(day));
    // February has no thirtieth.
    wrong ||= new Date(time).getUTCDate() !== Number(day);
  });
  take(/\s(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:z|\s?utc|\+00:?00)?(?=\s)/, ([, hours, minutes, at = '0']) => {
    if (Number(hours) > 23 || Number(minutes) > 59 || Number(at) > 60) wrong = true;
    time = midnight(time) + Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(at) * 1000;
  });
  take(/\s(now|today|utc)(?=\s)/, () => undefined);
  take(/\s(yesterday|tomorrow)(?=\s)/, ([, word]) => {
    added += word === 'yesterday' ? -86_400_000 : 86_400_000;
  });
  take(/\s([-+]?)\s?(\d+)\s?(sec|second|min|minute|hour|day|week|fortnight)s?(\s+ago)?(?=\s)/, (match) => {
    const [, sign, count, unit = '', ago] = match;
    added += Number(count) * (UNITS[unit] ?? 0) * ((sign === '-') !== (ago !== undefined) ? -1 : 1);
  });
  take(/\s(next|last)\s(sec|second|min|minute|hour|day|week|fortnight)(?=\s)/, ([, which, unit = '']) => {
    added += (UNITS[unit] ?? 0) * (which === 'next' ? 1 : -1);
  });
  if (rest.trim() === '' && !wrong && written.trim() !== '') return time + added;
  if (
    /^ *(?:\d+ )?(?:ago|last|next|noon|midnight|months?|years?|(?:sun|mon|tue|wed|thu|fri|sat)\w*|\d+| )+$/.test(rest)
  )
    return NOT_READ;
  const parsed = Date.parse(/\d:\d/.test(written) && !/z|[-+]\d\d:?\d\d$/i.test(written) ? `${written}Z` : written);
  return wrong || Number.isNaN(parsed) || !/\d/.test(written) ? undefined : parsed;
}
