/**
 * Matches of iptables that a prediction does not know, and that are decided for one ping at one moment: how fast, how long, how far,
 * at which time, whose, by chance. The kernel's modules of the same names are the source.
 */
import type { Rule } from '../../../shared/host/state.ts';
import { hashOf } from '../../../shared/machine/kernel/kernel.ts';
import { perObject } from '../../../shared/per-object.ts';
import type { Machine } from '../os/machine.ts';

/** What is known of a packet. */
export interface Seen {
  /** As IP counts it. */
  readonly bytes: number;
  readonly ttl: number;
  /** Who has sent it from this machine; undefined: somebody else, or the kernel itself. */
  readonly uid?: number | undefined;
}

interface Bucket {
  tokens: number;
  at: number;
}

const bucketsOf = perObject((_: Machine) => new WeakMap<Rule, Bucket>());
const counts = new WeakMap<Rule, number>();

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

interface Limit {
  /** Milliseconds for one more. */
  readonly every: number;
  readonly burst: number;
}

/** `-m limit --limit 5/min --limit-burst 5`: a bucket of tokens (xt_limit.c). */
function limitOf({ text }: Rule): Limit | undefined {
  const [, rate, unit = 's'] = /--limit (\d+)(?:\/([smhd])\w*)?/.exec(text) ?? [];
  if (rate === undefined) return undefined;
  const burst = Number(/--limit-burst (\d+)/.exec(text)?.[1] ?? 5);
  return { every: ((SECONDS[unit] ?? 1) * 1000) / Number(rate), burst };
}

function bucketOf(machine: Machine, rule: Rule, limit: Limit): Bucket {
  const now = machine.clock.now();
  const own = bucketsOf(machine);
  const bucket = own.get(rule) ?? { tokens: limit.burst, at: now };
  own.set(rule, bucket);
  bucket.tokens = Math.min(limit.burst, bucket.tokens + (now - bucket.at) / limit.every);
  bucket.at = now;
  return bucket;
}

const OPTIONS =
  /^(?:! )?--(?:limit(?:-burst)?|length|ttl-(?:eq|lt|gt)|pkt-type|uid-owner|gid-owner|timestart|timestop|weekdays|datestart|datestop|mode|probability|every|packet|connlimit-(?:upto|above|mask|saddr|daddr))$|^-m$/;

/** Whether nothing is asked in the rule but what is decided here. */
export const isDecided = ({ unknown }: Rule): boolean => unknown.every((word) => OPTIONS.test(word));

/** Whether the rule is another one at each moment. */
export const isMomentary = (rule: Rule): boolean =>
  rule.unknown.length > 0 && isDecided(rule) && rule.unknown.some((word) => word !== '-m');

/** An option of the rule: what it says, and whether a `!` stands before it. */
function said({ text }: Rule, option: string): { readonly value: string; readonly not: boolean } | undefined {
  const [, not, value = ''] = new RegExp(`(?:^| )(! )?--${option} (\\S+)`).exec(text) ?? [];
  return value === '' ? undefined : { value, not: not !== undefined };
}

const within = (range: string, number: number, separator = ':'): boolean => {
  const [from = '', to = from] = range.split(separator);
  return number >= Number(from) && number <= Number(to);
};

/** xt_time: of a day whose stop is before its start, the night is meant. */
function isNow(machine: Machine, rule: Rule): boolean {
  const now = new Date(machine.clock.now());
  const seconds = (text: string): number => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  const start = seconds(said(rule, 'timestart')?.value ?? '00:00:00');
  const stop = seconds(said(rule, 'timestop')?.value ?? '23:59:59');
  const time = ((Math.floor(now.getTime() / 1000) % 86_400) + 86_400) % 86_400;
  const inDay = start <= stop ? time >= start && time <= stop : time >= start || time <= stop;
  const days = said(rule, 'weekdays');
  const isDay = days === undefined || days.value.split(',').includes(now.toUTCString().slice(0, 3)) !== days.not;
  const date = now.toISOString().slice(0, 19);
  const [first, last] = [said(rule, 'datestart')?.value ?? '', said(rule, 'datestop')?.value ?? '9'];
  return inDay && isDay && date >= first && date <= last;
}

/** xt_statistic: by chance, or each so many-th. */
function isDrawn(machine: Machine, rule: Rule): boolean {
  const count = counts.get(rule) ?? 0;
  counts.set(rule, count + 1);
  const probability = said(rule, 'probability');
  if (probability !== undefined)
    return hashOf(`${machine.name} ${rule.text} ${count}`) / 2 ** 32 < Number(probability.value) !== probability.not;
  const every = said(rule, 'every');
  if (every === undefined) return true;
  const packet = Number(said(rule, 'packet')?.value ?? 0);
  return ((count + 1) % Number(every.value) === (packet + 1) % Number(every.value)) !== every.not;
}

/** Whether the rule matches now, as far as that is decided here. @param takes a token of its limit, if it does */
export function fits(machine: Machine, rule: Rule, seen: Seen, takes: boolean): boolean {
  if (!isMomentary(rule)) return true;
  const test = (option: string, match: (value: string) => boolean): boolean => {
    const found = said(rule, option);
    return found === undefined || match(found.value) !== found.not;
  };
  const { bytes, ttl, uid } = seen;
  const all =
    test('length', (range) => within(range, bytes)) &&
    test('ttl-eq', (value) => ttl === Number(value)) &&
    test('ttl-lt', (value) => ttl < Number(value)) &&
    test('ttl-gt', (value) => ttl > Number(value)) &&
    test('pkt-type', (type) => type === 'unicast') &&
    // Nobody owns what the kernel answers by itself.
    (uid !== undefined || !/--[ug]id-owner/.test(rule.text)) &&
    test('uid-owner', (range) => within(range, uid ?? -1, '-')) &&
    test('gid-owner', (range) => within(range, uid ?? -1, '-')) &&
    // One ping is one connection.
    test('connlimit-above', (value) => 1 > Number(value)) &&
    test('connlimit-upto', (value) => 1 <= Number(value)) &&
    (!/--(?:time|week|date)/.test(rule.text) || isNow(machine, rule));
  if (!all || (/--mode /.test(rule.text) && !isDrawn(machine, rule))) return false;
  const limit = limitOf(rule);
  if (limit === undefined) return true;
  const bucket = bucketOf(machine, rule, limit);
  if (bucket.tokens < 1) return false;
  if (takes) bucket.tokens -= 1;
  return true;
}

/** The rule without what was decided, for whoever follows one packet; undefined: it does not match now. */
export function momentary(machine: Machine, rule: Rule, seen: Seen): Rule | undefined {
  if (!isMomentary(rule)) return rule;
  return fits(machine, rule, seen, false) ? { ...rule, unknown: [] } : undefined;
}
