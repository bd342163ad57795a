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
