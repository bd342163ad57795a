/**
 * What a peer may take from us before it has shown the token: little of everything, and not for long. With too many of them
 * the one that is here longest goes, so that a flood never keeps the person out.
 */
import type { Server as HttpServer, IncomingMessage, RequestListener, ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** A browser opens six connections for each window. */
export const MOST_STRANGERS = 64;
/** For a whole request with its headers, a TLS handshake, and for taking what was answered, in milliseconds. */
const REQUEST_MS = 5_000;
const IDLE_MS = 10_000;
/** How long a refused peer may take to hear it. */
const REFUSED_MS = 1_000;

/** For `createServer`. Browsers send the cookies of every program on this machine along: less than 8 KB would refuse some. */
export const STRANGER_LIMITS = {
  maxHeaderSize: 8_192,
  headersTimeout: REQUEST_MS,
  requestTimeout: REQUEST_MS,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: REQUEST_MS,
} as const satisfies ServerOptions;
export const HANDSHAKE_MS = REQUEST_MS;

export interface Strangers {
  /** This one has shown the token. */
  admit(socket: Duplex): void;
  /** Nobody of them is waited for any more. */
  endAll(): void;
}

/** Watches over everybody who connects. @param most unauthenticated at the same time */
export function strangers(server: HttpServer, most = MOST_STRANGERS): Strangers {
  refuseLate(server);
  // Longest here first. Under TLS the socket that asks is another object than the one that connected.
  const waiting = new Map<string, Socket>();
  server.setTimeout(IDLE_MS, (socket) => {
    const { bytesRead } = socket;
    afterATurn(() => {
      if (socket.bytesRead === bytesRead) socket.destroy();
    });
  });
  server.on('connection', (socket: Socket) => {
    // Whatever takes the socket over later: from here on somebody hears its errors. They end this one socket only.
    socket.on('error', () => socket.destroy());
    const name = nameOf(socket);
    waiting.set(name, socket);
    socket.once('close', () => {
      if (waiting.get(name) === socket) waiting.delete(name);
    });
    const [oldest] = waiting.values();
    if (waiting.size > most) oldest?.destroy();
  });
  return {
    admit: (socket) => void waiting.delete(nameOf(socket as Socket)),
    endAll() {
      for (const socket of waiting.values()) socket.destroy();
    },
  };
}

/**
 * Answers each peer one request at a time. Browsers wait for an answer before they ask again on the same connection; who does not
 * could have thousands of answers made and kept for it by one small packet, and goes.
 */
export function oneAtATime(answer: RequestListener): RequestListener {
  const asking = new WeakSet<Duplex>();
  return (request, response) => {
    const { socket } = request;
    if (asking.has(socket)) socket.destroy();
    // What else came in the same packet is told though its socket is gone.
    if (socket.destroyed) return;
    asking.add(socket);
    response.once('close', () => asking.delete(socket));
    answer(request, response);
  };
}

/**
 * Where this program itself stood still (a long computation, a laptop that slept), what came in time waits to be read: one turn is
 * left for that before anybody is late.
 */
const afterATurn = (work: () => void): void => void setTimeout(work, TURN_MS);

/** Longer than a turn of a program that does nothing else. */
const TURN_MS = 100;

/** Who has not asked in time goes, with the words that Node has for it. */
function refuseLate(server: HttpServer): void {
  const asked = new WeakMap<Duplex, number>();
  const ask = ({ socket }: IncomingMessage): void => void asked.set(socket, (asked.get(socket) ?? 0) + 1);
  server.on('request', ask);
  server.on('upgrade', ask);
  const end = (socket: Socket, status: Refusal): void => {
    // In the middle of an answer, or behind one, words of another would be read as a part of it.
    if (socket.bytesWritten > 0) socket.destroy();
    else refuse(socket, status);
  };
  server.on('clientError', (error: NodeJS.ErrnoException, duplex) => {
    const socket = duplex as Socket;
    const status = CLIENT_ERRORS[error.code ?? ''] ?? '400 Bad Request';
    if (status !== LATE) return end(socket, status);
    const before = asked.get(socket);
    afterATurn(() => {
      if (asked.get(socket) === before) end(socket, LATE);
    });
  });
}

const LATE = '408 Request Timeout';

const CLIENT_ERRORS: Readonly<Record<string, Refusal>> = {
  ERR_HTTP_REQUEST_TIMEOUT: LATE,
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

const nameOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

export type Refusal =
  | '400 Bad Request'
  | '401 Unauthorized'
  | '403 Forbidden'
  | '408 Request Timeout'
  | '431 Request Header Fields Too Large';

/** Answers a request to upgrade, or what is no request, and ends its socket: nothing that still comes is kept. */
export function refuse(socket: Duplex, status: Refusal): void {
  socket.on('error', () => socket.destroy());
  socket.resume();
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
  const late = setTimeout(() => socket.destroy(), REFUSED_MS);
  late.unref();
  socket.once('close', () => clearTimeout(late));
  socket.once('end', () => socket.destroy());
}
