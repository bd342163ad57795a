/** `httpd` of busybox 1.35: files of a folder over HTTP. */

import { REASONS } from '../../docker/distribution/connect.ts';
import { FileError } from '../../os/files/files.ts';
import { resolvePath } from '../../os/files/paths.ts';
import type { Command, Process } from '../../os/machine.ts';
import { type Connection, listen } from '../../os/network/sockets.ts';
import { insideOf } from '../../os/processes/launch.ts';
import { textInput } from '../../os/processes/pipe.ts';
import { NOWHERE } from '../../os/streams.ts';
import { absolute, Failure, parseOptions, program } from '../core/program.ts';

export const httpd: Command = program(async (process) => {
  const options = parseOptions(process, { flags: 'f', values: 'ph', silent: 'v', refused: 'ciurdem' });
  const [port = '80', address] = (options.value('p') ?? '80').split(':').reverse();
  const home = absolute(process, options.value('h') ?? '.');
  if (process.userland.files.status(home)?.kind !== 'directory') {
    throw new Failure(`can't change directory to '${options.value('h')}': No such file or directory`);
  }
  if (options.has('f')) return serve(process, home, Number(port), address ?? '::');
  // It goes on by itself, as a child that nobody waits for.
  const started = launchBehind(process, ['httpd', '-f', '-p', options.value('p') ?? '80', '-h', home]);
  void started.catch(() => 1);
  return 0;
});

function launchBehind(process: Process, argv: readonly string[]): Promise<number> {
  const container = process.machine.engine?.containerOf(process.userland.files);
  const life = container === undefined ? undefined : process.machine.engine?.lifeOf(container.id);
  return process.run(argv, {
    // Nothing of who started it stays open: whoever waits for the end of its output would wait for ever.
    ...{ stdin: textInput(''), stdout: NOWHERE, stderr: NOWHERE },
    signal: life ?? new AbortController().signal,
  });
}

async function serve(process: Process, home: string, port: number, address: string): Promise<number> {
  const { machine, net, signal } = process;
  const stop = listen(machine, {
    net,
    port,
    address,
    program: 'httpd',
    pid: insideOf(process)?.task.pid ?? process.pid,
    accept: (connection) => void answer(process, home, connection).catch(() => connection.close()),
  });
  if (stop === undefined) throw new Failure('bind: Address already in use');
  try {
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
    return 0;
  } finally {
    stop();
  }
}

async function answer(process: Process, home: string, connection: Connection): Promise<void> {
  const first = (await connection.input.line())?.trimEnd() ?? '';
  const [, method = '', target = ''] = /^(\S+) (\S+)(?: HTTP\/\S+)?$/.exec(first) ?? [];
  for (let line = await connection.input.line(); line !== undefined; line = await connection.input.line()) {
    if (line.trimEnd() === '') break;
  }
  const { status, headers, body } = found(process, home, method, target);
  const date = new Date(process.machine.clock.now()).toUTCString();
  const head = [
    `HTTP/1.1 ${status} ${REASONS[status]}`,
    `Date: ${date}`,
    'Connection: close',
    `Content-type: ${status === 200 ? typeOf(target) : 'text/html'}`,
    ...headers,
  ];
  await connection.output.write(`${head.join('\r\n')}\r\n\r\n${method === 'HEAD' ? '' : body}`);
  connection.end();
}

interface Served {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: string;
}

const EXPLAINED: Readonly<Record<number, string>> = {
  400: 'Unsupported method',
  404: 'The requested URL was not found',
  501: 'Not implemented',
};

const failed = (status: number): Served => ({
  status,
  headers: [],
  body: `<HTML><HEAD><TITLE>${status} ${REASONS[status]}</TITLE></HEAD>\n<BODY><H1>${status} ${REASONS[status]}</H1>\n${EXPLAINED[status]}\n</BODY></HTML>\n`,
});

function found({ userland: { files } }: Process, home: string, method: string, target: string): Served {
  if (method === '') return failed(400);
  if (method !== 'GET' && method !== 'HEAD') return failed(501);
  const [asked = ''] = decodeURIComponent(target).split('?');
  const path = resolvePath(home, `.${asked}`);
  // Nobody gets out of the folder.
  if (path !== home && !path.startsWith(home === '/' ? '/' : `${home}/`)) return failed(400);
  const isFolder = files.status(path)?.kind === 'directory';
  if (isFolder && !asked.endsWith('/')) return { ...failed(302), headers: [`Location: ${asked}/`], body: '' };
  const file = isFolder ? `${path === '/' ? '' : path}/index.html` : path;
  try {
    const body = files.read(file);
    const modified = files.status(file)?.modified ?? 0;
    const size = new TextEncoder().encode(body).length;
    const tag = `"${Math.floor(modified / 1000).toString(16)}-${size.toString(16)}"`;
    return {
      status: 200,
      headers: [
        'Accept-Ranges: bytes',
        `Last-Modified: ${new Date(modified).toUTCString()}`,
        `ETag: ${tag}`,
        `Content-Length: ${size}`,
      ],
      body,
    };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return failed(404);
  }
}

const TYPES: Readonly<Record<string, string>> = {
  ...{ html: 'text/html', htm: 'text/html', txt: 'text/plain', css: 'text/css', js: 'application/javascript' },
  ...{ png: 'image/png', jpg: 'image/jpeg', svg: 'image/svg+xml', json: 'application/json' },
};

const typeOf = (target: string): string =>
  target.endsWith('/') ? 'text/html' : (TYPES[/\.(\w+)$/.exec(target)?.[1] ?? ''] ?? 'application/octet-stream');
