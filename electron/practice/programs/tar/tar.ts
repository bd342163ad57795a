/** `tar`, GNU's and busybox's: files into an archive, out of one, and what is in it. */
import { gunzipSync, gzipSync } from 'node:zlib';
import { accountOf } from '../../os/accounts.ts';
import { sizeOf } from '../../os/files/bytes.ts';
import { FileError, type FileStatus } from '../../os/files/files.ts';
import { makeDirectories, removeAll } from '../../os/files/memory-files.ts';
import { mayAccess } from '../../os/files/open-file.ts';
import { resolvePath } from '../../os/files/paths.ts';
import { entriesOf, entryAt, NotTar, type TarEntry, tarOf, withoutEnd } from '../../os/files/tar.ts';
import type { Command, Process } from '../../os/machine.ts';
import { pace } from '../../os/processes/pace.ts';
import { compilePattern, matches } from '../../posix/pattern.ts';
import { guard } from '../core/change-files.ts';
import { modeText } from '../core/list.ts';
import { absolute, complain, Failure, isBusybox, open, program, Usage } from '../core/program.ts';
import { type Asked, askedOf } from './words.ts';

export const tar: Command = program(async (process) => {
  const asked = askedOf(process);
  if (asked.packer !== undefined) throw withoutPacker(asked.packer);
  switch (asked.operation) {
    case 'c':
    case 'r':
      return create(process, asked);
    case 't':
      return list(process, asked);
    case 'x':
      return extract(process, asked);
  }
});

const LATER = 'tar: Exiting with failure status due to previous errors';
const NOW = 'tar: Error is not recoverable: exiting now';

/** What GNU tar says in whole lines when it ends. */
const stop = (...lines: readonly string[]): Failure => new Usage(lines.join('\n'), 2);

/** Another program packs and unpacks, which is not installed. */
const withoutPacker = (name: string): Failure =>
  name === 'bzip2'
    ? stop(`/bin/sh: 1: ${name}: not found`, 'tar: Child returned status 127', NOW)
    : new Failure(`practice hosts do not simulate ${name}.`, 2);

const isExcluded = (path: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => {
    const compiled = compilePattern(pattern);
    const parts = path.replace(/\/+$/, '').split('/');
    return parts.some((_, at) => matches(compiled, parts.slice(at).join('/')));
  });

async function create(process: Process, asked: Asked): Promise<number> {
  const { userland, stdout, stderr, user } = process;
  const { files } = userland;
  const busybox = isBusybox(process);
  const target = asked.archive === undefined ? undefined : absolute(process, asked.archive);
  // As tar's system.c has it.
  if (target === undefined && stdout.terminal !== undefined)
    throw stop('tar: Refusing to write archive contents to terminal (missing -f option?)', NOW);
  let before = '';
  if (asked.operation === 'r') {
    if (asked.gzip) throw stop('tar: Cannot update compressed archives', NOW);
    before = target !== undefined && files.status(target)?.kind === 'file' ? withoutEnd(files.read(target)) : '';
  }
  if (target !== undefined) opened(process, asked.archive ?? '', 'write', false).release();
  const told = asked.archive === undefined ? stderr : stdout;
  const entries: TarEntry[] = [];
  let failed = false;
  let stripped = false;
  const say = async (words: string): Promise<void> => {
    failed = true;
    await complain(process, words);
  };
  const strip = async (path: string): Promise<string> => {
    const rest = asked.absolute ? path : path.replace(/^\/+/, '');
    if (rest !== path && !stripped) {
      stripped = true;
      await complain(
        process,
        busybox ? "removing leading '/' from member names" : "Removing leading `/' from member names",
      );
    }
    return rest === '' ? './' : rest;
  };
  const add = async (full: string, path: string): Promise<void> => {
    const wait = pace();
    if (wait) await wait;
    if (isExcluded(path, asked.excluded)) return;
    const name = await strip(path);
    if (full === target && files.status(full) !== undefined) {
      await complain(process, `${path}: file is the archive; not dumped`);
      return;
    }
    const status = files.status(full);
    if (status !== undefined && !mayAccess(user, status, 4)) {
      await say(`${path}: Cannot open: Permission denied`);
      return;
    }
    let entry: TarEntry | undefined;
    try {
      entry = entryAt(files, full, name, asked.follows);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      await say(`${path}: Cannot open: ${error.message}`);
      return;
    }
    if (entry === undefined) {
      await say(busybox ? `${path}: No such file or directory` : `${path}: Cannot stat: No such file or directory`);
      return;
    }
    entries.push(entry);
    if (asked.verbose) await told.write(`${entry.path}\n`);
    if (entry.kind !== 'directory') return;
    for (const child of files.list(full))
      await add(`${full === '/' ? '' : full}/${child}`, `${path.replace(/\/+$/, '')}/${child}`);
  };
  for (const { folder, path } of asked.named) {
    const base = folderOf(process, folder);
    await add(resolvePath(base, path), path);
  }
  const packed = tarOf(entries, before);
  const archive = asked.gzip ? gzipSync(Buffer.from(packed, 'latin1')).toString('latin1') : packed;
  if (target === undefined) await stdout.write(archive);
  else files.write(target, archive);
  if (!failed) return 0;
  if (busybox) throw new Failure('error exit delayed from previous errors', 1);
  throw stop(LATER);
}

