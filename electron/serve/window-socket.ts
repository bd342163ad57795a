/** One window's open socket: requests in, answers and events out. `shared/wire.ts` says how they speak. */
import type { WebSocket } from 'ws';
import { request } from '../../shared/api.ts';
import { CLOSE_MALFORMED, requestMessageSchema, type ServerMessage } from '../../shared/wire.ts';
import type { WindowBackend } from '../backend/backend.ts';

/** In bytes, of what one window has not taken yet. */
const MOST_WAITING = 32_000_000;
const HEARTBEAT_MS = 30_000;
/** One may only be waiting to be read: this program stood still, or the computer slept. */
const MOST_UNANSWERED = 2;

export function speak(socket: WebSocket, backend: WindowBackend): void {
  const send = (message: ServerMessage): void => {
    if (socket.readyState !== socket.OPEN) return;
    // A window that does not keep up is let go; it comes back and is told what matters.
    if (socket.bufferedAmount > MOST_WAITING) socket.terminate();
    else socket.send(JSON.stringify(message));
  };
  let unanswered = 0;
  const heartbeat = setInterval(() => {
    if (unanswered >= MOST_UNANSWERED) return socket.terminate();
    unanswered += 1;
    socket.ping();
  }, HEARTBEAT_MS);
  socket.on('pong', () => {
    unanswered = 0;
  });
  const unsubscribe = backend.onEvents((events) => send({ type: 'events', events }));
  socket.on('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
    backend.leave();
  });
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
