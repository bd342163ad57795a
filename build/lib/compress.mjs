import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip, constants as zlib } from 'node:zlib';

/** Fonts and pictures are compressed as they are. */
const TEXT = /\.(html|js|css|svg|json)$/;

/** Puts a `.br` and a `.gz` beside every text file, for `trunkline serve` to send. @param {string} folder */
export async function compressAll(folder) {
  const files = await readdir(folder, { recursive: true });
  await Promise.all(files.filter((name) => TEXT.test(name)).map((name) => compress(join(folder, name))));
}

/** @param {string} path */
async function compress(path) {
  const text = await readFile(path);
  const params = { [zlib.BROTLI_PARAM_SIZE_HINT]: text.length };
  await writeFile(`${path}.br`, await promisify(brotliCompress)(text, { params }));
  await writeFile(`${path}.gz`, await promisify(gzip)(text, { level: 9 }));
}
