/** Times as Go writes them. */

/** Go's zero time, for what never was. */
export const NEVER = '0001-01-01T00:00:00Z';

/** `2026-11-24T12:53:02.123456789Z`; the digits under a millisecond follow from the time itself. */
export function goTime(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return NEVER;
  const below = String((Math.floor(milliseconds) * 7919) % 1_000_000).padStart(6, '0');
  const digits = `${new Date(milliseconds).toISOString().slice(20, 23)}${below}`.replace(/0+$/, '');
  const seconds = new Date(milliseconds).toISOString().slice(0, 19);
  return digits === '' ? `${seconds}Z` : `${seconds}.${digits}Z`;
}

/** `2026-11-24 12:53:02 +0000 UTC`. */
export const plainTime = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`;

/** `About a minute`, `2 hours`: how the docker command tells durations. */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.floor(seconds / 60);
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.floor(minutes / 60 + 0.5);
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  const days = Math.floor(hours / 24);
  if (hours < 24 * 7 * 2) return `${days} days`;
  if (hours < 24 * 30 * 2) return `${Math.floor(days / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.floor(days / 30)} months`;
  return `${Math.floor(days / 365)} years`;
}

/** `1.98MB`, with so many significant digits. */
export function humanSize(bytes: number, digits = 4): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit += 1) value /= 1000;
  return `${Number(value.toPrecision(digits))}${units[unit]}`;
}
