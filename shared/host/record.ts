/**
 * Where Trunkline keeps on a host what it must remember there: one directory per lab, readable by root only.
 *
 *     /var/lib/trunkline/NAME/inventory    the host's inventory before the lab's first deploy
 *     /var/lib/trunkline/NAME/saved/KEY    one old value each: one line; KEY as in `savedFile`
 *
 * The plan writes it, the probe reads it; both through these names.
 */
export const recordRoot = '/var/lib/trunkline';

export const recordDirectory = (lab: string): string => `${recordRoot}/${lab}`;
export const inventoryFile = (lab: string): string => `${recordDirectory(lab)}/inventory`;
export const savedDirectory = (lab: string): string => `${recordDirectory(lab)}/saved`;
/** A file is written here first and then moved to its place, so that there is never half of one. */
export const unfinishedFile = (lab: string): string => `${recordDirectory(lab)}/unfinished`;

/** Under such keys a lab remembers which files of its own there are elsewhere: the value is the path. */
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
