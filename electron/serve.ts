/**
 * The window in a browser: HTTP for its files and one authenticated WebSocket, on loopback unless told otherwise.
 * See `shared/wire.ts` for what is spoken. Who has no token gets the window's files and nothing else: it is refused while its
 * request is still HTTP, within the limits of `serve/strangers.ts`.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { MESSAGE_LIMIT, type Protocols, readProtocols, WIRE_PATH } from '../shared/wire.ts';
import type { LocalBackend } from './backend/backend.ts';
import { bracketed, ownNames, pathOf } from './serve/names.ts';
import { HANDSHAKE_MS, oneAtATime, type Refusal, refuse, STRANGER_LIMITS, strangers } from './serve/strangers.ts';
import { type Certificate, nameFor } from './serve/tls.ts';
import { isToken, newToken } from './serve/token.ts';
import { speak } from './serve/window-socket.ts';
import { WINDOW_HEADERS, windowFile } from './window-files.ts';

export interface ServeOptions {
  readonly backend: Pick<LocalBackend, 'forWindow'>;
  /** Absolute path of the built window. */
  readonly folder: string;
  /** 0: any free one. */
  readonly port: number;
  /** Address to listen on. */
  readonly address: string;
  /** Speaks HTTPS with it. */
  readonly certificate?: Certificate | undefined;
  /** The token for the port that was taken; a new one by default. */
  readonly tokenFor?: (port: number) => Promise<string>;
  /** Told of errors that end nothing: a connection could not be taken. */
  readonly onTrouble?: (error: Error) => void;
}

export interface Serving {
  /** With the token; whoever has it has the program. */
  readonly url: string;
  stop(): Promise<void>;
}

const HEADERS = {
  ...WINDOW_HEADERS,
  'cache-control': 'no-cache',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

/** @throws when the port is taken or the address is not ours */
export async function startServing(options: ServeOptions): Promise<Serving> {
  const { backend, folder, port, address, certificate, onTrouble = () => undefined } = options;
  const server = certificate
    ? createTlsServer({
        ...STRANGER_LIMITS,
        cert: certificate.cert,
        key: certificate.key,
        handshakeTimeout: HANDSHAKE_MS,
      })
    : createServer(STRANGER_LIMITS);
  const unknown = strangers(server);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_LIMIT,
    handleProtocols: (offered) => readProtocols(offered)?.protocol ?? false,
  });
  // Until both are known nobody is answered.
  let names = ownNames(address, -1, certificate?.own);
  let token = '';

  function answer(request: IncomingMessage, response: ServerResponse): void {
    for (const stream of [request, response]) stream.on('error', () => stream.destroy());
    const pathname = pathOf(request);
    if (!names.isOurs(request)) plain(response, 403, 'not this address\n');
    else if (request.method !== 'GET' && request.method !== 'HEAD') plain(response, 405, '', { allow: 'GET, HEAD' });
    // A window that was refused cannot read why; here it can.
    else if (pathname === WIRE_PATH) plain(response, isToken(bearerOf(request), token) ? 204 : 401, '');
    else {
      const accepted = String(request.headers['accept-encoding'] ?? '');
      void windowFile(folder, pathname, accepted).then(({ status, type, body, encoding, lasting }) => {
        response.writeHead(status, {
          ...HEADERS,
          ...(lasting && status === 200 && { 'cache-control': 'public, max-age=31536000, immutable' }),
          ...(encoding && { 'content-encoding': encoding }),
          vary: 'accept-encoding',
          'content-length': body.length,
          'content-type': type,
        });
        response.end(request.method === 'HEAD' ? undefined : body);
      });
    }
  }

  function check(request: IncomingMessage): Protocols | Refusal {
    if (pathOf(request) !== WIRE_PATH || !names.isOurs(request) || !names.isSameOrigin(request)) return '403 Forbidden';
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((word) => word.trim());
    const protocols = readProtocols(offered);
    if (protocols === undefined) return '400 Bad Request';
    return isToken(protocols.token, token) ? protocols : '401 Unauthorized';
  }

  server.on('request', oneAtATime(answer));
  server.on('upgrade', (request, socket, head) => {
    const checked = check(request);
    if (typeof checked === 'string') {
      refuse(socket, checked);
      return;
    }
    unknown.admit(socket);
    socket.on('error', () => socket.destroy());
    sockets.handleUpgrade(request, socket, head, (connected) => {
      connected.on('error', () => connected.terminate());
      speak(connected, backend.forWindow(checked.window ?? randomUUID()));
    });
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      // Such as too many open files: this one connection is lost, the server goes on.
      server.on('error', onTrouble);
      resolve();
    });
  });
  const { port: taken } = server.address() as AddressInfo;
  names = ownNames(address, taken, certificate?.own);
  token = (await options.tokenFor?.(taken)) ?? newToken();
  const reached = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address;
  const host = certificate ? nameFor(certificate, reached) : bracketed(reached);
  return {
    url: `${certificate ? 'https' : 'http'}://${host}:${taken}/#token=${token}`,
    stop: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
        // Who is still shaking hands, or was refused and has not gone, is no connection of HTTP.
        unknown.endAll();
      }),
  };
}

/** Ends the connection too: nothing that a refused peer still sends is waited for. */
function plain(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  const ends = status === 204 ? {} : { connection: 'close' };
  response.writeHead(status, { 'content-type': 'text/plain', 'cache-control': 'no-store', ...ends, ...headers });
  response.end(text);
}

const bearerOf = ({ headers }: IncomingMessage): string | undefined =>
  /^Bearer ([\w-]{1,100})$/.exec(headers.authorization ?? '')?.[1];
