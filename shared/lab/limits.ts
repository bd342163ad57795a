/** A lab file may not be larger than this many characters. */
export const LAB_TEXT_LIMIT = 2_000_000;

/**
 * The sizes that the program is made for: within them an edit is read, checked and predicted while a person waits for it.
 * Larger labs are computed too, but told so before. `npm run bench -- linear reach` measures them.
 */
export const MADE_FOR = {
  segments: 500,
  hosts: 500,
  networks: 1000,
  containers: 10_000,
  /** Cards, sub-interfaces and shims of one host. */
  interfacesOfHost: 1000,
  containersOfHost: 1000,
  /** Routes, forward rules and masquerades of one host, what its shims reach, addresses that a network reserves, networks of a container. */
  entriesOfList: 1000,
} as const;

/** So many pairs are all measured by a verify. */
export const ALL_MEASURED = 10_000;
/** More are never measured at once. */
export const MOST_MEASURED = 50_000;
