import type { HostState } from '../host/state.ts';
import type { Host, Lab } from '../lab/lab.ts';
import type { Operation } from '../machine/operation.ts';
import type { Problem } from '../problem.ts';
import type { Supplies } from './supply.ts';

/** What stands of a resource on a host. */
export type Presence =
  | { readonly kind: 'absent' }
  /** As wanted. `owned`: it carries this lab's mark (or a saved old value), so destroy takes it back. */
  | { readonly kind: 'present'; readonly owned: boolean }
  /** Ours, but not as wanted; `how` says what differs, for a person. `replace`: it cannot be changed in place. */
  | { readonly kind: 'differs'; readonly how: string; readonly change: 'update' | 'replace' }
  /** Something that is not ours is in the way: an error of the plan. */
  | { readonly kind: 'clash'; readonly problem: Problem };

/** An old value that is kept on the host, before the change, so that destroy can restore it. One line. */
export interface Saved {
  /** The resource's own key. */
  readonly key: string;
  readonly value: string;
}

/** What cleans up after a create that failed. May fail itself. */
export interface Undo {
  /** Runs only when at least so many of create's operations had succeeded. */
  readonly made: number;
  readonly operation: Operation;
}

/** What hands something out by itself: a network's addresses. Two of whom one takes any must keep their order. */
export interface Turn {
  readonly at: string;
  /** Takes what comes next; what takes something of its own choice only must not come between. */
  readonly any: boolean;
}

/** Something on another host. */
export interface Awaited {
  readonly host: string;
  readonly key: string;
}

/** What carries our mark under a name that could become somebody else's: looked at once more before anything is removed. */
export interface Mark {
  readonly kind: 'link' | 'container' | 'network' | 'volume';
  readonly name: string;
  readonly lab: string;
}

/** What the operations of a resource need of their host besides root. */
export type Need = 'ip' | 'bridge' | 'iptables' | 'sysctl' | '8021q' | 'macvlan' | 'ipvlan' | 'docker';

/**
 * One thing of ours that may stand on a host, and knows how to go. The state that its methods are given is the host as probed
 * before the whole plan.
 */
export interface Standing {
  /** The kind's name, as in the list of kinds. */
  readonly kind: string;
  /** Stable identity on its host: `vlan:ens33.10`, `address:ens33.10=192.168.10.10/24`, `container:bbox10`. */
  readonly key: string;
  /** What it is on the drawing: `docker01:ens33.10`, `docker01/bbox10`, `mac_net10`, `router`. */
  readonly subject: string;
  /** What a sentence calls it: `container bbox10`, `VLAN sub-interface ens33.10`. */
  readonly noun: string;
  /** Keys that must stand before it, and stand until it is gone. Keys that nothing in the lab has are ignored. */
  readonly requires: readonly string[];
  /** What must stand on other hosts before it can come: an image in the lab's registry. */
  readonly awaits?: readonly Awaited[];
  /** What only one thing on a host can hold: of two that are replaced, the first gets it only when the second has let it go. */
  readonly occupies: readonly string[];
  /** Where its place among others of the host counts, though none requires another: they keep their order. */
  readonly turns?: readonly Turn[];
  /** What comes over the network for it, before it is compressed, as far as it is known. */
  readonly bytes?: number;
  /**
   * It is to be there after a power cut: its step ends when all that Docker wrote of it is on the disk. Docker puts a new file in
   * the place of the old one (moby, pkg/ioutils/fswriters.go), which a disk has some seconds later; the content of images later still.
   */
  readonly lasts?: true;
  /** Its step may run beside others of its kind that it does not wait for. */
  readonly beside?: true;
  readonly needs: readonly Need[];
  /** Without it the operations of `remove` cannot meet anything but what is ours. */
  readonly mark?: Mark;
  /** The exact inverse of create; with old values restored where there were some. */
  remove(state: HostState): readonly Operation[];
  /**
   * The link that it is gone with: when that is not there any more by the time of removing, there is nothing to remove.
   * Docker takes sub-interfaces away with its network where it made them itself, as it does after a reboot.
   */
  goesWith?(state: HostState): string | undefined;
  /** What forbids removing it: something that is not ours depends on it, or our own connection does. */
  removalProblems?(state: HostState): readonly Problem[];
}

/** The same as the drawing wants it: it knows how to come too. */
export interface Wanted extends Standing {
  /** One sentence for a person: what it is and why. */
  readonly explain: string;
  presentIn(state: HostState): Presence;
  create(state: HostState): readonly Operation[];
  /** From `differs` with change `update` to as wanted; by default nothing has to be done for that. */
  update?(state: HostState): readonly Operation[];
  /** Old values to keep before `create` or `update`. */
  saves?(state: HostState): readonly Saved[];
  undoFailedCreate?(state: HostState): readonly Undo[];
  /**
   * A command that succeeds where it stands after all, though making it has failed: a Docker that was asked for an image may
   * have it a moment after whoever asked was cut off. Then the claim to it stays.
   */
  readonly standsAfterAll?: readonly string[];
}

/** A kind of thing on a host: one file, one line in `shared/resources/kinds.ts`. */
export interface ResourceKind {
  readonly kind: string;
  /** What the drawing wants on one host. */
  desired(lab: Lab, host: Host, supplies: Supplies): readonly Wanted[];
  /** What stands on the host with this lab's mark, whether the drawing still wants it or not. */
  owned(state: HostState, lab: string, hostName: string): readonly Standing[];
}

type Defaults = 'requires' | 'occupies' | 'needs';
type Part<T extends Standing> = Omit<T, Defaults> & Partial<Pick<T, Defaults>>;

/** With nothing required, occupied or needed where nothing is said. */
export const standing = (fields: Part<Standing>): Standing => ({
  ...fields,
  requires: fields.requires ?? [],
  occupies: fields.occupies ?? [],
  needs: fields.needs ?? [],
});
/** The same of what is wanted. */
export const wanted = (fields: Part<Wanted>): Wanted => ({
  ...fields,
  requires: fields.requires ?? [],
  occupies: fields.occupies ?? [],
  needs: fields.needs ?? [],
});
