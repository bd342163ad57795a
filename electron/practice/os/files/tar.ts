/** Archives as tar writes them: a block of 512 bytes that tells what follows, and that, for each file. */
import { accountOf, groupOf } from '../accounts.ts';
import { bytesOf, textOf } from './bytes.ts';
import { FileError, type Files } from './files.ts';
import { makeDirectories, removeAll } from './memory-files.ts';

export interface TarEntry {
  /** Without what is above the archive; of a directory with `/` at its end. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'link';
  readonly mode: number;
  readonly owner: { readonly name: string; readonly id: number };
  readonly group: { readonly name: string; readonly id: number };
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** What is in a file, or what a link says. */
  readonly text: string;
}

const BLOCK = 512;
/** Whole records of twenty blocks are written. */
const RECORD = 20 * BLOCK;
const TYPES = { file: '0', directory: '5', link: '2' } as const;
const LONGEST = 100;

const octal = (number: number, length: number): string =>
  `${Math.max(0, Math.floor(number))
    .toString(8)
    .padStart(length - 1, '0')}\0`;

function header(name: string, type: string, size: number, entry: TarEntry): string {
  const bytes = (text: string, length: number): string =>
    Buffer.from(text, 'utf8').toString('latin1').slice(0, length).padEnd(length, '\0');
  const link = entry.kind === 'link' && type === TYPES.link ? entry.text : '';
  const before = [
    bytes(name, LONGEST),
    octal(entry.mode, 8) + octal(entry.owner.id, 8) + octal(entry.group.id, 8),
    octal(size, 12) + octal(entry.modified / 1000, 12),
  ].join('');
  const after = [
    type + bytes(link, LONGEST),
    'ustar  \0',
    bytes(entry.owner.name, 32) + bytes(entry.group.name, 32),
  ].join('');
  const sum = [...before, ...after].reduce((all, char) => all + char.charCodeAt(0), 8 * 32);
  return `${before}${sum.toString(8).padStart(6, '0')}\0 ${after}`.padEnd(BLOCK, '\0');
}

const padded = (text: string, to = BLOCK): string => text.padEnd(Math.ceil(text.length / to) * to, '\0');

function written(entry: TarEntry): string {
  const name = Buffer.from(entry.path, 'utf8').toString('latin1');
  const content = entry.kind === 'file' ? bytesOf(entry.text).toString('latin1') : '';
  const long =
    name.length > LONGEST
      ? header('././@LongLink', 'L', name.length + 1, { ...entry, mode: 0 }) + padded(`${name}\0`)
      : '';
  return long + header(entry.path, TYPES[entry.kind], content.length, entry) + padded(content);
}

/** @param before what stands in an archive already, without its end. @returns a character for each byte */
export const tarOf = (entries: Iterable<TarEntry>, before = ''): string =>
  padded(`${before}${Array.from(entries, written).join('')}${'\0'.repeat(2 * BLOCK)}`, RECORD);

/** What stands in an archive before its end, for more to be put behind it. */
export const withoutEnd = (archive: string): string =>
  archive.replace(/\0*$/, (end) => end.slice(0, endBlocks(archive, end)));

const endBlocks = (archive: string, end: string): number => (BLOCK - ((archive.length - end.length) % BLOCK)) % BLOCK;

export class NotTar extends Error {}

const field = (block: string, from: number, length: number): string =>
  block.slice(from, from + length).replace(/\0.*$/s, '');
const number = (block: string, from: number, length: number): number =>
  Number.parseInt(field(block, from, length).trim(), 8) || 0;

