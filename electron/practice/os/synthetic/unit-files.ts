/** Units that Debian's packages bring, as files, and the links by which they are enabled. Word for word as on the real lab's hosts. */
import type { Files } from '../files/files.ts';
import { makeDirectories } from '../files/memory-files.ts';
import texts from './unit-files.json' with { type: 'json' };

export type PackagedUnit = keyof typeof texts;

/** Debian's `/lib` is `/usr/lib`. */
export const UNIT_FOLDER = '/lib/systemd/system';
export const ADMIN_FOLDER = '/etc/systemd/system';

/** Packages bring these along without enabling them. */
const OFF: readonly string[] = ['ssh.socket', 'systemd-networkd.service'];

/** What is enabled with a unit: links by their paths. Other names come first. */
export function linksOf(text: string, unit: string): readonly string[] {
  const words = (key: string): readonly string[] =>
    [...text.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].flatMap(([, names = '']) => names.trim().split(/\s+/));
  return [
    ...words('Alias').map((name) => `${ADMIN_FOLDER}/${name}`),
    ...words('WantedBy').map((target) => `${ADMIN_FOLDER}/${target}.wants/${unit}`),
  ];
}

/** Puts them there, but for what is there already. */
export function furnishUnits(
  files: Files,
  units: readonly PackagedUnit[],
  others: Partial<Record<PackagedUnit, string>> = {},
): void {
  makeDirectories(files, UNIT_FOLDER);
  for (const unit of units) {
    const path = `${UNIT_FOLDER}/${unit}`;
    if (files.status(path) !== undefined) continue;
    const text = others[unit] ?? texts[unit];
    files.write(path, text);
    if (!OFF.includes(unit)) for (const link of linksOf(text, unit)) linkTo(files, link, path);
  }
}

export function linkTo(files: Files, link: string, path: string): void {
  makeDirectories(files, link.slice(0, link.lastIndexOf('/')));
  files.makeLink?.(link, path);
}
