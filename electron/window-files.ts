/** The built window (`dist/renderer`) as answers to URLs: used by Electron's own protocol. Nothing outside that folder is read. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface FileAnswer {
  readonly status: 200 | 404;
  readonly type: string;
  readonly body: Buffer;
}

const notFound: FileAnswer = { status: 404, type: 'text/plain; charset=utf-8', body: Buffer.from('not found\n') };

/** Sent with every answer; what a `meta` element cannot say. The rest of the policy stands in `index.html`. */
export const WINDOW_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': "frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/**
 * @param folder absolute path of the built window
 * @param pathname of the URL as it came, percent-encoded
 */
export async function windowFile(folder: string, pathname: string): Promise<FileAnswer> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return notFound;
  }
  const file = normalize(join(folder, decoded.endsWith('/') ? `${decoded}index.html` : decoded));
  const type = TYPES[extname(file)];
  if (!file.startsWith(folder + sep) || type === undefined || decoded.includes('\0')) return notFound;
  try {
    return { status: 200, type, body: await readFile(file) };
  } catch {
    return notFound;
  }
}
