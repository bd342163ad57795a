/**
 * The window in a browser: HTTP for its files and one authenticated WebSocket, on loopback unless told otherwise.
 * See `shared/wire.ts` for what is spoken. Guards: the Host header must be ours (no DNS rebinding), the Origin too, and the
 * token is compared in constant time.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Backend, request } from '../shared/api.ts';
import {
  CLOSE_MALFORMED,
  CLOSE_TOKEN,
  MESSAGE_LIMIT,
  readProtocols,
  requestMessageSchema,
  type ServerMessage,
  WIRE_PATH,
} from '../shared/wire.ts';
import { WINDOW_HEADERS, windowFile } from './shell/window-files.ts';

export interface ServeOptions {
  readonly backend: Backend;
  /** Absolute path of the built window. */
  readonly folder: string;
  /** 0: any free one. */
  readonly port: number;
  /** Address to listen on. */
  readonly address: string;
}

export interface Serving {
  /** With the token; whoever has it has the program. */
  readonly url: string;
  stop(): Promise<void>;
}

/** @throws when the port is taken or the address is not ours */
export async function startServing({ backend, folder, port, address }: ServeOptions): Promise<Serving> {
  const token = randomBytes(24).toString('base64url');
  const server = createServer((request, response) => {
    if (!isOurs(request)) {
      response.writeHead(403, { 'content-type': 'text/plain' }).end('not this address\n');
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    void windowFile(folder, pathname).then(({ status, type, body }) => {
      response.writeHead(status, { ...WINDOW_HEADERS, 'content-type': type, 'cache-control': 'no-cache' });
      response.end(request.method === 'HEAD' ? undefined : body);
    });
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_LIMIT,
    handleProtocols: (offered) => readProtocols(offered)?.protocol ?? false,
  });

  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => undefined);
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname !== WIRE_PATH || !isOurs(request) || !sameOrigin(request)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      return;
    }
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((word) => word.trim());
    sockets.handleUpgrade(request, socket, head, (connected) => {
      // Only an open socket can carry the code that tells the window not to come back.
      if (isToken(readProtocols(offered)?.token, token)) speak(connected, backend);
      else connected.close(CLOSE_TOKEN);
    });
  });

  const names = new Set<string>();
  const isOurs = ({ headers }: IncomingMessage): boolean => names.has((headers.host ?? '').toLowerCase());
  const sameOrigin = ({ headers }: IncomingMessage): boolean =>
    headers.origin === undefined || names.has(headers.origin.replace(/^http:\/\//, '').toLowerCase());

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  const host = address.includes(':') ? `[${address}]` : address;
  const everywhere = address === '0.0.0.0' || address === '::';
  for (const name of ['127.0.0.1', 'localhost', '[::1]', host]) names.add(`${name}:${taken}`);
  return {
    url: `http://${everywhere ? '127.0.0.1' : host}:${taken}/#token=${token}`,
    stop: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isToken(given: string | undefined, token: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function speak(socket: WebSocket, backend: Backend): void {
  const send = (message: ServerMessage): void => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };
  const unsubscribe = backend.onEvents((events) => send({ type: 'events', events }));
  socket.on('close', unsubscribe);
  socket.on('error', () => socket.terminate());
  socket.on('message', (data, isBinary) => {
    const message = isBinary ? undefined : requestOf(String(data));
    if (message === undefined) {
      socket.close(CLOSE_MALFORMED);
      return;
    }
    const { id, name, input } = message;
    const asked = request(backend, name, input);
    if (asked === undefined) {
      send({ type: 'refused', id, message: `not a valid ${name} request` });
      return;
    }
    asked.then(
      (answer) => send({ type: 'answer', id, answer }),
      () => send({ type: 'refused', id, message: 'the request failed' }),
    );
  });
}

function requestOf(text: string) {
  try {
    const read = requestMessageSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
