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
  /** How the body is compressed; undefined: it is not. */
  readonly encoding?: Encoding;
  /** The name says what is in it: whoever has it need never ask again. */
  readonly lasting?: boolean;
}

/** Made by the build, best first. */
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;
type Encoding = (typeof ENCODINGS)[number][0];

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
 * @param accepted what the asker can unpack, as HTTP says it
 */
export async function windowFile(folder: string, pathname: string, accepted = ''): Promise<FileAnswer> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return notFound;
  }
  const file = normalize(join(folder, decoded.endsWith('/') ? `${decoded}index.html` : decoded));
  const type = TYPES[extname(file)];
  if (!file.startsWith(folder + sep) || type === undefined || decoded.includes('\0')) return notFound;
  const lasting = file.startsWith(join(folder, 'assets') + sep);
  for (const [encoding, suffix] of ENCODINGS) {
    if (!accepts(accepted, encoding)) continue;
    const body = await readFile(`${file}${suffix}`).catch(() => undefined);
    if (body) return { status: 200, type, body, encoding, lasting };
  }
  try {
    return { status: 200, type, body: await readFile(file), lasting };
  } catch {
    return notFound;
  }
}

/** `gzip, br;q=0` takes the one and refuses the other. */
function accepts(accepted: string, encoding: Encoding): boolean {
  const [found] = accepted
    .split(',')
    .map((part) => part.trim().split(/\s*;\s*q=/))
    .filter(([name]) => name === encoding);
  return found !== undefined && Number(found[1] ?? 1) > 0;
}
