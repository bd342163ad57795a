/**
 * Where Trunkline keeps on a host what it must remember there: one directory per lab, readable by root only.
 *
 *     /var/lib/trunkline/NAME/inventory    the host's inventory before the lab's first deploy
 *     /var/lib/trunkline/NAME/saved/KEY    one old value each: one line; KEY as in `savedFile`
 *
 * The plan writes it, the probe reads it; both through these names.
 */
const stateOfPrograms = '/var/lib';
export const recordRoot = `${stateOfPrograms}/trunkline`;
/** What makes it certain that a record is gone, also after a power cut (fsync(2) of the directory that had it). */
export const syncRecords: readonly string[] = ['sync', stateOfPrograms];

export const recordDirectory = (lab: string): string => `${recordRoot}/${lab}`;
export const inventoryFile = (lab: string): string => `${recordDirectory(lab)}/inventory`;
export const savedDirectory = (lab: string): string => `${recordDirectory(lab)}/saved`;
/** A file is written here first and then moved to its place, so that there is never half of one. */
export const unfinishedFile = (lab: string): string => `${recordDirectory(lab)}/unfinished`;

/** Under keys of these kinds a lab remembers which files of its own there are elsewhere: the value is the path. */
export const FILE_KINDS = ['persist', 'certificate'] as const;

/** The paths under such keys. An older record of a certificate has no path: nobody can say what is there. */
export const ownFilePaths = (saved: Iterable<readonly [key: string, value: string]>): readonly string[] =>
  [...saved].flatMap(([key, value]) =>
    value.startsWith('/') && FILE_KINDS.some((kind) => key.startsWith(`${kind}:`)) ? [value] : [],
  );

/** The key of a file that the lab keeps under `persist:`. */
export const persistedKey = (path: string): string => `persist:${path}`;

/** The file for the old value of the resource with this key. Any key gives a plain file name, and no two the same. */
export const savedFile = (lab: string, key: string): string => `${savedDirectory(lab)}/${fileNameOfKey(key)}`;

const fileNameOfKey = (key: string): string =>
  encodeURIComponent(key)
    .replace(/[!~*'()]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%3A|%3D|%40/g, decodeURIComponent)
    .replace(/^\./, '%2E');

/** The key that a file under `saved/` belongs to; undefined for a file that we did not write. */
export function keyOfSavedFile(name: string): string | undefined {
  try {
    const key = decodeURIComponent(name);
    return fileNameOfKey(key) === name ? key : undefined;
  } catch {
    return undefined;
  }
}
