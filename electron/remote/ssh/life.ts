/** Whether a host at the other end of a connection still lives. */
import type { Socket } from 'node:net';

/** Intervals in which nothing came. */
const MOST_MISSED = 3;

/**
 * Who says nothing at all any more, though it is asked once in each interval, is given up. Not who has not answered the last
 * question yet: while much is sent over a slow line, a question waits behind it for longer than anybody would wait for the answer.
 */
export function watchLife(socket: Pick<Socket, 'bytesRead' | 'destroy' | 'once'>, everyMs: number): void {
  let heard = socket.bytesRead;
  let missed = 0;
  const timer = setInterval(() => {
    missed = socket.bytesRead === heard ? missed + 1 : 0;
    heard = socket.bytesRead;
    if (missed > MOST_MISSED) socket.destroy();
  }, everyMs);
  socket.once('close', () => clearInterval(timer));
}
