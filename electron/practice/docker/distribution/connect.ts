/** A connection to whoever listens at an address and port, as programs have it that read and write what they like. */

import type { Asking } from '../../os/network/names.ts';
import { type Connection, connectTo } from '../../os/network/sockets.ts';
import { viewAt } from '../../os/network/view.ts';
import { Pipe } from '../../os/processes/pipe.ts';
import { dial } from './dial.ts';
import { answerService } from './services.ts';

export type Connected =
  | { readonly kind: 'connection'; readonly connection: Connection }
  /** In the words of strerror, and after how many milliseconds the kernel says so. */
  | { readonly kind: 'failed'; readonly why: string; readonly after: number };

export function connect(asking: Asking, address: string, port: number): Connected {
  const found = dial(asking, address, port);
  if (found.kind === 'socket')
    return { kind: 'connection', connection: connectTo(found.listener, ownAddress(asking, address)) };
  if (found.kind === 'open') return { kind: 'connection', connection: toService(found, address) };
  return { kind: 'failed', why: STRERROR[found.why], after: found.after };
}

const STRERROR = {
  'unknown-host': 'Name or service not known',
  refused: 'Connection refused',
  'no-route': 'No route to host',
  unreachable: 'Network is unreachable',
  timeout: 'Connection timed out',
} as const;

/** By which of its addresses somebody comes. */
export function ownAddress({ machine, net }: Pick<Asking, 'machine' | 'net'>, host: string): string {
  if (host === 'localhost' || host.startsWith('127.')) return '127.0.0.1';
  const { links } = viewAt(machine, net).kernel;
  const link = links.find(({ kind, addresses }) => kind !== 'loopback' && addresses.length > 0);
  return link?.addresses[0]?.address ?? '127.0.0.1';
}

/** The services of images answer one question of HTTP. */
function toService(found: Extract<ReturnType<typeof dial>, { kind: 'open' }>, address: string): Connection {
  const [there, back] = [new Pipe(), new Pipe()];
  void there.input.line().then((first) => {
    const [, method = 'GET', target = '/'] = /^(\S+) (\S+)/.exec(first ?? '') ?? [];
    const { status, type, body } = answerService(found, { method, target, host: address, agent: '' });
    back.push(`HTTP/1.1 ${status} ${REASONS[status] ?? ''}\r\nContent-Type: ${type}\r\n\r\n${body}`);
    back.closeWriter();
  });
  return {
    from: address,
    input: back.input,
    output: there.output,
    end: () => there.closeWriter(),
    close() {
      there.closeWriter();
      back.closeReader();
    },
  };
}

export const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  302: 'Found',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  500: 'Internal Server Error',
  501: 'Not Implemented',
};
