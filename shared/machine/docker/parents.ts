/** Which networks may stand on one parent interface of a host. */
import { holds } from '../fact.ts';
import { ownParentEach } from './facts.ts';

export interface ParentUse {
  readonly driver: string;
  /** Empty: the driver's default. */
  readonly mode: string;
}

/** Whether Docker makes a network on the parent of another (`macvlan-parent-each`, `ipvlan-parent-each`). */
export function mayShareParent(version: string, a: ParentUse, b: ParentUse): boolean {
  if (a.driver !== b.driver) return true;
  return a.driver === 'macvlan' && !holds(ownParentEach, version) && a.mode !== 'passthru' && b.mode !== 'passthru';
}
