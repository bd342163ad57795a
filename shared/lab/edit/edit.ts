/** What an edit is, as plain data: a problem carries its mends as edits, so this stands below all that reads a lab file. */

export type Scalar = string | number | boolean | null;

export type Path = readonly (string | number)[];

/** A file's value without its place. */
export type Data = Scalar | readonly Data[] | ReadonlyMap<string, Data>;

/** A key that is undefined is not there. A map keeps an order of keys that an object would not (`10` before `bbox`). */
export type Value =
  | Scalar
  | undefined
  | readonly Value[]
  | { readonly [key: string]: Value }
  | ReadonlyMap<string, Data>;

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
