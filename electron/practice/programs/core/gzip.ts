/**
 * `gzip`, as far as streams go. What is compressed is a string here too, of a character for each byte; what comes out of it is
 * text, or, where it has a zero byte in it, such a string again.
 */
import { createGunzip, createGzip, type Gunzip, type Gzip } from 'node:zlib';
import type { Command, Process } from '../../os/machine.ts';
import { eachInput, Failure, parseOptions, program, programName } from './program.ts';

const compress = (decompress: boolean): Command =>
  program(async (process) => {
    const options = parseOptions(process, {
      flags: 'cd1',
      silent: 'fkq23456789',
      refused: 'vlt',
      long: { stdout: 'c', decompress: 'd', fast: '1', best: '9' },
    });
    const stays = options.has('c') || programName(process) === 'zcat' || options.operands.every((path) => path === '-');
    if (!stays) throw new Failure('practice hosts do not simulate gzip of files in their place: give -c.');
    const undo = decompress || options.has('d');
    let whole = true;
    const fine = await eachInput(process, options.operands, async (input) => {
      const stream = undo ? createGunzip() : createGzip({ level: options.has('1') ? 1 : 6 });
      const written = passOn(stream, process, undo);
      // Who reads may be gone at any time, also while nothing is written.
      written.catch(() => undefined);
      try {
        for (let text = await input.read(); text !== undefined; text = await input.read())
          await Promise.race([accepted(stream, Buffer.from(text, undo ? 'latin1' : 'utf8')), written]);
        stream.end();
        await written;
      } catch (error) {
        stream.destroy();
        if (!isZlib(error)) throw error;
        whole = false;
        const why = error.code === 'Z_BUF_ERROR' ? 'unexpected end of file' : 'not in gzip format';
        await process.stderr.write(`\ngzip: stdin: ${why}\n`);
      }
    });
    return fine && whole ? 0 : 1;
  });

const isZlib = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && /^Z_/.test(String((error as { code?: unknown }).code));

const accepted = (stream: Gzip | Gunzip, data: Buffer): Promise<void> =>
  new Promise((resolve, reject) => stream.write(data, (error) => (error ? reject(error) : resolve())));

async function passOn(stream: Gzip | Gunzip, { stdout }: Process, undone: boolean): Promise<void> {
  let binary: boolean | undefined = undone ? undefined : true;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    binary ??= chunk.includes(0);
    await stdout.write(chunk.toString(binary ? 'latin1' : 'utf8'));
  }
}

export const gzip: Command = compress(false);
export const gunzip: Command = compress(true);