/** @param archive a character for each byte. @throws NotTar where it is none, when it comes to that */
export function* entriesOf(archive: string): Generator<TarEntry> {
  let named: string | undefined;
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const block = archive.slice(at, at + BLOCK);
    if (/^\0*$/.test(block)) return;
    const sum = [...block].reduce(
      (all, char, place) => all + (place >= 148 && place < 156 ? 32 : char.charCodeAt(0)),
      0,
    );
    if (sum !== number(block, 148, 8)) throw new NotTar();
    const size = number(block, 124, 12);
    const content = archive.slice(at + BLOCK, at + BLOCK + size);
    if (content.length < size) throw new NotTar();
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    const type = block[156] ?? '0';
    if (type === 'L') {
      named = content.replace(/\0.*$/s, '');
      continue;
    }
    const extended = type === 'x' || type === 'X' ? /\d+ path=(.*)\n/.exec(content)?.[1] : undefined;
    if (extended !== undefined) named = extended;
    const kind = type === '5' ? 'directory' : type === '2' ? 'link' : 'file';
    if (!/[025\0]/.test(type)) continue;
    const prefix = block.slice(257, 263) === 'ustar\0' ? field(block, 345, 155) : '';
    const short = field(block, 0, LONGEST);
    yield {
      path: Buffer.from(named ?? (prefix === '' ? short : `${prefix}/${short}`), 'latin1').toString('utf8'),
      kind,
      mode: number(block, 100, 8) & 0o7777,
      owner: { name: field(block, 265, 32), id: number(block, 108, 8) },
      group: { name: field(block, 297, 32), id: number(block, 116, 8) },
      modified: number(block, 136, 12) * 1000,
      text: kind === 'link' ? field(block, 157, LONGEST) : textOf(Buffer.from(content, 'latin1')),
    };
    named = undefined;
  }
}

/** What is at a path, as an archive has it. Undefined: it is not there, or is none that an archive takes. */
export function entryAt(files: Files, full: string, path: string, follows = false): TarEntry | undefined {
  const target = follows ? undefined : files.readLink?.(full);
  const status = files.status(full);
  if (target === undefined && (status === undefined || status.kind === 'socket')) return undefined;
  const { owner = 'root', group = owner, modified = 0 } = status ?? {};
  const kind = target !== undefined ? 'link' : status?.kind === 'directory' ? 'directory' : 'file';
  return {
    path: kind === 'directory' ? `${path.replace(/\/+$/, '')}/` : path,
    kind,
    mode: target === undefined ? (status?.mode ?? 0o644) : 0o777,
    owner: { name: owner, id: accountOf(files, owner)?.uid ?? 0 },
    group: { name: group, id: groupOf(files, group) ?? 0 },
    modified,
    text: target ?? (kind === 'file' ? files.read(full) : ''),
  };
}

/** That and all below it. @param without paths of which only the directory itself is taken */
export function* entriesBelow(
  files: Files,
  full: string,
  path: string,
  without: readonly string[] = [],
): Generator<TarEntry> {
  const entry = path === '' ? undefined : entryAt(files, full, path);
  if (entry !== undefined) yield entry;
  if (path !== '' && entry?.kind !== 'directory') return;
  if (without.includes(full)) return;
  for (const name of files.list(full))
    yield* entriesBelow(files, `${full === '/' ? '' : full}/${name}`, path === '' ? name : `${path}/${name}`, without);
}

/** Puts what comes out of an archive into a folder, as root does. @throws FileError, NotTar */
export function putOut(files: Files, folder: string, entries: Iterable<TarEntry>): void {
  for (const { path, kind, mode, owner, text } of entries) {
    const parts = path.split('/').filter((part) => part !== '' && part !== '.');
    if (parts.length === 0) continue;
    if (parts.includes('..')) throw new FileError('EINVAL');
    const full = `${folder === '/' ? '' : folder}/${parts.join('/')}`;
    makeDirectories(files, full.slice(0, full.lastIndexOf('/')) || '/');
    if (kind === 'directory') makeDirectories(files, full, mode);
    else if (files.readLink?.(full) !== undefined) removeAll(files, full);
    if (kind === 'link') files.makeLink?.(full, text);
    else if (kind === 'file') files.write(full, text, { mode });
    if (kind !== 'link' && accountOf(files, owner.name) !== undefined && owner.name !== 'root')
      files.setOwner?.(full, owner.name);
  }
}