/** @throws Failure */
function folderOf(process: Process, folder: string): string {
  const full = absolute(process, folder);
  const kind = process.userland.files.status(full)?.kind;
  if (kind === 'directory') return full;
  const why = kind === undefined ? 'No such file or directory' : 'Not a directory';
  if (isBusybox(process)) throw new Failure(`can't change directory to '${folder}': ${why}`, 1);
  throw stop(`tar: ${folder}: Cannot open: ${why}`, NOW);
}

/** What is read or written by its name; one that is packed is opened by a child. @throws Failure */
function opened(process: Process, path: string, how: 'read' | 'write', gzip: boolean): ReturnType<typeof open> {
  try {
    return open(process, path, how);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    if (isBusybox(process)) throw new Failure(`can't open '${path}': ${error.message}`, 1);
    const why = `${path}: Cannot open: ${error.message}`;
    throw gzip
      ? stop(`tar (child): ${why}`, NOW.replace('tar', 'tar (child)'), 'tar: Child returned status 2', NOW)
      : stop(`tar: ${why}`, NOW);
  }
}

const isGzip = (text: string): boolean => text.startsWith('\x1f\x8b');

/** What is in an archive, unpacked. @throws Failure */
async function contents(process: Process, asked: Asked): Promise<string> {
  const file = asked.archive === undefined ? undefined : opened(process, asked.archive, 'read', asked.gzip);
  const text = (await (file === undefined ? process.stdin : file.input)?.all()) ?? '';
  file?.release();
  const busybox = isBusybox(process);
  const unpacked = (why: string): Failure =>
    busybox
      ? new Failure(why === 'not in gzip format' ? 'invalid magic' : why, 1)
      : stop('', `gzip: stdin: ${why}`, 'tar: Child returned status 1', NOW);
  if (!isGzip(text)) {
    if (asked.gzip) throw unpacked('not in gzip format');
    return text;
  }
  if (!asked.gzip && file === undefined && !busybox) throw stop('tar: Archive is compressed. Use -z option', NOW);
  try {
    return gunzipSync(Buffer.from(text, 'latin1')).toString('latin1');
  } catch {
    throw unpacked('unexpected end of file');
  }
}

const NO_TAR = 'tar: This does not look like a tar archive';

/** Each thing in an archive that is asked for. What is asked for and not there is said at the end. */
async function* asksFor(process: Process, asked: Asked): AsyncGenerator<TarEntry> {
  const busybox = isBusybox(process);
  const wanted = asked.named.map(({ path }) => path.replace(/\/+$/, ''));
  const seen = new Set<string>();
  const text = await contents(process, asked);
  try {
    for (const entry of entriesOf(text)) {
      const wait = pace();
      if (wait) await wait;
      const path = entry.path.replace(/\/+$/, '');
      const by = wanted.find((one) => path === one || path.startsWith(`${one}/`));
      if (by !== undefined) seen.add(by);
      if ((wanted.length === 0 || by !== undefined) && !isExcluded(entry.path, asked.excluded)) yield entry;
    }
  } catch (error) {
    if (!(error instanceof NotTar)) throw error;
    throw busybox ? new Failure('invalid tar magic', 1) : stop(NO_TAR, LATER);
  }
  if (text.length > 0 && text.length < 512 && !busybox) throw stop(NO_TAR, LATER);
  if (text.length < 512 && busybox) throw new Failure('short read', 1);
  const missing = wanted.filter((one) => !seen.has(one));
  if (missing.length === 0) return;
  if (busybox) throw new Failure(`${missing[0]}: not found in archive`, 1);
  throw stop(...missing.map((one) => `tar: ${one}: Not found in archive`), LATER);
}

