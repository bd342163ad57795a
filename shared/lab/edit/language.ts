/**
 * Every way in which a lab is changed, as plain data: what the window, the fixes of problems and a keyboard macro have in common.
 *
 * An edit names its place by the path in the lab file, as problems do, and says values as the file may have them:
 * `{ kind: 'set', path: ['hosts', 'docker01', 'interfaces', 'ens33', 'address'], value: '192.168.1.11/24' }`. What the file makes of a value
 * (short forms, order of keys, quotes, nothing at all where it is meant already) is not the edit's business. `edits.ts` has
 * functions that make edits whose value has the type that belongs at the path.
 */
import type { Data, Path, Scalar } from '../data.ts';

export type Edit =
  /** Something that is not there yet; at the path of a list: one more at its end. A thing's name is the last step. */
  | { readonly kind: 'add'; readonly path: Path; readonly value: Value }
  /** Whatever stood there before. Of a map or a list only what differs is written; keys that the value does not have are taken away. */
  | { readonly kind: 'set'; readonly path: Path; readonly value: Value }
  /** Takes a value away, and nothing else: its default holds. */
  | { readonly kind: 'unset'; readonly path: Path }
  /** With everything that names the thing: parents, networks of containers, expectations, positions. */
  | { readonly kind: 'rename'; readonly path: Path; readonly to: string }
  /** With everything that stands on the thing or names it. */
  | { readonly kind: 'remove'; readonly path: Path }
  /**
   * To the thing at `to`: a container to another host, its place on a network to another network, a card to another segment,
   * a sub-interface or a network's parent to another interface, the registry to another host.
   */
  | { readonly kind: 'move'; readonly path: Path; readonly to: Path };

/** A key that is undefined is not there. A map keeps an order of keys that an object would not (`10` before `bbox`). */
export type Value =
  | Scalar
  | undefined
  | readonly Value[]
  | { readonly [key: string]: Value }
  | ReadonlyMap<string, Data>;
