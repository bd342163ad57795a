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

/** In bytes, of what one window has not taken yet. */
const MOST_WAITING = 32_000_000;
const HEARTBEAT_MS = 30_000;

const HEADERS = {
  ...WINDOW_HEADERS,
  'cache-control': 'no-cache',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

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
    const pathname = pathOf(request);
    void windowFile(folder, pathname).then(({ status, type, body }) => {
      response.writeHead(status, { ...HEADERS, 'content-type': type });
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
    if (pathOf(request) !== WIRE_PATH || !isOurs(request) || !sameOrigin(request)) {
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
  /** By one of our names, or by the very address that the request came in on: a name that somebody else's DNS gives is neither. */
  const isOurName = (name: string, { socket }: IncomingMessage): boolean =>
    names.has(name.toLowerCase()) ||
    name.toLowerCase() === `${bracketed(socket.localAddress ?? '')}:${socket.localPort}`;
  const isOurs = (request: IncomingMessage): boolean => isOurName(request.headers.host ?? '', request);
  const sameOrigin = (request: IncomingMessage): boolean => {
    const { origin } = request.headers;
    return origin === undefined || (origin.startsWith('http://') && isOurName(origin.slice(7), request));
  };

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  const host = bracketed(address);
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

/** Of an address as a socket tells it: an IPv4 address that came in on an IPv6 socket is still an IPv4 address. */
function bracketed(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  return plain.includes(':') ? `[${plain}]` : plain;
}

/** Empty for what is no path at all. */
function pathOf({ url }: IncomingMessage): string {
  try {
    return new URL(url ?? '/', 'http://localhost').pathname;
  } catch {
    return '';
  }
}

function isToken(given: string | undefined, token: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function speak(socket: WebSocket, backend: Backend): void {
  const send = (message: ServerMessage): void => {
    if (socket.readyState !== socket.OPEN) return;
    // A window that does not keep up is let go; it comes back and is told what matters.
    if (socket.bufferedAmount > MOST_WAITING) socket.terminate();
    else socket.send(JSON.stringify(message));
  };
  let answered = true;
  const heartbeat = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, HEARTBEAT_MS);
  socket.on('pong', () => {
    answered = true;
  });
  const unsubscribe = backend.onEvents((events) => send({ type: 'events', events }));
  socket.on('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
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