/** As `ls -l` has it: sizes grow into the room that names leave. */
function teller(process: Process): (entry: TarEntry) => string {
  let width = 19;
  return ({ path, kind, mode, owner, group, modified, text }) => {
    const letters = modeText({ kind: kind === 'directory' ? 'directory' : 'file', mode } as FileStatus).slice(1);
    const size = String(kind === 'file' ? sizeOf(text) : 0);
    const who = `${owner.name || owner.id}/${group.name || group.id}`;
    width = Math.max(width, who.length + 1 + size.length);
    const time = new Date(modified).toISOString().replace('T', ' ');
    const type = { file: '-', directory: 'd', link: 'l' }[kind];
    const busybox = isBusybox(process);
    const gap = busybox ? `${who} ${size.padStart(9)}` : `${who}${size.padStart(width - who.length)}`;
    return `${type}${letters} ${gap} ${time.slice(0, busybox ? 19 : 16)} ${path}${kind === 'link' ? ` -> ${text}` : ''}\n`;
  };
}

async function list(process: Process, asked: Asked): Promise<number> {
  const tell = teller(process);
  for await (const entry of asksFor(process, asked))
    await process.stdout.write(asked.verbose ? tell(entry) : `${entry.path}\n`);
  return 0;
}

async function extract(process: Process, asked: Asked): Promise<number> {
  const { userland, stdout, user, umask = 0o022 } = process;
  const { files } = userland;
  const busybox = isBusybox(process);
  const folder = folderOf(process, asked.folder);
  // A directory that is filled afterwards keeps the time that it came with.
  const times: (readonly [string, number])[] = [];
  let failed = false;
  for await (const entry of asksFor(process, asked)) {
    const parts = entry.path.split('/').filter((part) => part !== '' && part !== '.');
    const path = parts.slice(asked.stripped).join('/');
    if (path === '') continue;
    if (asked.toOutput) {
      if (entry.kind === 'file') await stdout.write(entry.text);
      continue;
    }
    if (asked.verbose) await stdout.write(`${entry.path}\n`);
    const full = resolvePath(folder, path);
    const mode = user.uid === 0 ? entry.mode : entry.mode & ~umask;
    try {
      if (parts.includes('..')) throw new FileError('EINVAL');
      guard(process, full);
      makeDirectories(files, full.slice(0, full.lastIndexOf('/')) || '/', 0o777 & ~umask, user.name);
      const there = files.readLink?.(full) === undefined ? files.status(full) : undefined;
      if (entry.kind !== 'directory' && there?.kind === 'directory') throw new FileError('EISDIR');
      if (asked.keepsOld && there !== undefined && entry.kind !== 'directory') throw new FileError('EEXIST');
      if (entry.kind === 'directory') {
        if (there === undefined) files.makeDirectory(full, mode, user.name);
        files.setMode(full, mode);
      } else {
        if (there !== undefined || files.readLink?.(full) !== undefined) removeAll(files, full);
        if (entry.kind === 'link') files.makeLink?.(full, entry.text);
        else files.write(full, entry.text, { mode, owner: user.name });
      }
      if (entry.kind === 'link') continue;
      if (user.uid === 0 && entry.owner.name !== '' && accountOf(files, entry.owner.name) !== undefined)
        files.setOwner?.(full, entry.owner.name, entry.group.name === entry.owner.name ? undefined : entry.group.name);
      times.push([full, entry.modified]);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      failed = true;
      const what = entry.kind === 'directory' ? 'mkdir' : 'open';
      await complain(process, `${entry.path.replace(/\/+$/, '')}: Cannot ${what}: ${error.message}`);
    }
  }
  for (const [path, time] of times.reverse()) files.setModified?.(path, time);
  if (!failed) return 0;
  if (busybox) return 1;
  throw stop(LATER);
}
