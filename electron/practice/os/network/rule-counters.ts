/** What rules and policies have counted. It goes with the rules, and is no part of a machine's state. */
import type { Rule } from '../../../../shared/host/state.ts';
import type { Machine } from '../machine.ts';

export interface Counted {
  readonly packets: number;
  readonly bytes: number;
}

const NOTHING: Counted = { packets: 0, bytes: 0 };

/** By machine: rules are plain data, and fresh machines share them. */
const rules = new WeakMap<Machine, WeakMap<Rule, Counted>>();
const policies = new WeakMap<Machine, Map<string, Counted>>();

export const policyKey = (table: string, chain: string): string => `${table} ${chain}`;

export const countedBy = (machine: Machine, rule: Rule): Counted => rules.get(machine)?.get(rule) ?? NOTHING;

export const countedByPolicy = (machine: Machine, key: string): Counted => policies.get(machine)?.get(key) ?? NOTHING;

export function countRule(machine: Machine, rule: Rule, bytes: number): void {
  const before = countedBy(machine, rule);
  const table = rules.get(machine) ?? new WeakMap<Rule, Counted>();
  rules.set(machine, table);
  table.set(rule, { packets: before.packets + 1, bytes: before.bytes + bytes });
}

export function countPolicy(machine: Machine, key: string, bytes: number): void {
  const before = countedByPolicy(machine, key);
  const table = policies.get(machine) ?? new Map<string, Counted>();
  policies.set(machine, table.set(key, { packets: before.packets + 1, bytes: before.bytes + bytes }));
}

/** `iptables -Z`. */
export function zero(machine: Machine, cleared: readonly Rule[], keys: readonly string[]): void {
  for (const rule of cleared) rules.get(machine)?.delete(rule);
  for (const key of keys) policies.get(machine)?.delete(key);
}
