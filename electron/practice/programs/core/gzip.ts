/**
 * `gzip`, of streams and of files in their place. What is compressed is a string here too, of a character for each byte; what
 * comes out of it is text, or, where it has a zero byte in it, such a string again.
 */
import { createGunzip, createGzip, type Gunzip, type Gzip, gunzipSync, gzipSync } from 'node:zlib';
import { bytesOf, isBinary, textOf } from '../../os/files/bytes.ts';
import { FileError } from '../../os/files/files.ts';
import type { Command, Process } from '../../os/machine.ts';
import { textInput } from '../../os/processes/pipe.ts';
import {
  absolute,
  complain,
  eachInput,
  Failure,
  isBusybox,
  type Options,
  open,
  parseOptions,
  program,
  programName,
} from './program.ts';

const compress = (decompress: boolean): Command =>
  program(async (process) => {
    const options = parseOptions(process, {
      flags: 'cdfkt1',
      silent: 'nq23456789',
      refused: 'vlrS',
      long: {
        ...{ stdout: 'c', decompress: 'd', fast: '1', best: '9', keep: 'k', force: 'f', test: 't', uncompress: 'd' },
        ...{ verbose: 'v', list: 'l', recursive: 'r', suffix: 'S', quiet: 'q' },
      },
    });
    const undo = decompress || options.has('d') || options.has('t');
    const streams = options.has('c') || programName(process) === 'zcat' || options.has('t');
    if (!streams && options.operands.some((path) => path !== '-')) return inPlace(process, options, undo);
    let whole = true;
    const fine = await eachInput(process, options.operands, async (input, path) => {
      const stream = undo ? createGunzip() : createGzip({ level: options.has('1') ? 1 : 6 });
      const written = passOn(stream, process, undo, options.has('t'));
      // Who reads may be gone at any time, also while nothing is written.
      written.catch(() => undefined);
      let binary = undo;
      try {
        for (let text = await input.read(); text !== undefined; text = await input.read()) {
          binary ||= isBinary(text);
          await Promise.race([accepted(stream, Buffer.from(text, binary ? 'latin1' : 'utf8')), written]);
        }
        stream.end();
        await written;
      } catch (error) {
        stream.destroy();
        if (!isZlib(error)) throw error;
        whole = false;
        const why = error.code === 'Z_BUF_ERROR' ? 'unexpected end of file' : NOT_GZIP;
        await process.stderr.write(notGzip(process, path === '-' ? 'stdin' : path, why));
      }
    });
    return fine && whole ? 0 : 1;
  });

const NOT_GZIP = 'not in gzip format';

const notGzip = (process: Process, path: string, why: string): string =>
  isBusybox(process)
    ? `${programName(process)}: ${why === NOT_GZIP ? 'invalid magic' : why}\n`
    : `\ngzip: ${path}: ${why}\n`;

/** Each file becomes one of another name. What is left alone is said, and is a warning: the status is 2 then, unless something failed. */
async function inPlace(process: Process, options: Options, undo: boolean): Promise<number> {
  const { files } = process.userland;
  const busybox = isBusybox(process);
  let status = 0;
  const say = async (words: string, as: 1 | 2): Promise<void> => {
    if (busybox) await complain(process, words);
    else await process.stderr.write(`gzip: ${words}\n`);
    status = as === 1 || busybox || status === 1 ? 1 : 2;
  };
  for (const path of options.operands) {
    const full = absolute(process, path);
    const found = files.status(full);
    const [, plain, suffix] = /^(.*?)(\.t?gz)?$/s.exec(path) ?? [];
    const target = undo ? (suffix === '.tgz' ? `${plain}.tar` : plain) : `${path}.gz`;
    if (target === undefined) continue;
    try {
      if (found === undefined) throw new FileError('ENOENT');
      if (found.kind === 'directory') await say(`${path} is a directory -- ignored`, 2);
      else if (undo && suffix === undefined)
        await say(busybox ? `${path}: unknown suffix - ignored` : `${path}: unknown suffix -- ignored`, 2);
      else if (!undo && suffix !== undefined && !busybox)
        await say(`${path} already has ${suffix} suffix -- unchanged`, 2);
      else if (files.status(absolute(process, target)) !== undefined && !options.has('f'))
        await say(busybox ? `can't open '${target}': File exists` : `${target} already exists;\tnot overwritten`, 2);
      else {
        const file = open(process, path, 'read');
        const text = (await file.input?.all()) ?? '';
        file.release();
        const made = undo ? unpacked(text) : gzipSync(bytesOf(text), { level: 6 }).toString('latin1');
        if (made === undefined) {
          await process.stderr.write(notGzip(process, path, NOT_GZIP));
          status = 1;
          continue;
        }
        open(process, target, 'write').release();
        files.write(absolute(process, target), made);
        files.setMode(absolute(process, target), found.mode);
        files.setModified?.(absolute(process, target), found.modified);
        if (!options.has('k')) files.remove(full);
      }
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      await say(busybox ? `can't open '${path}': ${error.message}` : `${path}: ${error.message}`, 1);
    }
  }
  return status;
}

function unpacked(text: string): string | undefined {
  try {
    return textOf(gunzipSync(Buffer.from(text, 'latin1')));
  } catch {
    return undefined;
  }
}

const isZlib = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && /^Z_/.test(String((error as { code?: unknown }).code));

const accepted = (stream: Gzip | Gunzip, data: Buffer): Promise<void> =>
  new Promise((resolve, reject) => stream.write(data, (error) => (error ? reject(error) : resolve())));

/** @param silent whether it is whole is all that is asked */
async function passOn(stream: Gzip | Gunzip, { stdout }: Process, undone: boolean, silent: boolean): Promise<void> {
  let binary: boolean | undefined = undone ? undefined : true;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (silent) continue;
    binary ??= chunk.includes(0);
    await stdout.write(chunk.toString(binary ? 'latin1' : 'utf8'));
  }
}

export const gzip: Command = compress(false);
export const gunzip: Command = compress(true);

/** `zgrep`, `zdiff` and the like: scripts around other programs, of which this one is simulated. */
export const zgrep: Command = program(async (process) => {
  const [, ...args] = process.argv;
  const paths = args.filter((arg) => !arg.startsWith('-')).slice(1);
  if (paths.length === 0) return process.run(['grep', ...args]);
  if (paths.length > 1) throw new Failure('practice hosts do not simulate more than one file of zgrep.', 2);
  const [path = ''] = paths;
  const full = absolute(process, path);
  if (process.userland.files.status(full) === undefined) {
    await process.stderr.write(`gzip: ${path}: No such file or directory\n`);
    return 2;
  }
  const text = process.userland.files.read(full);
  const stdin = textInput(unpacked(text) ?? text);
  return process.run(['grep', ...args.filter((arg) => arg !== path)], { stdin });
});
