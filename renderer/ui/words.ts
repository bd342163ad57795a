/** `1 host`, `3 hosts`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** Of what is wrong in the file, where its line stands beside it. */
export const withoutLine = (message: string): string =>
  message.replace(/^Line \d+: (.)/, (_, first: string) => first.toUpperCase());

/** `a route`, `an image`. */
export const withArticle = (noun: string): string => `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;

/** `0.04 s`, `1.25 s`, `12 s`, `3 min 5 s`: one unit, so that times below each other can be compared. */
export function duration(ms: number): string {
  if (ms < 10) return '<0.01 s';
  if (ms < 10_000) return `${(ms / 1000).toFixed(2)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `28 Nov, 10:42`. */
export const moment = (at: number): string =>
  new Date(at).toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** The time of day, `10:42:07`; of another day with its date, `28 Nov, 10:42:07`. */
export function clock(at: number, now: number = Date.now()): string {
  const [then, today] = [new Date(at), new Date(now)];
  const time = then.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  if (then.toDateString() === today.toDateString()) return time;
  const year = then.getFullYear() === today.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return `${then.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', ...year })}, ${time}`;
}
