import { createHash } from 'node:crypto';
import type { Command } from '../../os/machine.ts';
import { eachInput, Failure, parseOptions, program } from './program.ts';

const digest = (algorithm: 'md5' | 'sha1' | 'sha256' | 'sha512'): Command =>
  program(async (process) => {
    const options = parseOptions(process, { silent: 'bt', refused: 'cwz' });
    const fine = await eachInput(process, options.operands, async (input, path) => {
      const hash = createHash(algorithm);
      for (let text = await input.read(); text !== undefined; text = await input.read()) hash.update(text);
      await process.stdout.write(`${hash.digest('hex')}  ${path}\n`);
    });
    return fine ? 0 : 1;
  });

export const md5sum = digest('md5');
export const sha1sum = digest('sha1');
export const sha256sum = digest('sha256');
export const sha512sum = digest('sha512');

export const base64: Command = program(async (process) => {
  const options = parseOptions(process, { flags: 'd', values: 'w', refused: 'i', long: { decode: 'd', wrap: 'w' } });
  const width = Number(options.value('w') ?? 76);
  const fine = await eachInput(process, options.operands.slice(0, 1), async (input) => {
    const text = await input.all();
    if (!options.has('d')) {
      const encoded = Buffer.from(text).toString('base64');
      const wrapped = width > 0 ? encoded.replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n') : encoded;
      await process.stdout.write(encoded === '' || width === 0 ? wrapped : `${wrapped}\n`);
      return;
    }
    const packed = text.replace(/\s/g, '');
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) throw new Failure('invalid input');
    await process.stdout.write(Buffer.from(packed, 'base64').toString());
  });
  return fine ? 0 : 1;
});
