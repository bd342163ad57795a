import { describe, expect, it } from 'vitest';
import type { BackendEvent } from '../../shared/api.ts';
import { type ServerMessage, wireProtocols } from '../../shared/wire.ts';
import type { Reachability } from './port.ts';
import { SocketBackend } from './socket.ts';

class FakeSocket extends EventTarget {
  readyState = 0;
  readonly sent: { id: number; name: string; input: unknown }[] = [];
  close(): void {}
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  opens(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  says(message: ServerMessage): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }));
  }
  closes(code: number): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}

function setUp() {
  const sockets: FakeSocket[] = [];
  const offered: string[][] = [];
  const pauses: number[] = [];
  const due: (() => void)[] = [];
  let valid = 'secret';
  const port = new SocketBackend({
    url: 'ws://127.0.0.1:1/backend',
    token: 'secret',
    window: 'w1',
    open: (_, protocols) => {
      const socket = new FakeSocket();
      sockets.push(socket);
      offered.push(protocols);
      return socket as unknown as WebSocket;
    },
    isRefused: async (token) => token !== valid,
    later: (run, ms) => {
      pauses.push(ms);
      due.push(run);
    },
  });
  const reaches: Reachability[] = [];
  port.onReachable((reach) => reaches.push(reach));
  const newest = (): FakeSocket => {
    const socket = sockets.at(-1);
    if (!socket) throw new Error('no socket');
    return socket;
  };
  /** A closed socket is asked about before anything follows. */
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };
  return {
    port,
    newest,
    offered,
    pauses,
    reaches,
    settle,
    wait: () => due.shift()?.(),
    count: () => sockets.length,
    renew: (token: string) => {
      valid = token;
    },
  };
}

describe('the window over a WebSocket', () => {
  it('offers its token as a subprotocol and matches answers to requests in any order', async () => {
    const { port, newest, offered } = setUp();
    newest().opens();
    expect(offered).toEqual([wireProtocols('secret', 'w1')]);
    const first = port.backend.cancel({ activity: 'a' });
    const second = port.backend.run({ plan: 'p' });
    expect(newest().sent.map(({ name }) => name)).toEqual(['cancel', 'run']);
    newest().says({ type: 'answer', id: 1, answer: { ok: true, value: { activity: 'a7' }, warnings: [] } });
    newest().says({ type: 'refused', id: 0, message: 'not a request' });
    await expect(second).resolves.toMatchObject({ value: { activity: 'a7' } });
    await expect(first).rejects.toThrow('not a request');
  });

  it('passes events on in their batches', () => {
    const { port, newest } = setUp();
    const heard: (readonly BackendEvent[])[] = [];
    port.backend.onEvents((events) => heard.push(events));
    const events: BackendEvent[] = [{ type: 'question-closed', question: 'q', seq: 1, at: 0 }];
    newest().opens();
    newest().says({ type: 'events', events });
    expect(heard).toEqual([events]);
  });

  it('connects again with growing pauses, and no request hangs meanwhile', async () => {
    const { port, newest, pauses, reaches, wait, settle } = setUp();
    newest().opens();
    const lost = port.backend.hello({});
    newest().closes(1006);
    await expect(lost).rejects.toThrow('closed');
    await expect(port.backend.hello({})).rejects.toThrow('not connected');
    wait();
    newest().closes(1006);
    await settle();
    wait();
    newest().opens();
    newest().closes(1006);
    await settle();
    expect(pauses).toEqual([250, 500, 250]);
    expect(reaches).toEqual(['reachable', 'lost', 'lost', 'reachable', 'lost']);
  });

  it('tells a token that is refused from a program that is gone, and does not come back with it', async () => {
    const { newest, reaches, pauses, renew, settle } = setUp();
    renew('other');
    newest().closes(1006);
    await settle();
    expect(reaches).toEqual(['refused']);
    expect(pauses).toEqual([]);
  });

  it('comes back with a token that was given meanwhile', async () => {
    const { port, newest, reaches, offered, renew, settle, count } = setUp();
    renew('other');
    newest().closes(1006);
    await settle();
    port.retry('other');
    newest().opens();
    expect(offered.at(-1)).toEqual(wireProtocols('other', 'w1'));
    expect(reaches).toEqual(['refused', 'reachable']);
    expect(count()).toBe(2);
  });

  it('hears nothing of a socket that another has taken the place of', async () => {
    const { port, newest, reaches, settle } = setUp();
    const first = newest();
    first.opens();
    port.retry('secret');
    newest().opens();
    first.closes(1006);
    await settle();
    expect(reaches).toEqual(['reachable', 'reachable']);
  });
});
