/** HTTP/1.1 as curl, wget and httpd need it: one question and one answer a connection. */
import { ownAddress, REASONS } from '../../docker/distribution/connect.ts';
import { dial } from '../../docker/distribution/dial.ts';
import { answerService } from '../../docker/distribution/services.ts';
import { setupOf } from '../../docker/distribution/setup.ts';
import { anySignal } from '../../os/any-signal.ts';
import type { Process } from '../../os/machine.ts';
import { connectTo } from '../../os/network/sockets.ts';
import type { Input } from '../../os/streams.ts';

export interface HttpAnswer {
  readonly status: number;
  /** As it stands in the first line: `OK`. */
  readonly reason: string;
  readonly headers: readonly string[];
  readonly body: string;
  /** Whoever answers speaks HTTPS. */
  readonly tls?: boolean;
}

export interface HttpQuestion {
  /** By HTTPS. */
  readonly secure?: boolean;
  readonly host: string;
  readonly port: number;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers?: readonly string[];
  readonly body?: string;
  /** Milliseconds that somebody waits for a connection at most. */
  readonly patience?: number | undefined;
}

export type HttpOutcome =
  | { readonly kind: 'answer'; readonly answer: HttpAnswer }
  /** No connection; `empty`: it was closed without an answer. */
  | { readonly kind: 'unknown-host' | 'refused' | 'no-route' | 'unreachable' | 'timeout' | 'empty' };

export async function ask(process: Process, question: HttpQuestion): Promise<HttpOutcome> {
  const { host, port, method, target, headers = [], body = '', patience = Number.POSITIVE_INFINITY } = question;
  const { clock } = process.machine;
  const found = dial(process, host, port);
  if (found.kind === 'failed') {
    const { why, after } = found;
    if (after > 0) await clock.sleep(Math.min(after, patience), process.signal);
    return { kind: after > patience ? 'timeout' : why };
  }
  if (found.kind === 'open') {
    const tls = setupOf(found.engine, found.container).certificate !== undefined;
    const plainly = tls && question.secure !== true;
    const answer = plainly
      ? { status: 400, type: 'text/plain', body: 'Client sent an HTTP request to an HTTPS server.\n' }
      : answerService(found, {
          method,
          target,
          host: `${host}${port === 80 ? '' : `:${port}`}`,
          agent: agentIn(headers),
        });
    const length = new TextEncoder().encode(answer.body).length;
    const own = [
      `Content-Type: ${answer.type}`,
      ...(found.service === 'registry' && target.startsWith('/v2/')
        ? ['Docker-Distribution-Api-Version: registry/2.0']
        : []),
      `Content-Length: ${length}`,
    ];
    return { kind: 'answer', answer: { ...answer, tls, reason: REASONS[answer.status] ?? '', headers: own } };
  }
  const connection = connectTo(found.listener, ownAddress(process, host));
  try {
    const length = body === '' ? [] : [`Content-Length: ${body.length}`];
    const lines = [
      `${method} ${target} HTTP/1.1`,
      `Host: ${host}${port === 80 ? '' : `:${port}`}`,
      ...headers,
      ...length,
    ];
    await connection.output.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
    // Who is connected is waited for as long as somebody has patience.
    const done = new AbortController();
    const late = Number.isFinite(patience)
      ? clock.sleep(patience, anySignal([process.signal, done.signal]))
      : undefined;
    const text = await whole(connection.input, late).finally(() => done.abort());
    if (text === undefined) return { kind: 'timeout' };
    if (text === '') return { kind: 'empty' };
    return { kind: 'answer', answer: parseAnswer(text) };
  } finally {
    connection.close();
  }
}

const agentIn = (headers: readonly string[]): string =>
  headers.find((line) => /^user-agent:/i.test(line))?.replace(/^[^:]*: */, '') ?? '';

/** Until the other end closes; undefined: it took too long. */
async function whole(input: Input, late: Promise<unknown> | undefined): Promise<string | undefined> {
  return await (late === undefined ? input.all() : Promise.race([input.all(), late.then(() => undefined)]));
}

export function parseAnswer(text: string): HttpAnswer {
  const [head = '', ...rest] = text.split(/\r?\n\r?\n/);
  const [first = '', ...headers] = head.split(/\r?\n/);
  const [, status, reason = ''] = /^HTTP\/\S+ (\d+) ?(.*)$/.exec(first) ?? [];
  // Whoever is no web server is taken at its word, as curl does with HTTP/0.9 allowed.
  if (status === undefined) return { status: 200, reason: 'OK', headers: [], body: text };
  return { status: Number(status), reason, headers, body: rest.join('\n\n') };
}
